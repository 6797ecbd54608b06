package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One thread that arms and a few that work; idle ones end. */
final class Workers implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(Workers.class.getName());

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor workers;

    Workers(ThreadFactory factory, int threads) {
        scheduler = new ScheduledThreadPoolExecutor(1, factory);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setKeepAliveTime(10, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        workers = new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        workers.allowCoreThreadTimeOut(true);
    }

    /** Makes daemon threads whose names begin so. */
    static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + " " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Null once this is closed: nothing will be done. */
    @CheckForNull
    ScheduledFuture<?> in(Duration delay, Runnable work) {
        try {
            return scheduler.schedule(() -> workers.execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOGGER.log(Level.FINE, "Closed meanwhile", closed);
            return null;
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        workers.shutdownNow();
    }
}
