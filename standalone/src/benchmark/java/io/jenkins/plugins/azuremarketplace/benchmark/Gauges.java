package io.jenkins.plugins.azuremarketplace.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process uses. */
final class Gauges {

    private Gauges() {}

    /** Nanoseconds of CPU since the start, of all threads: also those that collect garbage and compile. */
    static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Bytes that are reachable: the least of several collections, since requests are under way meanwhile. */
    static long live() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 15; i++) {
            Thread.sleep(50);
            System.gc();
            least = Math.min(least, used());
        }
        return least;
    }

    /** Bytes, with garbage. */
    static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
