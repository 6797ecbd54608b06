package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.simulator.SimulatorProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Waits that are all taken up at once, as after a restart of Jenkins. */
final class RestartStorm {

    private RestartStorm() {}

    static void measure(int count) throws Exception {
        try (SimulatorProcess simulator = SimulatorProcess.start();
                Engine engine = new Engine(simulator.url(), Clock.systemUTC())) {
            List<String> locations = engine.goLive(count);
            simulator.hold();
            long empty = Gauges.live();
            List<Wait> waits = new ArrayList<>();
            locations.forEach(location -> waits.add(engine.wait(location, Engine.LOOK_INTERVAL)));
            waits.forEach(wait -> engine.poller().start(wait.driver()));
            Wait.awaitFirstLooks(waits);
            double first = (Gauges.live() - empty) / (double) count;

            engine.restart();
            waits.replaceAll(wait -> new Wait(engine, fromDisk(wait.publication), Engine.LOOK_INTERVAL));
            int looks = simulator.traffic().looks();
            long peak = Gauges.live();
            long cpu = Gauges.cpu();
            ThreadCpu threads = new ThreadCpu();
            long since = System.nanoTime();
            waits.forEach(wait -> engine.poller().resume(wait.driver()));
            double armed = (System.nanoTime() - since) / 1e6;
            int last = looks;
            int fastest = 0;
            while (waits.stream().anyMatch(wait -> wait.publication.polled() == 0)) {
                Thread.sleep(1000);
                int now = simulator.traffic().looks();
                fastest = Math.max(fastest, now - last);
                last = now;
                peak = Math.max(peak, Gauges.used());
                threads.sample();
            }
            double seconds = (System.nanoTime() - since) / 1e9;
            cpu = Gauges.cpu() - cpu;
            System.out.println("| waits | armed in ms | all seen after s | looks | most looks in a second | open at once "
                    + "| CPU s | heap per wait B before | after the restart | most heap with garbage MB | threads |");
            System.out.printf(
                    "| %,d | %.0f | %.0f | %,d | %d | %d | %.1f | %,.0f | %,.0f | %.0f | %d |%n",
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
                    threads.mostOwn());
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
