package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import java.time.Duration;
import java.util.List;

/**
 * A service that publishes offers, as one principal sees it. Objects are cheap and made for one turn of work; tokens and
 * sockets are shared behind them.
 */
public interface Marketplace {

    MarketplaceApi api();

    /** The same for connections that see the same: the endpoint and a fingerprint of the principal. */
    String identity();

    /** No operation is polled more often than this; zero where the service names no limit. */
    Duration minimumInterval();

    /** No call from now on takes longer than this; the HTTP client's own limits hold, too. */
    void limitCalls(Duration longest);

    /** What there is of an offer, and what goes on with it. Reads only. */
    OfferStatus status(Offer offer) throws MarketplaceException;

    /**
     * What a publication would change, without what changes at each read. Reads only.
     *
     * @return preview against live, and draft against preview; without the first where nothing is in preview
     */
    List<Comparison> changes(Offer offer) throws MarketplaceException;

    /** All operations of an offer that the service tells of; where it tells none, what the offer's status shows. */
    SubmissionList submissions(Offer offer) throws MarketplaceException;

    /**
     * Whether an operation that is listed as running keeps a publication from being accepted. A preview that waits for the
     * publisher's sign-off does not: a go-live is what it waits for, and another preview takes its place.
     */
    boolean isInTheWay(Offer offer, Submission running) throws MarketplaceException;

    /** What became of an operation that waited for the publisher's sign-off. */
    Signoff signoff(OperationLocation preview) throws MarketplaceException;

    /** Reads what a publication needs. Changes nothing. */
    SubmissionPlan plan(Offer offer, Target target) throws MarketplaceException;

    /** What {@link #submit} would send, for a log: the method and the URL. */
    String request(SubmissionPlan plan) throws MarketplaceException;

    /**
     * Publishes the offer. The request leaves at most once; it is not repeated, whatever happens to it.
     *
     * @throws MarketplaceException if it is not certain that it was accepted; whether it is certain that it was not is
     *     {@link MarketplaceException#provesNothingAccepted()}
     */
    Acceptance submit(SubmissionPlan plan) throws MarketplaceException;

    /** One poll. */
    Operation operation(OperationLocation location) throws MarketplaceException;

    /**
     * What the offer itself shows after its operation is over.
     *
     * @param submission the id of the submission that was published, where the API names it and it is known; else null
     * @param before identities of the submissions that were there before, none of which is meant; perhaps empty
     */
    OfferVerification verify(Offer offer, Target target, @CheckForNull String submission, List<String> before)
            throws MarketplaceException;

    /**
     * Asks the service to stop an operation. That the service accepts this does not mean that it will stop: poll.
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
