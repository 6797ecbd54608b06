package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * All that must be remembered about a publication: strings, numbers and lists of them, no handles and no secrets. A
 * {@link PublicationDriver} writes it, one at a time; anybody may read it and save it at any moment, so that every change
 * is the change of one field, and lists are replaced as a whole. Times are milliseconds since the epoch, 0 for never.
 */
public final class Publication implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final long begun;
    private final long deadline;
    private final boolean wait;
    private final String onConflict;
    private final boolean cancelOnAbort;

    /** Whether this was made to watch an operation that is known already, instead of starting one. */
    private final boolean watchOnly;

    private volatile String publisher;
    private volatile String offer;

    /** When it was decided to send the go-live whose answer is still missing. */
    private volatile long intent;

    /** Requests that left, or may have left. */
    private int sent;

    /** The operations that were there before the intent: none of them can be the answer to it. */
    private volatile ArrayList<String> known = new ArrayList<>();

    /** Locations, and submissions where the API names them, of what this build itself started before: no conflict. */
    private volatile ArrayList<String> own = new ArrayList<>();

    /** Since when the service has been showing no operation for the intent. */
    private volatile long absentSince;

    /** The id of the submission that goes live, where the API names it. */
    @CheckForNull
    private volatile String submission;

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

    private volatile long troubleSince;

    @CheckForNull
    private volatile String trouble;

    private volatile boolean troubleSaid;

    /** When the operation reported success, as long as the offer does not show it yet. */
    private volatile long confirmingSince;

    /** Until when to wait for the end of a cancellation. */
    private volatile long cancelDeadline;

    @CheckForNull
    private volatile String outcome;

    @CheckForNull
    private volatile String outcomeMessage;

    private volatile ArrayList<String> reasons = new ArrayList<>();
    private volatile long ended;

    /** Worth knowing, not worth saving. */
    private transient volatile long looked;

    private Publication(
            String publisher,
            String offer,
            boolean wait,
            ConflictPolicy onConflict,
            boolean cancelOnAbort,
            boolean watchOnly,
            Instant now,
            Duration limit) {
        this.publisher = publisher;
        this.offer = offer;
        this.wait = wait;
        this.onConflict = onConflict.word();
        this.cancelOnAbort = cancelOnAbort;
        this.watchOnly = watchOnly;
        this.begun = now.toEpochMilli();
        this.deadline = now.plus(limit).toEpochMilli();
    }

    /** A go-live that is to be done. */
    public static Publication goLive(
            Offer offer, boolean wait, ConflictPolicy onConflict, boolean cancelOnAbort, Instant now, Duration limit) {
        return new Publication(offer.publisher(), offer.id(), wait, onConflict, cancelOnAbort, false, now, limit);
    }

    /** An operation that runs already, whoever started it. */
    public static Publication watch(String operation, boolean cancelOnAbort, Instant now, Duration limit) {
        Publication publication = new Publication("", "", true, ConflictPolicy.FAIL, cancelOnAbort, true, now, limit);
        publication.operation = operation;
        publication.accepted = publication.begun;
        return publication;
    }

    /**
     * Takes over what an earlier attempt of the same build left: its operation, or a go-live of which nobody knows yet
     * whether it was accepted. An attempt that is not over, in a parallel branch, is left alone.
     */
    public void follow(Publication earlier) {
        Outcome end = earlier.outcome();
        if (end == null) {
            return;
        }
        ArrayList<String> locations = new ArrayList<>(own);
        locations.addAll(earlier.own);
        if (earlier.operation != null && !earlier.attached) {
            locations.add(earlier.operation);
            if (earlier.submission != null) {
                locations.add(earlier.submission);
            }
        }
        own = locations;
        if (operation == null && end.kind().leavesOperation() && !earlier.attached) {
            operation = earlier.operation;
            operationUrl = earlier.operationUrl;
            accepted = earlier.accepted;
            progress = earlier.progress;
            intent = earlier.intent;
            known = earlier.known;
            submission = earlier.submission;
            sent = earlier.sent;
        }
    }

    /** A name for this publication that no other one has. */
    public String id() {
        return id;
    }

    public String publisher() {
        return publisher;
    }

    /** The offer's id; empty if only an operation is known, and it does not tell. */
    public String offerId() {
        return offer;
    }

    /** For people: the offer, or the operation where the offer is not known. */
    public String title() {
        return offer.isEmpty() ? "the operation" : offer().toString();
    }

    Offer offer() {
        return new Offer(publisher, offer);
    }

    boolean hasOffer() {
        return !offer.isEmpty();
    }

    void offer(Offer found) {
        publisher = found.publisher();
        offer = found.id();
    }

    public boolean isWait() {
        return wait;
    }

    ConflictPolicy onConflict() {
        return ConflictPolicy.parse(onConflict).orElse(ConflictPolicy.FAIL);
    }

    public boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    /** Whether the operation was started here, or asked for by its location: only those may be canceled. */
    boolean mayCancel() {
        return cancelOnAbort && !attached;
    }

    public boolean isWatchOnly() {
        return watchOnly;
    }

    public long begun() {
        return begun;
    }

    public long deadline() {
        return deadline;
    }

    Instant deadlineInstant() {
        return Instant.ofEpochMilli(deadline);
    }

    boolean isIntended() {
        return intent != 0;
    }

    Instant intent() {
        return Instant.ofEpochMilli(intent);
    }

    int sent() {
        return sent;
    }

    /** Remembers that a go-live is about to leave. */
    void intend(Instant now, @CheckForNull String submissionId) {
        submission = submissionId;
        absentSince = 0;
        sent++;
        intent = now.toEpochMilli();
    }

    /** Remembers that nothing was accepted. */
    void forgetIntent() {
        intent = 0;
        absentSince = 0;
    }

    List<String> known() {
        return known;
    }

    void known(List<String> ids) {
        known = new ArrayList<>(ids);
    }

    List<String> own() {
        return own;
    }

    /** The id of the submission that goes live, where the API names it. */
    @CheckForNull
    public String submission() {
        return submission;
    }

    long absentSince() {
        return absentSince;
    }

    void absentSince(long millis) {
        absentSince = millis;
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
        intent = 0;
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

    /** The last look; 0 if there was none since Jenkins started. */
    public long looked() {
        return looked;
    }

    void looked(Instant now) {
        looked = now.toEpochMilli();
    }

    /** Since when the service can't be asked; 0 while all is well. */
    public long troubleSince() {
        return troubleSince;
    }

    /** Why the service can't be asked; null while all is well. */
    @CheckForNull
    public String trouble() {
        return trouble;
    }

    /** Whether the log tells of the trouble. */
    boolean isTroubleSaid() {
        return troubleSaid;
    }

    void troubleSaid(boolean said) {
        troubleSaid = said;
    }

    void trouble(long since, @CheckForNull String sentence) {
        troubleSince = since;
        trouble = sentence;
    }

    long confirmingSince() {
        return confirmingSince;
    }

    void confirmingSince(Instant now) {
        confirmingSince = now.toEpochMilli();
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
        String kind = outcome;
        String message = outcomeMessage;
        return kind == null || message == null ? null : new Outcome(Outcome.Kind.valueOf(kind), message, reasons);
    }

    /** When it ended; 0 if it has not. */
    public long ended() {
        return ended;
    }

    /** Remembers the end. The first end counts. */
    public synchronized boolean end(Outcome how, Instant now) {
        if (outcome != null) {
            return false;
        }
        outcomeMessage = how.message();
        reasons = new ArrayList<>(how.reasons());
        ended = now.toEpochMilli();
        outcome = how.kind().name();
        return true;
    }
}
