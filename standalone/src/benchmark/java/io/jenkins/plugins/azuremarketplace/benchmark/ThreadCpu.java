package io.jenkins.plugins.azuremarketplace.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of the poller's threads and OkHttp's, without those of the virtual machine. Threads end after some idle
 * seconds: sampled once a second, none escapes.
 */
final class ThreadCpu {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, Long> first = new HashMap<>();
    private final Map<Long, Long> last = new HashMap<>();
    private int own;
    private int library;

    /** Counts from now on. */
    ThreadCpu() {
        for (Thread thread : live()) {
            if (isOwn(thread) || isLibrary(thread)) {
                first.put(thread.getId(), THREADS.getThreadCpuTime(thread.getId()));
            }
        }
    }

    static long ofThisThread() {
        return THREADS.getCurrentThreadCpuTime();
    }

    void sample() {
        int ownNow = 0;
        int libraryNow = 0;
        for (Thread thread : live()) {
            if (isOwn(thread)) {
                ownNow++;
            } else if (isLibrary(thread)) {
                libraryNow++;
            } else {
                continue;
            }
            long nanos = THREADS.getThreadCpuTime(thread.getId());
            if (nanos >= 0) {
                last.put(thread.getId(), nanos);
            }
        }
        own = Math.max(own, ownNow);
        library = Math.max(library, libraryNow);
    }

    /** Until the last sample. */
    long nanos() {
        return last.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - first.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    int mostOwn() {
        return own;
    }

    /** Those that OkHttp has for a whole process, whoever uses it. */
    int mostOfLibrary() {
        return library;
    }

    private static boolean isOwn(Thread thread) {
        return thread.getName().startsWith(Engine.THREADS);
    }

    private static boolean isLibrary(Thread thread) {
        return thread.getName().startsWith("OkHttp") || thread.getName().startsWith("Okio");
    }

    private static Thread[] live() {
        Thread[] threads = new Thread[Thread.activeCount() + 20];
        return Arrays.copyOf(threads, Thread.enumerate(threads));
    }
}
