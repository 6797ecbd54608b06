package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A publication with all that is needed to work on it; shared by the parts of one {@link PublicationDriver}. */
final class Work {

    private static final Logger LOGGER = Logger.getLogger(Work.class.getName());

    final Publication publication;
    final PublicationHost host;
    final PollSchedule schedule;
    private final Clock clock;

    /** What the service that was connected last allows. */
    private Duration minimum = Duration.ZERO;

    private int failures;
    private Instant lastLine;
    private volatile boolean stopped;

    Work(Publication publication, PublicationHost host, PollSchedule schedule, Clock clock) {
        this.publication = publication;
        this.host = host;
        this.schedule = schedule;
        this.clock = clock;
        lastLine = clock.instant();
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
        return schedule.afterFailure(Math.max(1, failures), minimum, retryAfter);
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

    boolean isLate() {
        return !now().isBefore(publication.deadlineInstant());
    }

    String limit() {
        return Durations.time(publication.deadlineInstant());
    }

    /** When it ends that a service which can't be reached is tried, as long as nothing was sent. */
    Instant endOfPatience() {
        Trouble trouble = publication.trouble();
        Instant end = (trouble == null ? now() : trouble.since()).plus(schedule.patience());
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
        String reason = String.valueOf(e.getMessage());
        Trouble before = publication.trouble();
        if (before == null) {
            publication.trouble(Trouble.begin(now(), reason));
        } else if (before.isTold()) {
            publication.trouble(before.because(reason));
        } else {
            publication.trouble(before.because(reason).tell());
            log("Trouble since " + Durations.time(before.since()) + ": cannot " + doing + ". " + reason
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
