package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints what waits cost. Each argument is one measurement, in this order:
 *
 * <pre>
 *     steady:OPERATIONS:INTERVAL:SECONDS[:shared][:DELAY]   waits at that interval in seconds, for that long; every tenth
 *                                                           operation shared by ten waits; a service that takes that many ms
 *     storm:OPERATIONS                                      so many waits taken up at once after a restart
 *     tokens:WAITS:HOURS                                    token requests of one principal, by a simulated clock
 * </pre>
 */
public final class EngineBenchmark {

    private static final Duration LOOK_INTERVAL = Duration.ofMinutes(5);

    private EngineBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println("Warming up");
        steady(50, Duration.ofMillis(100), Duration.ofSeconds(30), 1, Duration.ZERO);
        for (String arg : args) {
            String[] words = arg.split(":");
            int count = Integer.parseInt(words[1]);
            System.out.println(arg);
            switch (words[0]) {
                case "steady" -> steady(
                        count,
                        Duration.ofSeconds(Long.parseLong(words[2])),
                        Duration.ofSeconds(Long.parseLong(words[3])),
                        arg.contains(":shared") ? 10 : 1,
                        Duration.ofMillis(words[words.length - 1].matches("\\d+") && words.length > 4
                                ? Long.parseLong(words[words.length - 1])
                                : 0));
                case "storm" -> storm(count);
                case "tokens" -> tokens(count, Duration.ofHours(Long.parseLong(words[2])));
                default -> throw new IllegalArgumentException(arg);
            }
        }
    }

    private static void steady(int operations, Duration interval, Duration lasting, int sharing, Duration delay)
            throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Engine engine = new Engine(simulator.url(), Clock.systemUTC())) {
            List<String> locations = engine.goLive(operations);
            simulator.hold();
            simulator.delay(delay);
            long before = Gauges.live();
            List<Wait> waits = new ArrayList<>();
            for (int number = 0; number < operations; number++) {
                for (int i = 0; i < (number % 10 == 0 ? sharing : 1); i++) {
                    waits.add(engine.wait(locations.get(number), interval));
                }
            }
            waits.forEach(wait -> engine.poller().resume(wait.driver()));
            awaitFirstLooks(waits);
            Thread.sleep(interval.toMillis());
            double heap = (Gauges.live() - before) / (double) waits.size();

            engine.lateness.clear();
            int looks = simulator.traffic().looks();
            long turns = engine.turns.sum();
            long cpu = Gauges.cpu();
            long ownCpu = Gauges.ownCpu();
            long end = System.nanoTime() + lasting.toNanos();
            int own = 0;
            int library = 0;
            while (System.nanoTime() < end) {
                own = Math.max(own, Gauges.ownThreads());
                library = Math.max(library, Gauges.libraryThreads());
                Thread.sleep(1000);
            }
            cpu = Gauges.cpu() - cpu;
            ownCpu = Gauges.ownCpu() - ownCpu;
            looks = simulator.traffic().looks() - looks;
            turns = engine.turns.sum() - turns;
            long trouble = waits.stream().filter(wait -> wait.publication.troubleSince() != 0).count();
            System.out.printf(
                    "| waits | looks | turns | threads | OkHttp's | heap per wait B | after B | CPU per look us | of the threads "
                            + "| late p50 ms | p99 | max | open at once | in trouble |%n");
            System.out.printf(
                    "| %d | %d | %d | %d | %d | %.0f | %.0f | %.0f | %.0f | %d | %d | %d | %d | %d |%n",
                    waits.size(),
                    looks,
                    turns,
                    own,
                    library,
                    heap,
                    (Gauges.live() - before) / (double) waits.size(),
                    cpu / 1e3 / Math.max(1, looks),
                    ownCpu / 1e3 / Math.max(1, looks),
                    engine.lateness.percentile(0.5),
                    engine.lateness.percentile(0.99),
                    engine.lateness.percentile(1),
                    simulator.traffic().open(),
                    trouble);
        }
    }

    private static void storm(int count) throws Exception {
        Duration interval = LOOK_INTERVAL;
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Engine engine = new Engine(simulator.url(), Clock.systemUTC())) {
            List<String> locations = engine.goLive(count);
            simulator.hold();
            long empty = Gauges.live();
            List<Wait> waits = new ArrayList<>();
            locations.forEach(location -> waits.add(engine.wait(location, interval)));
            waits.forEach(wait -> engine.poller().start(wait.driver()));
            awaitFirstLooks(waits);
            double first = (Gauges.live() - empty) / (double) count;

            engine.restart();
            waits.replaceAll(wait -> new Wait(engine, fromDisk(wait.publication), interval));
            int looks = simulator.traffic().looks();
            long peak = Gauges.live();
            long cpu = Gauges.cpu();
            long since = System.nanoTime();
            waits.forEach(wait -> engine.poller().resume(wait.driver()));
            double armed = (System.nanoTime() - since) / 1e6;
            int last = looks;
            int fastest = 0;
            while (waits.stream().anyMatch(wait -> wait.publication.looked() == 0)) {
                Thread.sleep(1000);
                int now = simulator.traffic().looks();
                fastest = Math.max(fastest, now - last);
                last = now;
                peak = Math.max(peak, Gauges.used());
            }
            double seconds = (System.nanoTime() - since) / 1e9;
            cpu = Gauges.cpu() - cpu;
            System.out.printf("| waits | armed in ms | all seen after s | looks | most looks in a second | open at once "
                    + "| CPU s | heap per wait B before | after the restart | most heap with garbage MB | threads |%n");
            System.out.printf(
                    "| %d | %.0f | %.0f | %d | %d | %d | %.1f | %.0f | %.0f | %.0f | %d |%n",
                    count,
                    armed,
                    seconds,
                    last - looks,
                    fastest,
                    simulator.traffic().open(),
                    cpu / 1e9,
                    first,
                    (Gauges.live() - empty) / (double) count,
                    peak / 1e6,
                    Gauges.ownThreads());
        }
    }

    /** Time passes with the looks: as many as there are waits take one interval. */
    private static void tokens(int count, Duration lasting) throws Exception {
        Instant start = Instant.parse("2026-03-01T08:00:00Z");
        SettableClock clock = new SettableClock(start);
        try (PortalSimulator portal = PortalSimulator.start();
                Engine engine = new Engine(portal.endpoint().toString(), clock)) {
            portal.useClock(clock);
            portal.recordRequests(false);
            portal.publicationTakes(Duration.ofDays(30));
            portal.hold();
            List<Wait> waits = new ArrayList<>();
            engine.goLive(count).forEach(location -> waits.add(engine.wait(location, Duration.ofMillis(1))));
            waits.forEach(wait -> engine.poller().start(wait.driver()));
            while (clock.instant().isBefore(start.plus(lasting))) {
                Thread.sleep(1);
                clock.set(start.plus(LOOK_INTERVAL
                        .multipliedBy(portal.requests(Call.OPERATION))
                        .dividedBy(count)));
            }
            System.out.printf("| waits | hours | looks | token requests |%n| %d | %.1f | %d | %d |%n",
                    count,
                    Duration.between(start, clock.instant()).toMinutes() / 60.0,
                    portal.requests(Call.OPERATION),
                    portal.requests(Call.TOKEN));
        }
    }

    private static void awaitFirstLooks(List<Wait> waits) throws InterruptedException {
        while (waits.stream().anyMatch(wait -> wait.publication.looked() == 0)) {
            Thread.sleep(250);
        }
    }

    private static Publication fromDisk(Publication publication) {
        try {
            ByteArrayOutputStream disk = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(disk)) {
                out.writeObject(publication);
            }
            try (ObjectInputStream in = new SharingInput(disk.toByteArray())) {
                return (Publication) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Short strings are shared, as they are by XStream, which reads the records of builds. */
    private static final class SharingInput extends ObjectInputStream {

        private static final int SHORT = 38;

        SharingInput(byte[] disk) throws IOException {
            super(new ByteArrayInputStream(disk));
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object read) {
            return read instanceof String text && text.length() <= SHORT ? text.intern() : read;
        }
    }
}
