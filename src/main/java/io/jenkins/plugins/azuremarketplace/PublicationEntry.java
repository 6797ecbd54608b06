package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.io.Serial;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** One publication of a build, as it is kept in the build's record. */
@Restricted(NoExternalUse.class)
public class PublicationEntry extends PublicationView implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final Publication publication;

    /** Null for the default of the configuration. */
    @CheckForNull
    private final String credentialsId;

    /** Null only in records of a version that knew one API. */
    @CheckForNull
    private final String api;

    /** Whether the step said so, and not the configuration. */
    private final boolean apiNamed;

    private PublicationEntry(
            Publication publication, @CheckForNull String credentialsId, String api, boolean apiNamed) {
        this.publication = publication;
        this.credentialsId = credentialsId;
        this.api = api;
        this.apiNamed = apiNamed;
    }

    /**
     * @param timeoutMinutes null for the default of the configuration
     * @param onConflict null for the default of the configuration
     * @param api null for the default of the configuration
     * @throws AbortException with a sentence for the user, if a value can't be used
     */
    static PublicationEntry goLive(
            String publisher,
            String offer,
            @CheckForNull String credentialsId,
            boolean wait,
            @CheckForNull Integer timeoutMinutes,
            @CheckForNull String onConflict,
            boolean cancelOnAbort,
            @CheckForNull String api)
            throws AbortException {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        require(MarketplaceFields.checkApi(api));
        MarketplaceApi service = configuration.marketplaceApi(api);
        if (service.needsPublisher() || !publisher.isEmpty()) {
            require(Offer.complaint("publisher", publisher));
        }
        require(Offer.complaint("offer", offer));
        require(MarketplaceFields.checkConflictPolicy(onConflict));
        require(timeoutMinutes);
        return new PublicationEntry(
                Publication.goLive(
                        new Offer(publisher, offer),
                        wait,
                        configuration.conflictPolicy(onConflict),
                        cancelOnAbort,
                        MarketplaceConnector.get().clock().instant(),
                        configuration.limit(timeoutMinutes)),
                credentialsId,
                service.id(),
                api != null);
    }

    /**
     * @param timeoutMinutes null for the default of the configuration
     * @param api null for the default of the configuration
     * @throws AbortException with a sentence for the user, if a value can't be used
     */
    static PublicationEntry watch(
            String operation,
            @CheckForNull String credentialsId,
            @CheckForNull Integer timeoutMinutes,
            boolean cancelOnAbort,
            @CheckForNull String api)
            throws AbortException {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        require(MarketplaceFields.checkApi(api));
        require(MarketplaceFields.checkOperation(operation));
        require(timeoutMinutes);
        return new PublicationEntry(
                Publication.watch(
                        operation,
                        cancelOnAbort,
                        MarketplaceConnector.get().clock().instant(),
                        configuration.limit(timeoutMinutes)),
                credentialsId,
                configuration.marketplaceApi(api).id(),
                api != null);
    }

    /** What was asked for, under the same id: the same entry before anything was done for it. */
    PublicationEntry wish() {
        return new PublicationEntry(publication.wish(), credentialsId, apiId(), apiNamed);
    }

    private static void require(@CheckForNull Integer timeoutMinutes) throws AbortException {
        if (timeoutMinutes != null) {
            require(MarketplaceFields.checkTimeout(String.valueOf(timeoutMinutes)));
        }
    }

    private static void require(FormValidation check) throws AbortException {
        if (check.kind == FormValidation.Kind.ERROR) {
            throw new AbortException(check.getMessage());
        }
    }

    private static void require(@CheckForNull String complaint) throws AbortException {
        if (complaint != null) {
            throw new AbortException(complaint);
        }
    }

    @Override
    Publication publication() {
        return publication;
    }

    @Override
    String apiId() {
        return api == null ? MarketplaceApi.CLOUD_PARTNER_PORTAL.id() : api;
    }

    /** @throws AbortException with a sentence for the user, if the record names a service that is not known here */
    MarketplaceApi service() throws AbortException {
        return MarketplaceApi.parse(apiId())
                .orElseThrow(() -> new AbortException("The record of the publication of " + publication.title()
                        + " names the service “" + PlainText.of(apiId(), 100)
                        + "”, which this version of the plugin does not know."));
    }

    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    @Override
    String waitCommand(String operation) {
        boolean byDefault = apiId().equals(MarketplaceConfiguration.get().getApi());
        return "marketplaceWait operation: '" + operation.replace("'", "%27") + "'"
                + (credentialsId == null ? "" : ", credentialsId: " + quoted(credentialsId))
                + (byDefault && !apiNamed ? "" : ", api: " + quoted(apiId()));
    }

    /** As Groovy reads it. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** Whether nothing is missing that a record must have. */
    boolean isWhole() {
        return publication != null && publication.isWhole();
    }

    /** Whether this can be the record of what was asked for; offers of operations are found out later. */
    boolean isOf(PublicationEntry wish) {
        return publication.target() == wish.publication.target()
                && (wish.publication.isWatchOnly() ? publication.isWatchOnly() : isSameOffer(wish));
    }

    /** Whether another attempt of the same build wants the same. */
    boolean isSameOffer(PublicationEntry other) {
        return apiId().equals(other.apiId())
                && publication.publisher().equals(other.publication.publisher())
                && publication.offerId().equals(other.publication.offerId())
                && !publication.isWatchOnly()
                && !other.publication.isWatchOnly();
    }
}
