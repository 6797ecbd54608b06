package io.jenkins.plugins.azuremarketplace.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.FormValidation;

/** The fields of the configuration that are checked, by the names that forms and JCasC use. */
enum CheckedField {
    api,
    endpoint,
    ingestionEndpoint,
    ingestionVersion,
    ingestionProductVersion,
    schemaHost,
    authority,
    scope,
    tenantId,
    pollIntervalSeconds,
    timeoutMinutes,
    onConflict;

    FormValidation check(@CheckForNull String value) {
        return switch (this) {
            case api -> FieldChecks.checkApi(value);
            case endpoint, ingestionEndpoint, schemaHost, authority -> FieldChecks.checkUrl(name(), value);
            case ingestionVersion, ingestionProductVersion -> FieldChecks.checkVersion(value);
            case scope -> FieldChecks.checkScope(value);
            case tenantId -> FieldChecks.checkTenant(value);
            case pollIntervalSeconds -> FieldChecks.checkPollInterval(value);
            case timeoutMinutes -> FieldChecks.checkTimeout(value);
            case onConflict -> FieldChecks.checkConflictPolicy(value);
        };
    }
}
