package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * All that must be remembered about a publication: strings, numbers and lists of them, no handles and no secrets. A
 * {@link PublicationDriver} writes it, one at a time; anybody may read it and save it at any moment, so that every change
 * is the change of one field, and lists are replaced as a whole. Times are milliseconds since the epoch, 0 for never.
 */
public final class Publication implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String id;
    private final long begun;
    private final long deadline;
    private final boolean wait;
    private final String onConflict;
    private final boolean cancelOnAbort;

    private final String target;

    /** Who is told by mail; null for nobody. */
    @CheckForNull
    private final ArrayList<String> notificationEmails;

    /** Whether a go-live makes public whatever is in preview, also what this build did not publish. */
    private final boolean anyPreview;

    /** Whether this was made to watch an operation that is known already, instead of starting one. */
    private final boolean watchOnly;

    private volatile String publisher;
    private volatile String offer;

    private final Submitting submitting = new Submitting();

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
    private volatile Trouble trouble;

    /** When the operation reported success, as long as the offer does not show it yet. */
    private volatile long confirmingSince;

    /** Until when to wait for the end of a cancellation. */
    private volatile long cancelDeadline;

    /** Null if it is not over. */
    @CheckForNull
    private volatile Ending ending;

    /** Worth knowing, not worth saving. */
    private transient volatile long looked;

    private Publication(Wish wish, boolean watchOnly, Instant now, Duration limit) {
        id = UUID.randomUUID().toString().substring(0, 8);
        Offer wanted = wish.offer();
        publisher = wanted == null ? "" : wanted.publisher();
        offer = wanted == null ? "" : wanted.id();
        target = wish.target().word();
        wait = wish.waits();
        onConflict = wish.onConflict().word();
        cancelOnAbort = wish.cancelOnAbort();
        notificationEmails = wish.notificationEmails().isEmpty() ? null : new ArrayList<>(wish.notificationEmails());
        anyPreview = wish.anyPreview();
        this.watchOnly = watchOnly;
        begun = now.toEpochMilli();
        deadline = now.plus(limit).toEpochMilli();
    }

    /** A publication that is to be done. */
    public static Publication of(Wish wish, Instant now, Duration limit) {
        return new Publication(wish, false, now, limit);
    }

    private Publication(Publication wanted) {
        id = wanted.id;
        publisher = wanted.publisher;
        offer = wanted.offer;
        wait = wanted.wait;
        onConflict = wanted.onConflict;
        cancelOnAbort = wanted.cancelOnAbort;
        target = wanted.target;
        notificationEmails = wanted.notificationEmails;
        anyPreview = wanted.anyPreview;
        watchOnly = wanted.watchOnly;
        begun = wanted.begun;
        deadline = wanted.deadline;
        operation = watchOnly ? wanted.operation : null;
        accepted = watchOnly ? begun : 0;
    }

    /** A go-live that is to be done. */
    public static Publication goLive(
            Offer offer, boolean wait, ConflictPolicy onConflict, boolean cancelOnAbort, Instant now, Duration limit) {
        return of(new Wish(Target.LIVE, offer, wait, onConflict, cancelOnAbort, List.of(), false), now, limit);
    }

    /** An operation that runs already, whoever started it. */
    public static Publication watch(
            String operation, Target target, boolean cancelOnAbort, Instant now, Duration limit) {
        Wish wish = new Wish(target, null, true, ConflictPolicy.FAIL, cancelOnAbort, List.of(), false);
        Publication publication = new Publication(wish, true, now, limit);
        publication.operation = operation;
        publication.accepted = publication.begun;
        return publication;
    }

    /** A go-live that is to be watched. */
    public static Publication watch(String operation, boolean cancelOnAbort, Instant now, Duration limit) {
        return watch(operation, Target.LIVE, cancelOnAbort, now, limit);
    }

    /** What was asked for, under the same id: the same publication before anything was done for it. */
    public Publication wish() {
        return new Publication(this);
    }

    /** Whether nothing is missing that a record must have. */
    public boolean isWhole() {
        Progress seen = progress;
        Trouble current = trouble;
        Ending end = ending;
        return id != null
                && publisher != null
                && offer != null
                && onConflict != null
                && Target.parse(target).isPresent()
                && submitting != null
                && submitting.isWhole()
                && (seen == null || seen.isWhole())
                && (current == null || current.isWhole())
                && (end == null || end.isWhole());
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
        if (target() == Target.LIVE && earlier.target() == Target.PREVIEW) {
            submitting.expect(earlier.submission());
        }
        submitting.own(earlier.submitting, earlier.attached ? null : earlier.operation);
        if (earlier.target() == target() && operation == null && end.kind().leavesOperation() && !earlier.attached) {
            operation = earlier.operation;
            operationUrl = earlier.operationUrl;
            accepted = earlier.accepted;
            progress = earlier.progress;
            submitting.takeOver(earlier.submitting);
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
        return new Offer(publisher, offer);
    }

    boolean hasOffer() {
        return !offer.isEmpty();
    }

    void offer(Offer found) {
        publisher = found.publisher();
        offer = found.id();
    }

    public Target target() {
        return Target.parse(target).orElse(Target.LIVE);
    }

    List<String> notificationEmails() {
        return notificationEmails == null ? List.of() : List.copyOf(notificationEmails);
    }

    boolean isAnyPreview() {
        return anyPreview;
    }

    public boolean isWait() {
        return wait;
    }

    ConflictPolicy onConflict() {
        return ConflictPolicy.parse(onConflict).orElse(ConflictPolicy.FAIL);
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

    Submitting submitting() {
        return submitting;
    }

    /** The id of the submission that goes live, where the API names it. */
    @CheckForNull
    public String submission() {
        return submitting.submission();
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
        submitting.located();
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

    /** Null while all is well. */
    @CheckForNull
    Trouble trouble() {
        return trouble;
    }

    void trouble(@CheckForNull Trouble seen) {
        trouble = seen;
    }

    /** Since when the service can't be asked; 0 while all is well. */
    public long troubleSince() {
        Trouble current = trouble;
        return current == null ? 0 : current.since().toEpochMilli();
    }

    /** Why the service can't be asked; null while all is well. */
    @CheckForNull
    public String troubleReason() {
        Trouble current = trouble;
        return current == null ? null : current.sentence();
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
        Ending end = ending;
        return end == null ? null : end.outcome();
    }

    /** When it ended, in milliseconds since the epoch; 0 if it has not. */
    public long ended() {
        Ending end = ending;
        return end == null ? 0 : end.at();
    }

    /** Remembers the end. The first end counts. */
    public synchronized boolean end(Outcome how, Instant now) {
        if (ending != null) {
            return false;
        }
        ending = new Ending(how, now);
        return true;
    }
}
