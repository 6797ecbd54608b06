package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Carries one publication on: each {@link #drive} is one turn of work, a handful of requests at most, and says when the
 * next one is due. It makes no difference whether turns follow each other in one process or whether everything but the
 * {@link Publication} was lost in between.
 */
public final class PublicationDriver {

    private static final Logger LOGGER = Logger.getLogger(PublicationDriver.class.getName());

    /** When to come back if another wait is at the same operation right now. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final PublicationSession session;
    private final Publication publication;
    private final Submitter submitter;
    private final PublicationWatcher watcher;
    private final Cancellation cancellation;

    @CheckForNull
    private volatile Marketplace connection;

    private boolean begun;

    /** How a limit that passes before anything was sent is told. */
    private Kind whyNotSubmitted = Kind.EXPIRED;

    private boolean cancellationSaved;

    /** @param schedule asked at each turn, since it may have changed */
    public PublicationDriver(
            Publication publication, PublicationHost host, Supplier<PollSchedule> schedule, Clock clock) {
        session = new PublicationSession(publication, host, schedule, clock);
        this.publication = publication;
        submitter = new Submitter(session);
        watcher = new PublicationWatcher(session);
        cancellation = new Cancellation(session);
    }

    /** One turn of work. An end is saved before it is returned, and logged if it is a good one. */
    Observation drive(SharedPolls sharedPolls) {
        Outcome end = publication.outcome();
        if (end != null) {
            return new Observation.Finished(end);
        }
        Observation observation = turn(sharedPolls);
        if (observation instanceof Observation.Finished finished && !session.isStopped()) {
            if (publication.end(finished.outcome(), session.now())) {
                session.saveIfPossible();
                if (publication.request().isFulfilledBy(finished.outcome().kind())) {
                    session.log(finished.outcome().message());
                }
            }
        }
        return observation;
    }

    private Observation turn(SharedPolls sharedPolls) {
        try {
            if (!begun) {
                Outcome impossible = begin();
                if (impossible != null) {
                    return new Observation.Finished(impossible);
                }
            }
            if (publication.isCanceling()) {
                return cancelingTurn();
            }
            if (publication.operation() == null) {
                return submittingTurn();
            }
            Observation seen = watchingTurn(sharedPolls);
            // Also a poll after the limit counts, as after a long downtime; but it is the last one.
            return seen instanceof Observation.Pending && session.isLate() && !session.isStopped()
                    ? new Observation.Finished(watcher.expired())
                    : seen;
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "Unexpected failure for " + publication.title());
            return defect(new IOException("Internal error: " + e, e));
        } finally {
            connection = null;
        }
    }

    /** A bug of ours, or of a plugin, must not end a wait of days; the limit does. */
    private Observation defect(IOException e) {
        if (publication.operation() == null && !publication.submissionState().isIntended()) {
            return PublicationSession.finished(Kind.REFUSED, e.getMessage() + "." + session.nothingSubmitted());
        }
        if (publication.isCanceling() && cancellation.isLate()) {
            return new Observation.Finished(cancellation.expired());
        }
        Observation later = session.transientFailure(e, "go on");
        if (!session.isLate()) {
            return later;
        }
        return new Observation.Finished(publication.operation() == null ? neverAccepted() : watcher.expired());
    }

    /** Why it can't begin; null if it has begun. */
    @CheckForNull
    private Outcome begin() {
        try {
            session.host.begin();
        } catch (IOException e) {
            return Outcome.of(Kind.REFUSED, notBegun(e));
        }
        try {
            session.host.checkCredentials();
        } catch (IOException e) {
            return Outcome.of(Kind.NO_TOKEN, notBegun(e));
        }
        begun = true;
        String operation = publication.operation();
        if (operation != null
                && publication.progress() == null
                && !publication.request().isCancel()) {
            session.log("Watching operation " + operation + " until " + session.limit() + " at the latest.");
        }
        return null;
    }

    private String notBegun(IOException e) {
        return e.getMessage() + (publication.request().isWatchOnly() ? "" : session.nothingSubmitted());
    }

    private Observation submittingTurn() {
        if (session.isLate() && !publication.submissionState().isIntended()) {
            return new Observation.Finished(neverAccepted());
        }
        try {
            Observation step = submitter.advance(connect());
            return step instanceof Observation.Pending && session.isLate() && publication.operation() == null
                    ? new Observation.Finished(neverAccepted())
                    : step;
        } catch (IOException e) {
            if (!publication.submissionState().isIntended()
                    || publication.request().isDryRun()) {
                return notSubmitted(e);
            }
            Observation later = session.transientFailure(
                    e, "ask the service whether the " + publication.target().noun() + " was accepted");
            return session.isLate() ? new Observation.Finished(neverAccepted()) : later;
        }
    }

    private Observation notSubmitted(IOException e) {
        MarketplaceException refusal = e instanceof MarketplaceException known ? known : null;
        boolean throttled = refusal != null && refusal.status() == 429;
        boolean patient =
                throttled || session.failingFor().compareTo(session.schedule().patience()) < 0;
        Kind kind = Kind.of(e);
        if (refusal != null && refusal.isPassing() && patient) {
            whyNotSubmitted = kind;
            Instant end = throttled ? publication.request().deadlineInstant() : session.endOfPatience();
            return session.transientFailure(e, publication.action(), end);
        }
        return new Observation.Finished(new Outcome(
                kind, e.getMessage() + session.nothingSubmitted(), refusal == null ? List.of() : refusal.reasons()));
    }

    private Outcome neverAccepted() {
        if (!publication.submissionState().isIntended()) {
            return Outcome.of(
                    whyNotSubmitted,
                    "The limit for the publication of " + publication.title() + " was reached (" + session.limit()
                            + ")."
                            + session.nothingSubmitted()
                            + (publication.failureReason() == null ? "" : " " + publication.failureReason()));
        }
        if (publication.submissionState().isAnswered()) {
            return Outcome.of(
                    Kind.EXPIRED,
                    "The " + publication.target().noun() + " of " + publication.title() + " was accepted, but until "
                            + session.limit()
                            + " it could not be found out which operation it is."
                            + (publication.failureReason() == null ? "" : " " + publication.failureReason())
                            + " Look at the offer in Partner Center; to watch its operation: "
                            + session.host.waitCommand("…"));
        }
        return Outcome.of(
                Kind.UNKNOWN,
                "A " + publication.target().noun() + " of " + publication.title() + " was sent on "
                        + Durations.time(publication.submissionState().intent())
                        + ", its answer was lost, and until " + session.limit()
                        + " it could not be found out whether it was accepted."
                        + (publication.failureReason() == null ? "" : " " + publication.failureReason())
                        + " Look at the offer in Partner Center before you try again; if an operation is running there, watch it: "
                        + session.host.waitCommand("…"));
    }

    private Observation watchingTurn(SharedPolls sharedPolls) {
        try {
            Marketplace marketplace = connect();
            OperationLocation location = locate(marketplace);
            SharedPolls.Poll poll = sharedPolls
                    .poll(
                            marketplace,
                            location,
                            session.now(),
                            session.schedule().steady())
                    .orElse(null);
            if (poll == null || session.isStopped()) {
                return session.in(SOON);
            }
            return watcher.observe(poll, marketplace);
        } catch (ForeignOperation e) {
            return PublicationSession.finished(Kind.REFUSED, e.getMessage());
        } catch (IOException e) {
            return session.isStopped() ? session.in(SOON) : watcher.observe(e);
        }
    }

    private Observation cancelingTurn() {
        if (!cancellationSaved) {
            cancellationSaved = true;
            session.saveIfPossible();
        }
        boolean late = cancellation.isLate();
        Observation next;
        try {
            next = canceling(connect(), late);
        } catch (ForeignOperation e) {
            return PublicationSession.finished(Kind.REFUSED, e.getMessage());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Cannot cancel yet", e);
            next = cancellation.failed(e);
        }
        if (!(next instanceof Observation.Pending pending)) {
            return next;
        }
        if (late) {
            return new Observation.Finished(cancellation.expired());
        }
        return pending.nextPoll().isAfter(cancellation.limit())
                ? new Observation.Pending(cancellation.limit())
                : pending;
    }

    /** After the three minutes there is one look more, and nothing else. */
    private Observation canceling(Marketplace marketplace, boolean late) throws IOException, ForeignOperation {
        if (publication.operation() == null) {
            return late ? cancellation.pause() : submitter.advance(marketplace);
        }
        if (!late) {
            return cancellation.advance(marketplace, locate(marketplace));
        }
        Observation end = cancellation.last(marketplace, locate(marketplace));
        return end == null ? cancellation.pause() : end;
    }

    private Marketplace connect() throws IOException {
        Marketplace marketplace = session.host.connect();
        connection = marketplace;
        session.allow(marketplace.minimumInterval());
        marketplace.limitCalls(session.callLimit());
        if (session.isStopped()) {
            marketplace.abort();
        }
        return marketplace;
    }

    /** Checks the location again, since it comes from disk or from a user. */
    private OperationLocation locate(Marketplace marketplace) throws ForeignOperation {
        OperationLocation location;
        try {
            location = marketplace.locate(String.valueOf(publication.operation()));
        } catch (IllegalArgumentException e) {
            throw new ForeignOperation(e);
        }
        if (publication.operationUrl() == null) {
            publication.located(location);
        }
        if (!publication.hasOffer()) {
            location.offer().ifPresent(publication::offer);
        }
        return location;
    }

    /** Breaks off a poll that is under way, so that something more urgent can be done. A go-live is never broken off so. */
    void abortCall() {
        Marketplace current = connection;
        if (current != null && publication.operation() != null) {
            current.abort();
        }
    }

    /** Nothing more is said or done from here on; a request that is under way is broken off. */
    void stop() {
        session.stop();
        Marketplace current = connection;
        if (current != null) {
            current.abort();
        }
    }

    /**
     * Turns the wait into a cancellation, if there is something that may be canceled. Returns at once: it is the next
     * turn that saves this and asks the service.
     *
     * @return whether there is
     */
    boolean cancel() {
        if (!publication.mayCancel()
                || (publication.operation() == null
                        && !publication.submissionState().isIntended())) {
            return false;
        }
        publication.cancelUntil(session.now().plus(Cancellation.LONGEST));
        return true;
    }

    /** What becomes of a publication that nobody waits for any longer; ends it for this build. */
    public Outcome abandon() {
        Outcome aborted = Outcome.of(Kind.ABORTED, DetachNotice.of(publication, session.host::waitCommand));
        publication.end(aborted, session.now());
        Outcome end = publication.outcome();
        return end == null ? aborted : end;
    }

    /** The interval of a long wait, as it is configured now. */
    Duration interval() {
        return session.schedule().steady();
    }

    PublicationHost host() {
        return session.host;
    }

    Publication publication() {
        return publication;
    }

    private static final class ForeignOperation extends Exception {
        private static final long serialVersionUID = 1;

        ForeignOperation(IllegalArgumentException e) {
            super(e.getMessage(), e);
        }
    }
}
