package io.jenkins.plugins.azuremarketplace.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;
import java.io.Serial;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One publication of a build, as it is kept with the build. */
@Restricted(NoExternalUse.class)
public final class PublicationRecord implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final Publication publication;

    /** Null for the default of the configuration. */
    @CheckForNull
    private final String credentialsId;

    /** What somebody else types for the same credentials; null if that is nothing else. */
    @CheckForNull
    private final String chosenCredentialsId;

    private final String api;

    /** Whether the step said so, and not the configuration. */
    private final boolean apiNamed;

    private PublicationRecord(
            Publication publication,
            @CheckForNull String credentialsId,
            @CheckForNull String chosenCredentialsId,
            String api,
            boolean apiNamed) {
        this.publication = publication;
        this.credentialsId = credentialsId;
        this.chosenCredentialsId = chosenCredentialsId;
        this.api = api;
        this.apiNamed = apiNamed;
    }

    /**
     * Of a publication that is to begin.
     *
     * @param credentialsId null for the default of the configuration
     * @param named whether the step named the service, and not the configuration
     */
    public static PublicationRecord of(
            PublicationRequest request, @CheckForNull String credentialsId, MarketplaceApi api, boolean named) {
        return new PublicationRecord(new Publication(request), credentialsId, null, api.id(), named);
    }

    /** The same, where others name the same credentials otherwise, as with a parameter of the build. */
    public PublicationRecord withChosenCredentials(@CheckForNull String id) {
        return new PublicationRecord(publication, credentialsId, id, api, apiNamed);
    }

    /** What was asked for, under the same id: the same record before anything was done for it. */
    public PublicationRecord anew() {
        return new PublicationRecord(
                new Publication(publication.request()), credentialsId, chosenCredentialsId, api, apiNamed);
    }

    public String id() {
        return publication.request().id();
    }

    public Publication publication() {
        return publication;
    }

    /** Of a service that is not known here, if a later version wrote the record. */
    public String apiId() {
        return api;
    }

    /** @throws AbortException with a sentence for the user, if the record names a service that is not known here */
    public MarketplaceApi service() throws AbortException {
        return MarketplaceApi.parse(api)
                .orElseThrow(() -> new AbortException("The record of the publication of " + publication.title()
                        + " names the service “" + PlainText.of(api, 100)
                        + "”, which this version of the plugin does not know."));
    }

    /** Null for the default of the configuration. */
    @CheckForNull
    public String credentialsId() {
        return credentialsId;
    }

    /** The line of a pipeline that watches an operation with the credentials of this publication. */
    public String waitCommand(String operation) {
        boolean byDefault = api.equals(MarketplaceConfiguration.get().getApi());
        String credentials = chosenCredentialsId == null ? credentialsId : chosenCredentialsId;
        return "marketplaceWait operation: '" + operation.replace("'", "%27") + "'"
                + (publication.target() == Target.LIVE
                        ? ""
                        : ", target: " + quoted(publication.target().word()))
                + (credentials == null ? "" : ", credentialsId: " + quoted(credentials))
                + (byDefault && !apiNamed ? "" : ", api: " + quoted(api));
    }

    /** As Groovy reads it. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** The offer's page in Partner Center, or the one that leads there. */
    public String partnerCenterUrl() {
        return MarketplaceApi.parse(api)
                .orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL)
                .page(publication.submission())
                .toString();
    }

    /** Whether nothing is missing that a record must have. */
    boolean isWhole() {
        return publication != null && publication.isWhole() && api != null;
    }

    /** Whether this can be the record of what was asked for; offers of operations are found out later. */
    public boolean isOf(PublicationRecord wish) {
        return publication.target() == wish.publication.target()
                && (wish.isWatchOnly() ? isWatchOnly() : isSameOffer(wish));
    }

    /** Whether another attempt of the same build wants the same. */
    boolean isSameOffer(PublicationRecord other) {
        return api.equals(other.api)
                && publication.publisher().equals(other.publication.publisher())
                && publication.offerId().equals(other.publication.offerId())
                && !isWatchOnly()
                && !other.isWatchOnly();
    }

    private boolean isWatchOnly() {
        return publication.request().isWatchOnly();
    }
}
