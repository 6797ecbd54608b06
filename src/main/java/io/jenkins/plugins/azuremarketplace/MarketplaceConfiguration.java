package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** <em>Manage Jenkins → System → Azure Marketplace</em>: where requests go, and the defaults of all publications. */
@Extension
@Symbol("azureMarketplace")
public class MarketplaceConfiguration extends GlobalConfiguration {

    /** Null stands for the default, so that a default which changes reaches everybody who never chose. */
    @CheckForNull
    private String endpoint;

    @CheckForNull
    private String authority;

    @CheckForNull
    private String tenantId;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private Integer pollIntervalSeconds;

    @CheckForNull
    private Integer timeoutMinutes;

    @CheckForNull
    private String onConflict;

    public MarketplaceConfiguration() {
        load();
    }

    public static MarketplaceConfiguration get() {
        return ExtensionList.lookupSingleton(MarketplaceConfiguration.class);
    }

    public String getEndpoint() {
        return endpoint == null ? MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint() : endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint =
                chosen(MarketplaceFields.checkUrl("endpoint", endpoint), endpoint, MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint());
        save();
    }

    public String getAuthority() {
        return authority == null ? MarketplaceApi.DEFAULT_AUTHORITY : authority;
    }

    @DataBoundSetter
    public void setAuthority(@CheckForNull String authority) {
        this.authority = chosen(
                MarketplaceFields.checkUrl("authority", authority), authority, MarketplaceApi.DEFAULT_AUTHORITY);
        save();
    }

    /** The tenant for credentials that don't name one, such as a user name with a password. */
    @CheckForNull
    public String getTenantId() {
        return tenantId;
    }

    @DataBoundSetter
    public void setTenantId(@CheckForNull String tenantId) {
        this.tenantId = chosen(MarketplaceFields.checkTenant(tenantId), tenantId, "");
        save();
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
        save();
    }

    public int getPollIntervalSeconds() {
        return pollIntervalSeconds == null ? (int) PollSchedule.DEFAULT_INTERVAL.toSeconds() : pollIntervalSeconds;
    }

    @DataBoundSetter
    public void setPollIntervalSeconds(int pollIntervalSeconds) {
        require(MarketplaceFields.checkPollInterval(String.valueOf(pollIntervalSeconds)));
        this.pollIntervalSeconds = pollIntervalSeconds;
        save();
    }

    public int getTimeoutMinutes() {
        return timeoutMinutes == null ? (int) PollSchedule.DEFAULT_LIMIT.toMinutes() : timeoutMinutes;
    }

    @DataBoundSetter
    public void setTimeoutMinutes(int timeoutMinutes) {
        require(MarketplaceFields.checkTimeout(String.valueOf(timeoutMinutes)));
        this.timeoutMinutes = timeoutMinutes;
        save();
    }

    public String getOnConflict() {
        return ConflictPolicy.parse(onConflict).orElse(ConflictPolicy.FAIL).word();
    }

    @DataBoundSetter
    public void setOnConflict(@CheckForNull String onConflict) {
        this.onConflict = chosen(MarketplaceFields.checkConflictPolicy(onConflict), onConflict, "fail");
        save();
    }

    Duration pollInterval() {
        return Duration.ofSeconds(Math.max(1, Math.min(3600, getPollIntervalSeconds())));
    }

    /** @param minutes of the step; null for the default */
    Duration limit(@CheckForNull Integer minutes) {
        long wanted = minutes == null ? getTimeoutMinutes() : minutes;
        return Duration.ofMinutes(Math.max(1, Math.min(PollSchedule.LONGEST_LIMIT.toMinutes(), wanted)));
    }

    ConflictPolicy conflictPolicy(@CheckForNull String word) {
        return ConflictPolicy.parse(word == null ? getOnConflict() : word).orElse(ConflictPolicy.FAIL);
    }

    /** All or nothing: a value that can't be used leaves the configuration as it was. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) throws FormException {
        for (Field field : Field.values()) {
            FormValidation check = field.check(json.optString(field.name()));
            if (check.kind == FormValidation.Kind.ERROR) {
                throw new FormException(check.getMessage(), field.name());
            }
        }
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, json);
            change.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @POST
    public FormValidation doCheckEndpoint(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Field.endpoint.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckAuthority(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Field.authority.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckTenantId(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Field.tenantId.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckPollIntervalSeconds(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? Field.pollIntervalSeconds.check(value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckTimeoutMinutes(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Field.timeoutMinutes.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckCredentialsId(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? MarketplaceFields.checkCredentials(null, value)
                : FormValidation.ok();
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? MarketplaceFields.fillCredentials(null, credentialsId)
                : MarketplaceFields.currentOnly(credentialsId);
    }

    @POST
    public ListBoxModel doFillOnConflictItems() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? MarketplaceFields.fillConflictPolicies(false)
                : new ListBoxModel();
    }

    @CheckForNull
    private static String chosen(FormValidation check, @CheckForNull String value, String otherwise) {
        require(check);
        String trimmed = Util.fixEmptyAndTrim(value);
        return otherwise.equals(trimmed) ? null : trimmed;
    }

    private static void require(FormValidation check) {
        if (check.kind == FormValidation.Kind.ERROR) {
            throw new IllegalArgumentException(check.getMessage());
        }
    }

    /** The fields that are checked, by the names that forms and JCasC use. */
    private enum Field {
        endpoint,
        authority,
        tenantId,
        pollIntervalSeconds,
        timeoutMinutes,
        onConflict;

        FormValidation check(@CheckForNull String value) {
            return switch (this) {
                case endpoint, authority -> MarketplaceFields.checkUrl(name(), value);
                case tenantId -> MarketplaceFields.checkTenant(value);
                case pollIntervalSeconds -> MarketplaceFields.checkPollInterval(value);
                case timeoutMinutes -> MarketplaceFields.checkTimeout(value);
                case onConflict -> MarketplaceFields.checkConflictPolicy(value);
            };
        }
    }
}
