package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * When to poll next. Pure; times are spread by ten per cent, so that builds which began together don't poll together.
 *
 * @param steady the interval of a long wait; no other interval is longer, unless the service asks for more
 * @param patience how long to try to reach a service that can't be reached, as long as nothing was sent
 * @param absence how long a service must have been showing no operation until it is believed that a request whose answer
 *     got lost was not accepted
 */
public record PollSchedule(Duration steady, Duration patience, Duration absence, RandomGenerator random) {

    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);
    public static final Duration DEFAULT_LIMIT = Duration.ofDays(7);
    public static final Duration LONGEST_LIMIT = Duration.ofDays(30);

    /** A publication takes days; lists of operations are known to lag by minutes. */
    public static final Duration ABSENCE = Duration.ofMinutes(15);

    /** For a simulator on this machine. */
    public static final Duration LOOPBACK_ABSENCE = Duration.ofSeconds(30);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration EARLY = Duration.ofSeconds(60);
    private static final Duration EARLY_FOR = Duration.ofMinutes(10);
    private static final double SPREAD = 0.1;

    public static PollSchedule every(Duration steady, Duration patience, Duration absence) {
        return new PollSchedule(
                steady, patience, absence, () -> ThreadLocalRandom.current().nextLong());
    }

    /** The time to the first poll after an acceptance. */
    Duration first(Duration minimum) {
        return atLeast(shorter(FIRST, steady), minimum);
    }

    /**
     * @param age how long the operation has been running
     * @param minimum what the service allows
     * @param retryAfter what the service asked for; null if nothing
     */
    Duration next(Duration age, Duration minimum, @CheckForNull Duration retryAfter) {
        Duration interval = age.compareTo(EARLY_FOR) < 0 ? shorter(EARLY, steady) : steady;
        return atLeast(interval, wish(minimum, retryAfter));
    }

    /**
     * @param failures how many in a row, 1 or more
     * @param minimum what the service allows
     * @param retryAfter what the service asked for; null if nothing
     */
    Duration afterFailure(int failures, Duration minimum, @CheckForNull Duration retryAfter) {
        Duration pause = shorter(FIRST, steady).multipliedBy(1L << Math.min(10, failures - 1));
        return atLeast(shorter(pause, steady), wish(minimum, retryAfter));
    }

    /**
     * The time until the service is asked again for an operation that it does not show: growing, and not scaled by the
     * interval of polls.
     *
     * @param asked how often it has not shown it, 0 or more
     */
    Duration asking(int asked, Duration minimum) {
        Duration pause = absence.dividedBy(30).multipliedBy(1L << Math.min(20, Math.max(0, asked - 1)));
        return atLeast(shorter(pause, longer(steady, absence.dividedBy(2))), minimum);
    }

    /** How long to ask for the operation of a request that was accepted, where nobody waits for its end. */
    Duration asking() {
        return absence.multipliedBy(2).dividedBy(3);
    }

    /** The interval, give or take; but never earlier than wished. */
    private Duration atLeast(Duration interval, Duration wish) {
        Duration spread = spread(interval);
        return wish.compareTo(spread) <= 0 ? spread : wish.plus(upTo(wish));
    }

    private static Duration wish(Duration minimum, @CheckForNull Duration retryAfter) {
        return retryAfter == null ? minimum : longer(minimum, retryAfter);
    }

    private Duration spread(Duration interval) {
        return interval.minus(upTo(interval)).plus(upTo(interval));
    }

    private Duration upTo(Duration interval) {
        return Duration.ofMillis((long) (interval.toMillis() * SPREAD * random.nextDouble()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
