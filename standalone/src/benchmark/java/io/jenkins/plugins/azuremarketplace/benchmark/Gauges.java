package io.jenkins.plugins.azuremarketplace.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.Predicate;

/** What this process uses. */
final class Gauges {

    private Gauges() {}

    /** Nanoseconds of CPU since the start, of all threads: also those that collect garbage and compile. */
    static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Nanoseconds of CPU of our threads and OkHttp's that are alive, so without the virtual machine's own. */
    static long ownCpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(live(name -> isOwn(name) || isLibrary(name)))
                .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getId())))
                .sum();
    }

    /** Bytes that are reachable. */
    static long live() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return used();
    }

    /** Bytes, with garbage. */
    static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static int ownThreads() {
        return live(Gauges::isOwn).length;
    }

    /** Those that OkHttp has for a whole process, whoever uses it. */
    static int libraryThreads() {
        return live(Gauges::isLibrary).length;
    }

    private static boolean isOwn(String name) {
        return name.startsWith(Engine.THREADS);
    }

    private static boolean isLibrary(String name) {
        return name.startsWith("OkHttp") || name.startsWith("Okio");
    }

    private static Thread[] live(Predicate<String> names) {
        Thread[] threads = new Thread[Thread.activeCount() + 20];
        int count = Thread.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> names.test(thread.getName()))
                .toArray(Thread[]::new);
    }
}
