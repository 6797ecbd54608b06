package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.BulkChange;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    private static final Logger LOGGER = Logger.getLogger(MarketplaceConfiguration.class.getName());

    /** Null stands for the default, so that a default which changes reaches everybody who never chose. */
    @CheckForNull
    private volatile String api;

    @CheckForNull
    private volatile String endpoint;

    @CheckForNull
    private volatile String ingestionEndpoint;

    @CheckForNull
    private volatile String ingestionVersion;

    @CheckForNull
    private volatile String schemaHost;

    @CheckForNull
    private volatile String authority;

    @CheckForNull
    private volatile String tenantId;

    @CheckForNull
    private volatile String credentialsId;

    @CheckForNull
    private volatile Integer pollIntervalSeconds;

    @CheckForNull
    private volatile Integer timeoutMinutes;

    @CheckForNull
    private volatile String onConflict;

    public MarketplaceConfiguration() {
        load();
    }

    public static MarketplaceConfiguration get() {
        return ExtensionList.lookupSingleton(MarketplaceConfiguration.class);
    }

    /** {@code cloudPartnerPortal} or {@code productIngestion}: for steps that name neither. */
    public String getApi() {
        return marketplaceApi(null).id();
    }

    @DataBoundSetter
    public void setApi(@CheckForNull String api) {
        this.api = chosen(MarketplaceFields.checkApi(api), api, MarketplaceApi.CLOUD_PARTNER_PORTAL.id());
        save();
    }

    /** Of the Cloud Partner Portal API. */
    public String getEndpoint() {
        return either(endpoint, MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint());
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = chosen(
                MarketplaceFields.checkUrl("endpoint", endpoint),
                endpoint,
                MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint());
        save();
    }

    public String getIngestionEndpoint() {
        return either(ingestionEndpoint, MarketplaceApi.PRODUCT_INGESTION.defaultEndpoint());
    }

    @DataBoundSetter
    public void setIngestionEndpoint(@CheckForNull String ingestionEndpoint) {
        this.ingestionEndpoint = chosen(
                MarketplaceFields.checkUrl("endpoint", ingestionEndpoint),
                ingestionEndpoint,
                MarketplaceApi.PRODUCT_INGESTION.defaultEndpoint());
        save();
    }

    /** Of the Product Ingestion API. */
    public String getIngestionVersion() {
        return either(ingestionVersion, MarketplaceApi.PRODUCT_INGESTION.defaultVersion());
    }

    @DataBoundSetter
    public void setIngestionVersion(@CheckForNull String ingestionVersion) {
        this.ingestionVersion = chosen(
                MarketplaceFields.checkVersion(ingestionVersion),
                ingestionVersion,
                MarketplaceApi.PRODUCT_INGESTION.defaultVersion());
        save();
    }

    /** Names the schemas of the Product Ingestion API; no request goes there. */
    public String getSchemaHost() {
        return either(schemaHost, Endpoints.DEFAULT_SCHEMA_HOST);
    }

    @DataBoundSetter
    public void setSchemaHost(@CheckForNull String schemaHost) {
        this.schemaHost = chosen(
                MarketplaceFields.checkUrl("schema host", schemaHost), schemaHost, Endpoints.DEFAULT_SCHEMA_HOST);
        save();
    }

    public String getAuthority() {
        return either(authority, MarketplaceApi.DEFAULT_AUTHORITY);
    }

    @DataBoundSetter
    public void setAuthority(@CheckForNull String authority) {
        this.authority =
                chosen(MarketplaceFields.checkUrl("authority", authority), authority, MarketplaceApi.DEFAULT_AUTHORITY);
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
        return either(pollIntervalSeconds, (int) PollSchedule.DEFAULT_INTERVAL.toSeconds());
    }

    @DataBoundSetter
    public void setPollIntervalSeconds(int pollIntervalSeconds) {
        require(MarketplaceFields.checkPollInterval(String.valueOf(pollIntervalSeconds)));
        this.pollIntervalSeconds =
                pollIntervalSeconds == PollSchedule.DEFAULT_INTERVAL.toSeconds() ? null : pollIntervalSeconds;
        save();
    }

    public int getTimeoutMinutes() {
        return either(timeoutMinutes, (int) PollSchedule.DEFAULT_LIMIT.toMinutes());
    }

    @DataBoundSetter
    public void setTimeoutMinutes(int timeoutMinutes) {
        require(MarketplaceFields.checkTimeout(String.valueOf(timeoutMinutes)));
        this.timeoutMinutes = timeoutMinutes == PollSchedule.DEFAULT_LIMIT.toMinutes() ? null : timeoutMinutes;
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

    /**
     * What an older version or a hand left in the file, and this one can't use, counts as never chosen. Not so the
     * addresses: a publication must fail rather than go somewhere else.
     */
    @Override
    public synchronized void load() {
        super.load();
        pollIntervalSeconds = usable(Field.pollIntervalSeconds, pollIntervalSeconds);
        timeoutMinutes = usable(Field.timeoutMinutes, timeoutMinutes);
        onConflict = usable(Field.onConflict, onConflict);
        tenantId = usable(Field.tenantId, tenantId);
    }

    @CheckForNull
    private static <T> T usable(Field field, @CheckForNull T value) {
        FormValidation check = field.check(value == null ? null : value.toString());
        if (check.kind == FormValidation.Kind.ERROR) {
            LOGGER.log(Level.WARNING, "Ignored in the configuration of Azure Marketplace: {0}", check.getMessage());
            return null;
        }
        return value;
    }

    /** @param id of the step; null for the default */
    MarketplaceApi marketplaceApi(@CheckForNull String id) {
        return MarketplaceApi.parse(id == null ? api : id).orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL);
    }

    /** @throws IllegalArgumentException with a sentence for the user, if a URL can't be used */
    Endpoints endpoints(MarketplaceApi service) {
        return switch (service) {
            case CLOUD_PARTNER_PORTAL -> Endpoints.of(service, getEndpoint(), getAuthority());
            case PRODUCT_INGESTION ->
                Endpoints.of(service, getIngestionEndpoint(), getAuthority())
                        .with(getIngestionVersion(), getSchemaHost());
        };
    }

    Duration pollInterval() {
        return Duration.ofSeconds(getPollIntervalSeconds());
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
        // A number that was cleared stands for its default.
        json.replace("pollIntervalSeconds", "", (int) PollSchedule.DEFAULT_INTERVAL.toSeconds());
        json.replace("timeoutMinutes", "", (int) PollSchedule.DEFAULT_LIMIT.toMinutes());
        try (BulkChange change = new BulkChange(this)) {
            request.bindJSON(this, json);
            change.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** Asks for a token and, with an offer, for its operations. Publishes nothing. */
    @POST
    public FormValidation doTestConnection(
            @QueryParameter String api,
            @QueryParameter String endpoint,
            @QueryParameter String ingestionEndpoint,
            @QueryParameter String authority,
            @QueryParameter String tenantId,
            @QueryParameter String credentialsId,
            @QueryParameter String testPublisher,
            @QueryParameter String testOffer) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        MarketplaceApi service = MarketplaceApi.parse(api).orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL);
        String typed = Util.fixEmptyAndTrim(service.needsPublisher() ? endpoint : ingestionEndpoint);
        String tokens = Util.fixEmptyAndTrim(authority);
        try {
            Endpoints endpoints = Endpoints.of(
                    service,
                    typed == null ? service.defaultEndpoint() : typed,
                    tokens == null ? MarketplaceApi.DEFAULT_AUTHORITY : tokens);
            return new ConnectionTest(
                            service,
                            service.needsPublisher() ? endpoints : endpoints.with(ingestionVersion, schemaHost),
                            Util.fixEmptyAndTrim(tenantId))
                    .run(
                            credentialsId,
                            Util.fixNull(testPublisher).trim(),
                            Util.fixNull(testOffer).trim());
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    @POST
    public FormValidation doCheckEndpoint(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Field.endpoint.check(value) : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckIngestionEndpoint(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? Field.ingestionEndpoint.check(value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckIngestionVersion(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? Field.ingestionVersion.check(value)
                : FormValidation.ok();
    }

    @POST
    public FormValidation doCheckSchemaHost(@QueryParameter String value) {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? Field.schemaHost.check(value) : FormValidation.ok();
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
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? Field.timeoutMinutes.check(value)
                : FormValidation.ok();
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
    public ListBoxModel doFillApiItems() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER) ? MarketplaceFields.fillApis(false) : new ListBoxModel();
    }

    @POST
    public ListBoxModel doFillOnConflictItems() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                ? MarketplaceFields.fillConflictPolicies(false)
                : new ListBoxModel();
    }

    private static <T> T either(@CheckForNull T chosen, T byDefault) {
        return chosen == null ? byDefault : chosen;
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
        api,
        endpoint,
        ingestionEndpoint,
        ingestionVersion,
        schemaHost,
        authority,
        tenantId,
        pollIntervalSeconds,
        timeoutMinutes,
        onConflict;

        FormValidation check(@CheckForNull String value) {
            return switch (this) {
                case api -> MarketplaceFields.checkApi(value);
                case endpoint, ingestionEndpoint, schemaHost, authority -> MarketplaceFields.checkUrl(name(), value);
                case ingestionVersion -> MarketplaceFields.checkVersion(value);
                case tenantId -> MarketplaceFields.checkTenant(value);
                case pollIntervalSeconds -> MarketplaceFields.checkPollInterval(value);
                case timeoutMinutes -> MarketplaceFields.checkTimeout(value);
                case onConflict -> MarketplaceFields.checkConflictPolicy(value);
            };
        }
    }
}
