package io.jenkins.plugins.azuremarketplace;

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
            case api -> MarketplaceFields.checkApi(value);
            case endpoint, ingestionEndpoint, schemaHost, authority -> MarketplaceFields.checkUrl(name(), value);
            case ingestionVersion, ingestionProductVersion -> MarketplaceFields.checkVersion(value);
            case scope -> MarketplaceFields.checkScope(value);
            case tenantId -> MarketplaceFields.checkTenant(value);
            case pollIntervalSeconds -> MarketplaceFields.checkPollInterval(value);
            case timeoutMinutes -> MarketplaceFields.checkTimeout(value);
            case onConflict -> MarketplaceFields.checkConflictPolicy(value);
        };
    }
}
