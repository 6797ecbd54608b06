package io.jenkins.plugins.azuremarketplace.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.GlobalConfiguration;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What an administrator chose, with the defaults of what was not chosen. The names of the properties are those of
 * configuration as code.
 */
@Restricted(NoExternalUse.class)
public abstract class MarketplaceSettings extends GlobalConfiguration {

    private static final Logger LOGGER = Logger.getLogger(MarketplaceSettings.class.getName());

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
    private volatile String ingestionProductVersion;

    @CheckForNull
    private volatile String schemaHost;

    @CheckForNull
    private volatile String authority;

    @CheckForNull
    private volatile String scope;

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

    /** {@code cloudPartnerPortal} or {@code productIngestion}: for steps that name neither. A file may hold another word. */
    public String getApi() {
        return either(api, MarketplaceApi.CLOUD_PARTNER_PORTAL.id());
    }

    @DataBoundSetter
    public void setApi(@CheckForNull String api) {
        this.api = chosen(FieldChecks.checkApi(api), api, MarketplaceApi.CLOUD_PARTNER_PORTAL.id());
        save();
    }

    /** Of the Cloud Partner Portal API. */
    public String getEndpoint() {
        return either(endpoint, MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint());
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = chosen(
                FieldChecks.checkUrl("endpoint", endpoint),
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
                FieldChecks.checkUrl("endpoint", ingestionEndpoint),
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
                FieldChecks.checkVersion(ingestionVersion),
                ingestionVersion,
                MarketplaceApi.PRODUCT_INGESTION.defaultVersion());
        save();
    }

    /** Of the product's schema, which has a version of its own. */
    public String getIngestionProductVersion() {
        return either(ingestionProductVersion, Endpoints.DEFAULT_PRODUCT_VERSION);
    }

    @DataBoundSetter
    public void setIngestionProductVersion(@CheckForNull String ingestionProductVersion) {
        this.ingestionProductVersion = chosen(
                FieldChecks.checkVersion(ingestionProductVersion),
                ingestionProductVersion,
                Endpoints.DEFAULT_PRODUCT_VERSION);
        save();
    }

    /** Names the schemas of the Product Ingestion API; no request goes there. */
    public String getSchemaHost() {
        return either(schemaHost, Endpoints.DEFAULT_SCHEMA_HOST);
    }

    @DataBoundSetter
    public void setSchemaHost(@CheckForNull String schemaHost) {
        this.schemaHost =
                chosen(FieldChecks.checkUrl("schema host", schemaHost), schemaHost, Endpoints.DEFAULT_SCHEMA_HOST);
        save();
    }

    public String getAuthority() {
        return either(authority, MarketplaceApi.DEFAULT_AUTHORITY);
    }

    @DataBoundSetter
    public void setAuthority(@CheckForNull String authority) {
        this.authority =
                chosen(FieldChecks.checkUrl("authority", authority), authority, MarketplaceApi.DEFAULT_AUTHORITY);
        save();
    }

    /** Of all tokens; null for that of the API. */
    @CheckForNull
    public String getScope() {
        return scope;
    }

    @DataBoundSetter
    public void setScope(@CheckForNull String scope) {
        this.scope = chosen(FieldChecks.checkScope(scope), scope, "");
        save();
    }

    /** The tenant for credentials that don't name one, such as a user name with a password. */
    @CheckForNull
    public String getTenantId() {
        return tenantId;
    }

    @DataBoundSetter
    public void setTenantId(@CheckForNull String tenantId) {
        this.tenantId = chosen(FieldChecks.checkTenant(tenantId), tenantId, "");
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
        require(FieldChecks.checkPollInterval(String.valueOf(pollIntervalSeconds)));
        this.pollIntervalSeconds =
                pollIntervalSeconds == PollSchedule.DEFAULT_INTERVAL.toSeconds() ? null : pollIntervalSeconds;
        save();
    }

    public int getTimeoutMinutes() {
        return either(timeoutMinutes, (int) PollSchedule.DEFAULT_LIMIT.toMinutes());
    }

