package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;

/**
 * All that must be remembered about a publication: strings, numbers and lists of them, no handles and no secrets. A
 * {@link PublicationDriver} writes it, one at a time; anybody may read it and save it at any moment, so that every change
 * is the change of one field, and lists are replaced as a whole. Times are milliseconds since the epoch, 0 for never.
 */
public final class Publication implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final PublicationRequest request;

    /** Whose operation it is, as the service told; null where that was known, or is not known yet. */
    @CheckForNull
    private volatile String foundPublisher;

    @CheckForNull
    private volatile String foundOffer;

    private final SubmissionState submissionState = new SubmissionState();

    /** The location exactly as the service sent it; null as long as nothing is known to run. */
    @CheckForNull
    private volatile String operation;

    /** The same as an absolute URL; null as long as it is not known. */
    @CheckForNull
    private volatile String operationUrl;

    private volatile boolean attached;
    private volatile long accepted;

    @CheckForNull
    private volatile Progress progress;

    /** Null while all is well. */
    @CheckForNull
    private volatile TransientFailure transientFailure;

    /** When the operation reported success, as long as the offer does not show it yet. */
    private volatile long verifyingSince;

    /** Until when to wait for the end of a cancellation. */
    private volatile long cancelDeadline;

    /** Null if it is not over. */
    @CheckForNull
    private volatile RecordedOutcome ending;

    /** Worth knowing, not worth saving. */
    private transient volatile long polled;

    public Publication(PublicationRequest request) {
        this.request = request;
        operation = request.operation();
        accepted = request.isWatchOnly() ? request.begun() : 0;
        cancelDeadline = request.isCancel() ? request.deadline() : 0;
    }

    public PublicationRequest request() {
        return request;
    }

    /** Whether nothing is missing that a record must have. */
    public boolean isWhole() {
        Progress seen = progress;
        TransientFailure current = transientFailure;
        RecordedOutcome end = ending;
        return request != null
                && request.isWhole()
                && submissionState != null
                && submissionState.isWhole()
                && (seen == null || seen.isWhole())
                && (current == null || current.isWhole())
                && (end == null || end.isWhole());
    }

    /**
     * Takes over what an earlier attempt of the same build left: its operation, or a go-live of which nobody knows yet
     * whether it was accepted. An attempt that is not over, in a parallel branch, is left alone. A dry run leaves nothing,
     * and watches nothing; a cancellation leaves nothing.
     */
    public void follow(Publication earlier) {
        Outcome end = earlier.outcome();
        if (end == null || earlier.request.isDryRun() || earlier.request.isCancel()) {
            return;
        }
        if (target() == Target.LIVE && earlier.target() == Target.PREVIEW) {
            submissionState.expect(earlier.submission());
        }
        if (earlier.target() != target()) {
            return;
        }
        submissionState.own(earlier.submissionState, earlier.attached ? null : earlier.operation);
        if (operation == null && end.kind().leavesOperation() && !earlier.attached) {
            if (request.isDryRun() && earlier.operation != null) {
                return;
            }
            operation = earlier.operation;
            operationUrl = earlier.operationUrl;
            accepted = earlier.accepted;
            progress = earlier.progress;
            submissionState.takeOver(earlier.submissionState);
        }
    }

    public String publisher() {
        String found = foundPublisher;
        return found == null ? request.publisher() : found;
    }

    /** The offer's id; empty if only an operation is known, and it does not tell. */
    public String offerId() {
        String found = foundOffer;
        return found == null ? request.offer() : found;
    }

    /** For people: the offer, or the operation where the offer is not known. */
    public String title() {
        return hasOffer() ? offer().toString() : "the operation";
    }

    /** Begins a sentence: {@code Go-live of contoso/contoso-offer}. */
    String subject() {
        String noun = target().noun();
        return noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1) + " of " + title();
    }

    /** After “to” or “could not”: {@code go live with contoso/contoso-offer}. */
    String action() {
        return target().action(title());
    }

    Offer offer() {
        return new Offer(publisher(), offerId());
    }

    boolean hasOffer() {
        return !offerId().isEmpty();
    }

    void offer(Offer found) {
        foundPublisher = found.publisher();
        foundOffer = found.id();
    }

    public Target target() {
        return request.target();
    }

    /** Whether the operation was started here, or asked for by its location: only those may be canceled. */
    boolean mayCancel() {
        return request.isCancelOnAbort() && !attached;
    }

    SubmissionState submissionState() {
        return submissionState;
    }

    /** The id of the submission that goes live, where the API names it. */
    @CheckForNull
    public String submission() {
        return submissionState.submission();
    }

    /** The location exactly as the service sent it; null as long as nothing is known to run. */
    @CheckForNull
    public String operation() {
        return operation;
    }

    /** The location as an absolute URL; null as long as it is not known. */
    @CheckForNull
    public String operationUrl() {
        return operationUrl;
    }

    void located(OperationLocation location) {
        operationUrl = location.absolute();
    }

    void accept(OperationLocation location, boolean foreign, Instant now) {
        attached = foreign;
        accepted = now.toEpochMilli();
        located(location);
        operation = location.text();
        submissionState.located();
    }

    /** Whether the operation is somebody else's. */
    public boolean isAttached() {
        return attached;
    }

    /** When the operation became known here. */
    public long accepted() {
        return accepted;
    }

    @CheckForNull
    public Progress progress() {
        return progress;
    }

    void progress(Progress seen) {
        progress = seen;
    }

    /** The last poll; 0 if there was none since Jenkins started. */
    public long polled() {
        return polled;
    }

    void polled(Instant now) {
        polled = now.toEpochMilli();
    }

    /** Null while all is well. */
    @CheckForNull
    TransientFailure transientFailure() {
        return transientFailure;
    }

    void transientFailure(@CheckForNull TransientFailure seen) {
        transientFailure = seen;
    }

    /** Since when the service can't be asked; 0 while all is well. */
    public long failingSince() {
        TransientFailure current = transientFailure;
        return current == null ? 0 : current.since().toEpochMilli();
    }

    /** Why the service can't be asked; null while all is well. */
    @CheckForNull
    public String failureReason() {
        TransientFailure current = transientFailure;
        return current == null ? null : current.sentence();
    }

    long verifyingSince() {
        return verifyingSince;
    }

    void verifyingSince(Instant now) {
        verifyingSince = now.toEpochMilli();
    }

    /** Whether the operation is being canceled. */
    public boolean isCanceling() {
        return cancelDeadline != 0;
    }

    long cancelDeadline() {
        return cancelDeadline;
    }

    void cancelUntil(Instant limit) {
        cancelDeadline = limit.toEpochMilli();
    }

    /** How it ended; null if it has not. */
    @CheckForNull
    public Outcome outcome() {
        RecordedOutcome end = ending;
        return end == null ? null : end.outcome();
    }

    /** When it ended, in milliseconds since the epoch; 0 if it has not. */
    public long ended() {
        RecordedOutcome end = ending;
        return end == null ? 0 : end.at();
    }

    /** Remembers the end. The first end counts. */
    public synchronized boolean end(Outcome how, Instant now) {
        if (ending != null) {
            return false;
        }
        ending = new RecordedOutcome(how, now);
        return true;
    }
}
