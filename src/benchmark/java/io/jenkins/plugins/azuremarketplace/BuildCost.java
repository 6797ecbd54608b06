package io.jenkins.plugins.azuremarketplace;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowGraphWalker;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/**
 * What a build took.
 *
 * @param all its looks
 * @param looks those during which time and CPU were measured
 * @param time in milliseconds
 */
record BuildCost(int all, double looks, double time, Cpu cpu, Size before, Size after, Size whole) {

    String row() {
        return String.format(
                "%d | %.0f | %.2f | %.2f | %.2f | %.0f | %.2f | %d | %d | %d |",
                all,
                time / looks,
                cpuPerLook(),
                cpu.all() / looks,
                (after.nodes - before.nodes) / looks,
                (after.bytes - before.bytes) / looks,
                (after.lines - before.lines) / looks,
                whole.nodes,
                whole.bytes,
                whole.lines);
    }

    /** Milliseconds. */
    double cpuPerLook() {
        return cpu.without() / looks;
    }

    /** @param idle the CPU that Jenkins needs when nothing happens, in milliseconds per second */
    double cpuPerLookBeyond(double idle) {
        return (cpu.without() - idle * time / 1000) / looks;
    }

    static FlowExecution execution(WorkflowRun run) {
        FlowExecution execution = run.getExecution();
        if (execution == null) {
            throw new IllegalStateException("No execution of " + run);
        }
        return execution;
    }

    /**
     * CPU time of this process, in milliseconds.
     *
     * @param all of all threads
     * @param compilers of those that compile; they work for minutes after the code was first used, and then no more
     */
    record Cpu(double all, double compilers) {

        static Cpu now() throws IOException {
            long process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getProcessCpuTime();
            long compilers = 0;
            // Java does not tell; Linux does.
            File[] threads = new File("/proc/self/task").listFiles();
            for (File thread : threads == null ? new File[0] : threads) {
                try {
                    if (Files.readString(thread.toPath().resolve("comm")).contains("CompilerThre")) {
                        String nanos = Files.readString(thread.toPath().resolve("schedstat"))
                                .split(" ")[0];
                        compilers += Long.parseLong(nanos);
                    }
                } catch (NoSuchFileException ended) {
                    // Then it took no part.
                }
            }
            return new Cpu(process / 1e6, compilers / 1e6);
        }

        Cpu since() throws IOException {
            Cpu now = now();
            return new Cpu(now.all - all, now.compilers - compilers);
        }

        double without() {
            return all - compilers;
        }
    }

    /** How much a build has left so far. */
    record Size(int nodes, long bytes, long lines) {

        static Size of(WorkflowRun run) throws IOException {
            int nodes = 0;
            for (FlowNode ignored : new FlowGraphWalker(execution(run))) {
                nodes++;
            }
            Path log = run.getRootDir().toPath().resolve("log");
            try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
                return new Size(nodes, length(run.getRootDir()), lines.count());
            }
        }

        /** Files come and go meanwhile. */
        private static long length(File file) {
            File[] children = file.listFiles();
            return children == null
                    ? file.length()
                    : Arrays.stream(children).mapToLong(Size::length).sum();
        }
    }
}
