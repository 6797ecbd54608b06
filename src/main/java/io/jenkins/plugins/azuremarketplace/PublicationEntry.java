package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.io.Serial;
import java.io.Serializable;

/** One publication of a build, as it is kept in the build's record. */
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

    private PublicationEntry(Publication publication, @CheckForNull String credentialsId, MarketplaceApi api) {
        this.publication = publication;
        this.credentialsId = credentialsId;
        this.api = api.id();
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
                service);
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
                configuration.marketplaceApi(api));
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
    MarketplaceApi api() {
        return MarketplaceApi.parse(api).orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL);
    }

    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    /** Whether the record has all that pages need; a damaged one, or one of a later version, may not. */
    boolean isReadable() {
        try {
            return publication != null
                    && getState() != null
                    && getSteps() != null
                    && getTitle() != null
                    && getPartnerCenterUrl() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Whether another attempt of the same build wants the same. */
    boolean isSameOffer(PublicationEntry other) {
        return api() == other.api()
                && publication.publisher().equals(other.publication.publisher())
                && publication.offerId().equals(other.publication.offerId())
                && !publication.isWatchOnly()
                && !other.publication.isWatchOnly();
    }
}
