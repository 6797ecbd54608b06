package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives all publications of a process with one thread that arms and a few that work, however many publications there
 * are. Idle threads end; a waiting publication is one entry in a queue.
 */
public final class PublicationPoller implements AutoCloseable {

    /** Waits that are taken up again after a restart begin this far apart. */
    private static final Duration RESUME_GAP = Duration.ofMillis(10);

    /** How soon to come back when another wait is at the same operation. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final Clock clock;
    private final Workers workers;
    private final SharedPolls sharedPolls = new SharedPolls();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicLong resumeSlot = new AtomicLong();

    /**
     * @param name begins the names of the threads
     * @param threads how many requests may be under way at once, 1 or more
     */
    public PublicationPoller(String name, int threads, Clock clock) {
        this(Workers.daemons(name), threads, clock);
    }

    /**
     * @param factory makes the threads, whoever it is that happens to need one
     * @param threads how many requests may be under way at once, 1 or more
     */
    public PublicationPoller(ThreadFactory factory, int threads, Clock clock) {
        this.clock = clock;
        workers = new Workers(factory, threads);
    }

    /** Begins at once. */
    public Watch start(PublicationDriver driver) {
        return arm(driver, Duration.ZERO);
    }

    /** Takes a publication up again after a restart; many at a time begin one after the other. */
    public Watch resume(PublicationDriver driver) {
        return arm(driver, slot());
    }

    /**
     * Reads at once, and again while that fails in passing.
     *
     * @return ends on a thread of this poller with the answer or with why there is none, an {@link java.io.IOException}
     *     for the user; never, if this is closed before. Cancelling it breaks off what is under way
     */
    public <T> CompletableFuture<T> read(RetriedRead<T> read) {
        attempt(read, Duration.ZERO);
        return read.result();
    }

    private void attempt(RetriedRead<?> read, Duration delay) {
        workers.in(delay, () -> read.attempt().ifPresent(next -> attempt(read, until(next))));
    }

    private Duration until(Instant next) {
        Duration until = Duration.between(clock.instant(), next);
        return until.isNegative() ? Duration.ZERO : until;
    }

    /** How long to wait so that many do not begin at once. */
    private Duration slot() {
        long now = clock.millis();
        return Duration.ofMillis(resumeSlot.updateAndGet(last -> Math.max(now, last + RESUME_GAP.toMillis())) - now);
    }

    /** Whoever waits for this publication right now. */
    public Optional<PublicationHost> host(Publication publication) {
        return watches.stream()
                .filter(watch -> watch.driver.publication() == publication)
                .map(watch -> watch.driver.host())
                .findFirst();
    }

    /** The interval between polls may have changed: waits that are to last longer than that now end sooner. */
    public void intervalChanged() {
        watches.forEach(Watch::hasten);
    }

    /** Stops at once what is done for this publication, as if it were stopped by its {@link Watch#stop}. */
    public void stop(Publication publication) {
        watches.stream()
                .filter(watch -> watch.driver.publication() == publication)
                .forEach(Watch::stop);
    }

    /** Ends all threads. Nothing is reported: what was saved is taken up by another process. */
    @Override
    public void close() {
        watches.forEach(Watch::stop);
        workers.close();
    }

    private Watch arm(PublicationDriver driver, Duration delay) {
        Watch watch = new Watch(driver);
        watches.add(watch);
        watch.armIn(delay);
        return watch;
    }

    /** One publication that is being driven. */
    public final class Watch implements Runnable {

        private final PublicationDriver driver;

        @CheckForNull
        private String joined;

        @CheckForNull
        private ScheduledFuture<?> next;

        /** When the pause began, how long it is, and for which interval it was chosen. */
        private long paused;

        private Duration pause = Duration.ZERO;
        private volatile Duration interval;

        private boolean working;
        private boolean again;
        private boolean over;

        private Watch(PublicationDriver driver) {
            this.driver = driver;
            interval = driver.interval();
        }

        /** Stops at once: no poll, no report and no timer from here on. */
        public void stop() {
            synchronized (this) {
                finish();
            }
            driver.stop();
        }

        /**
         * Stops the operation itself, if it may be stopped; the end is reported as usual, after three minutes at the
         * latest.
         *
         * @return false if there is nothing that may be stopped
         */
        public boolean cancel() {
            if (!driver.cancel()) {
                return false;
            }
            driver.abortCall();
            armIn(Duration.ZERO);
            return true;
        }

        /** A pause that is longer than the interval was is what the service asked for, and stays. */
        private synchronized void hasten() {
            Duration now = driver.interval();
            boolean asked = pause.compareTo(interval.plus(interval.dividedBy(5))) > 0;
            if (!over && !working && !asked && now.compareTo(interval) < 0 && now.compareTo(pause) < 0) {
                Duration left = now.minusMillis(clock.millis() - paused);
                interval = now;
                armIn(left.isNegative() ? slot() : left);
            }
        }

        private synchronized void armIn(Duration delay) {
            if (over) {
                return;
            }
            if (working) {
                again = true;
                return;
            }
            if (next != null) {
                next.cancel(false);
            }
            paused = clock.millis();
            pause = delay;
            next = workers.in(delay, this);
        }

        @Override
        public void run() {
            synchronized (this) {
                if (over || working) {
                    return;
                }
                working = true;
                again = false;
                next = null;
            }
            Observation observation = null;
            try {
                interval = driver.interval();
                observation = driver.drive(sharedPolls);
            } finally {
                settle(observation);
            }
        }

        private void settle(@CheckForNull Observation observation) {
            Duration delay = SOON;
            synchronized (this) {
                working = false;
                if (over) {
                    return;
                }
                if (observation instanceof Observation.Finished) {
                    finish();
                } else {
                    join();
                    if (observation instanceof Observation.Pending pending && !again) {
                        delay = until(pending.nextPoll());
                    }
                    armIn(delay);
                    // It may have changed during the turn.
                    hasten();
                }
            }
            if (observation instanceof Observation.Finished finished) {
                driver.host().ended(finished.outcome());
            }
        }

        private void join() {
            String operation = driver.publication().operation();
            if (joined == null && operation != null) {
                joined = operation;
                sharedPolls.join(operation);
            }
        }

        private void finish() {
            if (!over) {
                over = true;
                watches.remove(this);
                if (next != null) {
                    next.cancel(false);
                }
                if (joined != null) {
                    sharedPolls.leave(joined);
                }
            }
        }
    }
}