    @DataBoundSetter
    public void setTimeoutMinutes(int timeoutMinutes) {
        require(FieldChecks.checkTimeout(String.valueOf(timeoutMinutes)));
        this.timeoutMinutes = timeoutMinutes == PollSchedule.DEFAULT_LIMIT.toMinutes() ? null : timeoutMinutes;
        save();
    }

    public String getOnConflict() {
        return ConflictPolicy.parse(onConflict).orElse(ConflictPolicy.FAIL).word();
    }

    @DataBoundSetter
    public void setOnConflict(@CheckForNull String onConflict) {
        this.onConflict = chosen(FieldChecks.checkConflictPolicy(onConflict), onConflict, "fail");
        save();
    }

    /**
     * What an older version or a hand left in the file, and this one can't use, counts as never chosen. Not so the
     * API and the addresses: a publication must fail rather than go somewhere else.
     */
    @Override
    public synchronized void load() {
        super.load();
        pollIntervalSeconds = usable(CheckedField.pollIntervalSeconds, pollIntervalSeconds);
        timeoutMinutes = usable(CheckedField.timeoutMinutes, timeoutMinutes);
        onConflict = usable(CheckedField.onConflict, onConflict);
        tenantId = usable(CheckedField.tenantId, tenantId);
    }

    @CheckForNull
    private static <T> T usable(CheckedField field, @CheckForNull T value) {
        FormValidation check = field.check(value == null ? null : value.toString());
        if (check.kind == FormValidation.Kind.ERROR) {
            LOGGER.log(Level.WARNING, "Ignored in the configuration of Azure Marketplace: {0}", check.getMessage());
            return null;
        }
        return value;
    }

    /**
     * @param id of the step; null for the default
     * @throws AbortException with a sentence for the user, if no API has this name: none may get what is meant for another
     */
    public MarketplaceApi marketplaceApi(@CheckForNull String id) throws AbortException {
        String wanted = id == null ? getApi() : id;
        return MarketplaceApi.parse(wanted)
                .orElseThrow(() -> new AbortException(
                        id == null
                                ? Messages.MarketplaceSettings_ApiUnknown(PlainText.of(wanted, 60))
                                : Messages.FieldChecks_Api(PlainText.of(wanted, 60))));
    }

    /** @throws IllegalArgumentException with a sentence for the user, if a URL can't be used */
    public Endpoints endpoints(MarketplaceApi service) {
        Endpoints endpoints =
                switch (service) {
                    case CLOUD_PARTNER_PORTAL -> Endpoints.of(service, getEndpoint(), getAuthority());
                    case PRODUCT_INGESTION ->
                        Endpoints.of(service, getIngestionEndpoint(), getAuthority())
                                .withVersion(getIngestionVersion())
                                .withProductVersion(getIngestionProductVersion())
                                .withSchema(getSchemaHost());
                };
        return endpoints.withScope(getScope());
    }

    public Duration pollInterval() {
        return Duration.ofSeconds(getPollIntervalSeconds());
    }

    /** @param minutes of the step; null for the default */
    public Duration limit(@CheckForNull Integer minutes) {
        long wanted = minutes == null ? getTimeoutMinutes() : minutes;
        return Duration.ofMinutes(Math.max(1, Math.min(PollSchedule.LONGEST_LIMIT.toMinutes(), wanted)));
    }

    public ConflictPolicy conflictPolicy(@CheckForNull String word) {
        return ConflictPolicy.parse(word == null ? getOnConflict() : word).orElse(ConflictPolicy.FAIL);
    }

    private static <T> T either(@CheckForNull T chosen, T byDefault) {
        return chosen == null ? byDefault : chosen;
    }

    @CheckForNull
    private static String chosen(FormValidation check, @CheckForNull String value, String otherwise) {
        require(check);
        String trimmed = Util.fixEmpty(PastedText.trim(value));
        return otherwise.equals(trimmed) ? null : trimmed;
    }

    private static void require(FormValidation check) {
        if (check.kind == FormValidation.Kind.ERROR) {
            throw new IllegalArgumentException(check.getMessage());
        }
    }
}
