package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.azuremarketplace.simulator.SimulatorProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Waits that go on and on, each at its operation.
 *
 * @param interval between two looks of a wait
 * @param sharing how many waits every tenth operation has; the others have one
 * @param delay how long the service takes for a look
 */
record SteadyLoad(int operations, Duration interval, Duration lasting, int sharing, Duration delay) {

    private static final int BACKGROUND_WAITS = 30;
    private static final Duration BACKGROUND_INTERVAL = Duration.ofMillis(100);

    /** Longer than idle threads live. */
    private static final Duration REST = Duration.ofSeconds(15);

    void measure() throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Engine engine = new Engine(simulator.url(), Clock.systemUTC())) {
            List<String> all = engine.goLive(operations + BACKGROUND_WAITS);
            List<String> locations = all.subList(0, operations);
            List<String> others = all.subList(operations, all.size());
            simulator.hold();
            simulator.delay(delay);

            warmUp(engine, others);
            long before = Gauges.live();
            List<Wait> waits = waits(engine, locations);
            waits.forEach(wait -> engine.poller().resume(wait.driver()));
            Wait.awaitFirstLooks(waits);
            Thread.sleep(REST.toMillis());
            double heap = (Gauges.live() - before) / (double) waits.size();

            engine.lateness.clear();
            int looks = simulator.traffic().looks();
            ThreadCpu threads = new ThreadCpu();
            long process = Gauges.cpu();
            long end = System.nanoTime() + lasting.toNanos();
            while (System.nanoTime() < end) {
                Thread.sleep(1000);
                threads.sample();
            }
            process = Gauges.cpu() - process;
            looks = Math.max(1, simulator.traffic().looks() - looks);
            System.out.println("| waits | interval s | looks | threads ours | OkHttp's | heap per wait B "
                    + "| CPU per look ms | of the whole process | late p50 ms | p99 | max | open at once | in trouble |");
            System.out.printf(
                    "| %,d | %.1f | %,d | %d | %d | %,.0f | %.2f | %.2f | %d | %d | %d | %d | %d |%n",
                    waits.size(),
                    interval.toMillis() / 1e3,
                    looks,
                    threads.mostOwn(),
                    threads.mostOfLibrary(),
                    heap,
                    threads.nanos() / 1e6 / looks,
                    process / 1e6 / looks,
                    engine.lateness.percentile(0.5),
                    engine.lateness.percentile(0.99),
                    engine.lateness.percentile(1),
                    simulator.traffic().open(),
                    waits.stream().filter(Wait::isFailing).count());
        }
    }

    /** Opens the connections that all waits share; they stay open. Afterwards the threads that were busy are gone. */
    private static void warmUp(Engine engine, List<String> others) throws InterruptedException {
        List<PublicationPoller.Watch> background = others.stream()
                .map(other -> engine.poller().start(engine.wait(other, BACKGROUND_INTERVAL).driver()))
                .toList();
        Thread.sleep(5000);
        background.forEach(PublicationPoller.Watch::stop);
        Thread.sleep(REST.toMillis());
    }

    private List<Wait> waits(Engine engine, List<String> locations) {
        List<Wait> waits = new ArrayList<>();
        for (int number = 0; number < operations; number++) {
            for (int i = 0; i < (number % 10 == 0 ? sharing : 1); i++) {
                waits.add(engine.wait(locations.get(number), interval));
            }
        }
        return waits;
    }
}
