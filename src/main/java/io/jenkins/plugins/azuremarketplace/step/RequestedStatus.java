package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;

/** Which offer's status is asked for, of which service, by whom. Immutable; kept with the pipeline. */
final class RequestedStatus implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String publisher;
    private final String offer;

    @CheckForNull
    private final String credentialsId;

    private final String api;
    private final boolean changes;

    private RequestedStatus(Offer offer, @CheckForNull String credentialsId, MarketplaceApi service, boolean changes) {
        publisher = offer.publisher();
        this.offer = offer.id();
        this.credentialsId = credentialsId;
        api = service.id();
        this.changes = changes;
    }

    /**
     * @param credentialsId null for the default of the configuration
     * @param api null for the default of the configuration
     * @throws AbortException with a sentence for the user, if an argument can't be used
     */
    static RequestedStatus of(
            String publisher,
            String offer,
            @CheckForNull String credentialsId,
            @CheckForNull String api,
            boolean changes)
            throws AbortException {
        FieldChecks.require(FieldChecks.checkApi(api));
        MarketplaceApi service = MarketplaceConfiguration.get().marketplaceApi(api);
        return new RequestedStatus(
                FieldChecks.requireOffer(service, publisher, offer), credentialsId, service, changes);
    }

    Offer offer() {
        return new Offer(publisher, offer);
    }

    /** @throws AbortException with a sentence for the user, if service or credentials can't be used */
    Marketplace connect(Run<?, ?> run) throws AbortException {
        return MarketplaceConnector.get().connect(run, service(), credentialsId);
    }

    /**
     * Lets the credentials show that this build uses them.
     *
     * @return what whoever reads the log should know of them, a sentence each
     * @throws AbortException with a sentence for the user, if they can't be used
     */
    List<String> track(Run<?, ?> run) throws AbortException {
        return MarketplaceConnector.get().track(run, credentialsId);
    }

    MarketplaceApi service() throws AbortException {
        return MarketplaceConfiguration.get().marketplaceApi(api);
    }

    Answer ask(Marketplace marketplace) throws MarketplaceException {
        return new Answer(marketplace.status(offer()), changes ? marketplace.changes(offer()) : null);
    }

    /** @param changes null if nobody asked for them */
    record Answer(OfferStatus status, @CheckForNull List<Comparison> changes) {}
}
