package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A publication with all that is needed to work on it; shared by the parts of one {@link PublicationDriver}. */
final class PublicationSession {

    private static final Logger LOGGER = Logger.getLogger(PublicationSession.class.getName());
    private static final Duration LAST_CALL = Duration.ofSeconds(3);

    final Publication publication;
    final PublicationHost host;
    private final Supplier<PollSchedule> schedule;
    private final Clock clock;

    /** What the service that was connected last allows. */
    private Duration minimum = Duration.ZERO;

    private int failures;
    private Instant lastLine;
    private volatile boolean stopped;

    PublicationSession(Publication publication, PublicationHost host, Supplier<PollSchedule> schedule, Clock clock) {
        this.publication = publication;
        this.host = host;
        this.schedule = schedule;
        this.clock = clock;
        lastLine = clock.instant();
    }

    PollSchedule schedule() {
        return schedule.get();
    }

    Instant now() {
        return clock.instant();
    }

    void allow(Duration minimumInterval) {
        minimum = minimumInterval;
    }

    Duration minimum() {
        return minimum;
    }

    Duration afterFailure(@CheckForNull Duration retryAfter) {
        return schedule().afterFailure(Math.max(1, failures), minimum, retryAfter);
    }

    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    void log(String sentence) {
        if (!stopped) {
            lastLine = now();
            host.log(sentence);
        }
    }

    Duration silence() {
        return Duration.between(lastLine, now());
    }

    /** Saves what is nice to have. What must not be lost goes through {@link PublicationHost#save()} itself. */
    void saveIfPossible() {
        try {
            host.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Could not save the publication of " + publication.title());
        }
    }

    Observation.Pending in(Duration pause) {
        Instant next = now().plus(pause);
        Instant deadline = publication.request().deadlineInstant();
        return new Observation.Pending(next.isAfter(deadline) && now().isBefore(deadline) ? deadline : next);
    }

    static Observation.Finished finished(Outcome.Kind kind, String message) {
        return new Observation.Finished(Outcome.of(kind, message));
    }

    /** The end of a dry run. */
    Observation.Finished dryRun(String sentence) {
        return finished(Outcome.Kind.DRY_RUN, "Dry run: nothing was sent. " + sentence);
    }

    /** The operation is known: it is waited for from here on, if anybody waits. */
    Observation accepted(OperationLocation location, boolean foreign, String sentence) {
        publication.accept(location, foreign, now());
        saveIfPossible();
        recovered();
        String message = sentence + " Operation: " + location;
        if (!publication.request().isWait() && !publication.isCanceling()) {
            return finished(Outcome.Kind.ACCEPTED, message);
        }
        log(message);
        return new Observation.Pending(now());
    }

    String lookInPartnerCenter(Marketplace marketplace) {
        return "Look at the offer in Partner Center before you try again: " + page(marketplace);
    }

    URI page(Marketplace marketplace) {
        return marketplace.api().page(publication.submission());
    }

    /** To be added to a reason: what was sent, if anything was. */
    String nothingSubmitted() {
        SubmissionState submissionState = publication.submissionState();
        return submissionState.doubtful() == 0
                ? " Nothing was submitted."
                : " An earlier request, sent on " + Durations.time(submissionState.firstIntent())
                        + ", was never answered, and the service shows nothing of it."
                        + " Look at the offer in Partner Center before you try again.";
    }

    /** How long a call may take, so that it does not outlast the limit; a last poll after it is a short one. */
    Duration callLimit() {
        Duration left = Duration.between(now(), publication.request().deadlineInstant());
        return left.compareTo(LAST_CALL) < 0 ? LAST_CALL : left;
    }

    boolean isLate() {
        return !now().isBefore(publication.request().deadlineInstant());
    }

    String limit() {
        return Durations.time(publication.request().deadlineInstant());
    }

    /** When it ends that a service which can't be reached is tried, as long as nothing was sent. */
    Instant endOfPatience() {
        TransientFailure transientFailure = publication.transientFailure();
        Instant end = (transientFailure == null ? now() : transientFailure.since())
                .plus(schedule().patience());
        return end.isBefore(publication.request().deadlineInstant())
                ? end
                : publication.request().deadlineInstant();
    }

    /** Zero while all is well. */
    Duration failingFor() {
        TransientFailure transientFailure = publication.transientFailure();
        return transientFailure == null ? Duration.ZERO : Duration.between(transientFailure.since(), now());
    }

    /**
     * One more failure in a row. A single one is not worth a line; the second says that the service fails.
     *
     * @param doing what can't be done, such as {@code read the state of the operation}
     */
    Observation.Pending transientFailure(IOException e, String doing) {
        return transientFailure(e, doing, publication.request().deadlineInstant());
    }

    /** @param end until when it is tried again, the limit at the latest */
    Observation.Pending transientFailure(IOException e, String doing, Instant end) {
        failures++;
        TransientFailure before = publication.transientFailure();
        TransientFailure current = (before == null ? TransientFailure.begin(now()) : before)
                .because(
                        String.valueOf(e.getMessage()),
                        e instanceof MarketplaceException call && call.isRefusal(),
                        now());
        if (before == null || before.isTold()) {
            publication.transientFailure(current);
        } else {
            publication.transientFailure(current.tell());
            log("Trouble since " + Durations.time(before.since()) + ": cannot " + doing + ". " + current.sentence()
                    + " Trying again until " + Durations.time(end) + ".");
            saveIfPossible();
        }
        return in(afterFailure(retryAfter(e)));
    }

    /** The service answered as it should. */
    void recovered() {
        failures = 0;
        TransientFailure past = publication.transientFailure();
        if (past == null) {
            return;
        }
        Duration lasted = failingFor();
        publication.transientFailure(null);
        if (past.isTold()) {
            log("The trouble is over after " + Durations.phrase(lasted) + ".");
            saveIfPossible();
        }
    }

    @CheckForNull
    private static Duration retryAfter(IOException e) {
        return e instanceof MarketplaceException refusal ? refusal.retryAfter() : null;
    }
}
