package io.jenkins.plugins.azuremarketplace.configuration;

import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import java.io.IOException;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** <em>Manage Jenkins → System → Azure Marketplace</em>: the form, its checks and its test. */
@Extension
@Symbol("azureMarketplace")
@Restricted(NoExternalUse.class)
public class MarketplaceConfiguration extends MarketplaceSettings {

    public MarketplaceConfiguration() {
        load();
    }

    public static MarketplaceConfiguration get() {
        return ExtensionList.lookupSingleton(MarketplaceConfiguration.class);
    }

    /** All or nothing: a value that can't be used leaves the configuration as it was. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        for (CheckedField field : CheckedField.values()) {
            FormValidation check = field.check(json.optString(field.name()));
            if (check.kind == FormValidation.Kind.ERROR) {
                throw new FormException(check.getMessage(), field.name());
            }
        }
        // A number that was cleared stands for its default.
        json.replace("pollIntervalSeconds", "", (int) PollSchedule.DEFAULT_INTERVAL.toSeconds());
        json.replace("timeoutMinutes", "", (int) PollSchedule.DEFAULT_LIMIT.toMinutes());
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, json);
            change.commit();
        } catch (IOException | IllegalArgumentException e) {
            throw new FormException(e, "azureMarketplace");
        }
        return true;
    }

    /** Asks for a token and, with an offer, for its operations, by what is typed alone. Publishes nothing. */
    @POST
    public FormValidation doTestConnection(
            @QueryParameter String api,
            @QueryParameter String endpoint,
            @QueryParameter String ingestionEndpoint,
            @QueryParameter String ingestionVersion,
            @QueryParameter String ingestionProductVersion,
            @QueryParameter String schemaHost,
            @QueryParameter String authority,
            @QueryParameter String scope,
            @QueryParameter String tenantId,
            @QueryParameter String credentialsId,
            @QueryParameter String testPublisher,
            @QueryParameter String testOffer) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        FormValidation known = CheckedField.api.check(api);
        if (known.kind == FormValidation.Kind.ERROR) {
            return known;
        }
        MarketplaceApi service =
                MarketplaceApi.parse(Util.fixEmptyAndTrim(api)).orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL);
        String typed = Util.fixEmptyAndTrim(service.needsPublisher() ? endpoint : ingestionEndpoint);
        String tokens = Util.fixEmptyAndTrim(authority) == null ? MarketplaceApi.DEFAULT_AUTHORITY : authority.trim();
        try {
            Endpoints endpoints = Endpoints.of(service, typed == null ? service.defaultEndpoint() : typed, tokens)
                    .withScope(scope);
            if (service == MarketplaceApi.PRODUCT_INGESTION) {
                endpoints = endpoints
                        .withVersion(ingestionVersion)
                        .withProductVersion(ingestionProductVersion)
                        .withSchema(schemaHost);
            }
            return new ConnectionTest(service, endpoints, tokens, Util.fixEmpty(PastedText.trim(tenantId)))
                    .run(
                            credentialsId,
                            Util.fixNull(testPublisher).trim(),
                            Util.fixNull(testOffer).trim());
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static boolean isAdministrator() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    @POST
    public FormValidation doCheckEndpoint(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.endpoint.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckIngestionEndpoint(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.ingestionEndpoint.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckIngestionVersion(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.ingestionVersion.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckIngestionProductVersion(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.ingestionProductVersion.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckSchemaHost(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.schemaHost.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckAuthority(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.authority.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckScope(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.scope.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckTenantId(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.tenantId.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckPollIntervalSeconds(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.pollIntervalSeconds.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckTimeoutMinutes(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.timeoutMinutes.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckCredentialsId(@QueryParameter String value) {
        return isAdministrator() ? CredentialsField.check(null, value) : FormValidation.ok();
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        return isAdministrator()
                ? CredentialsField.fill(null, credentialsId)
                : CredentialsField.currentOnly(credentialsId);
    }

    @POST
    public FormValidation doCheckApi(@QueryParameter String value) {
        return isAdministrator() ? CheckedField.api.check(value) : FormValidation.ok();
    }

    @POST
    public ListBoxModel doFillApiItems(@QueryParameter String api) {
        return isAdministrator() ? DropDown.API.fill(api) : DropDown.API.currentOnly(api);
    }

    @POST
    public ListBoxModel doFillOnConflictItems(@QueryParameter String onConflict) {
        return isAdministrator()
                ? DropDown.CONFLICT_POLICY.fill(onConflict)
                : DropDown.CONFLICT_POLICY.currentOnly(onConflict);
    }
}
