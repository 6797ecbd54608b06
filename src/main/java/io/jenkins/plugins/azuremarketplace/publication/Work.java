package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A publication with all that is needed to work on it; shared by the parts of one {@link PublicationDriver}. */
final class Work {

    private static final Logger LOGGER = Logger.getLogger(Work.class.getName());
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

    Work(Publication publication, PublicationHost host, Supplier<PollSchedule> schedule, Clock clock) {
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
        Instant deadline = publication.deadlineInstant();
        return new Observation.Pending(next.isAfter(deadline) && now().isBefore(deadline) ? deadline : next);
    }

    static Observation.Finished finished(Outcome.Kind kind, String message) {
        return new Observation.Finished(Outcome.of(kind, message));
    }

    /** To be added to a reason: what was sent, if anything was. */
    String nothingSubmitted() {
        Submitting submitting = publication.submitting();
        return submitting.doubtful() == 0
                ? " Nothing was submitted."
                : " An earlier request, sent on " + Durations.time(submitting.firstIntent())
                        + ", was never answered, and the service shows nothing of it."
                        + " Look at the offer in Partner Center before you try again.";
    }

    /** How long a call may take, so that it does not outlast the limit; a last look after it is a short one. */
    Duration callLimit() {
        Duration left = Duration.between(now(), publication.deadlineInstant());
        return left.compareTo(LAST_CALL) < 0 ? LAST_CALL : left;
    }

    boolean isLate() {
        return !now().isBefore(publication.deadlineInstant());
    }

    String limit() {
        return Durations.time(publication.deadlineInstant());
    }

    /** When it ends that a service which can't be reached is tried, as long as nothing was sent. */
    Instant endOfPatience() {
        Trouble trouble = publication.trouble();
        Instant end =
                (trouble == null ? now() : trouble.since()).plus(schedule().patience());
        return end.isBefore(publication.deadlineInstant()) ? end : publication.deadlineInstant();
    }

    /** Zero while all is well. */
    Duration troubleFor() {
        Trouble trouble = publication.trouble();
        return trouble == null ? Duration.ZERO : Duration.between(trouble.since(), now());
    }

    /**
     * One more failure in a row. A single one is not worth a line; the second says that there is trouble.
     *
     * @param doing what can't be done, such as {@code read the state of the operation}
     */
    Observation.Pending trouble(IOException e, String doing) {
        return trouble(e, doing, publication.deadlineInstant());
    }

    /** @param end until when it is tried again, the limit at the latest */
    Observation.Pending trouble(IOException e, String doing, Instant end) {
        failures++;
        Trouble before = publication.trouble();
        Trouble current = (before == null ? Trouble.begin(now()) : before)
                .because(
                        String.valueOf(e.getMessage()),
                        e instanceof MarketplaceException call && call.isRefusal(),
                        now());
        if (before == null || before.isTold()) {
            publication.trouble(current);
        } else {
            publication.trouble(current.tell());
            log("Trouble since " + Durations.time(before.since()) + ": cannot " + doing + ". " + current.sentence()
                    + " Trying again until " + Durations.time(end) + ".");
            saveIfPossible();
        }
        return in(afterFailure(retryAfter(e)));
    }

    /** The service answered as it should. */
    void wellAgain() {
        failures = 0;
        Trouble past = publication.trouble();
        if (past == null) {
            return;
        }
        Duration lasted = troubleFor();
        publication.trouble(null);
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
