package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;

/**
 * A service that publishes offers, as one principal sees it. Objects are cheap and made for one turn of work; tokens and
 * sockets are shared behind them.
 */
public interface Marketplace {

    MarketplaceApi api();

    /** The same for connections that see the same: the endpoint and a fingerprint of the principal. */
    String identity();

    /** No operation is looked at more often than this; zero where the service names no limit. */
    Duration minimumInterval();

    /**
     * @param runningOnly whether operations that are over may be left out
     */
    SubmissionList submissions(Offer offer, boolean runningOnly) throws MarketplaceException;

    /** Reads what a go-live needs. Changes nothing. */
    GoLivePlan plan(Offer offer) throws MarketplaceException;

    /**
     * Makes the offer public. The request leaves at most once; it is not repeated, whatever happens to it.
     *
     * @throws MarketplaceException if there is no usable answer; whether something was accepted all the same is
     *     {@link MarketplaceException#provesNothingAccepted()}
     */
    OperationLocation goLive(GoLivePlan plan) throws MarketplaceException;

    /** One look. */
    Operation operation(OperationLocation location) throws MarketplaceException;

    /** What the offer itself shows after its operation reported success. */
    Confirmation confirm(Offer offer, OperationLocation location) throws MarketplaceException;

    /**
     * Asks the service to stop an operation. That the service accepts this does not mean that it will stop: look.
     *
     * @param offer the operation's offer; null if it is not known
     */
    void cancel(@CheckForNull Offer offer, OperationLocation location) throws MarketplaceException;

    /**
     * @param operation a location as the service sent it earlier
     * @throws IllegalArgumentException with a sentence for the user, if this is no location on this service
     */
    OperationLocation locate(String operation);

    /** Breaks off what another thread is doing here at this moment. */
    void abort();
}
