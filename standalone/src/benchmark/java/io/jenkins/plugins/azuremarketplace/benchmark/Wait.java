package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationHost;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * One wait, in place of a build. It is also the source of chance of its own schedule: so it knows when its next look is
 * due, without a hook in the engine.
 */
final class Wait implements PublicationHost, RandomGenerator {

    final Publication publication;
    private final Engine engine;
    private final Duration interval;
    private boolean earlier = true;

    /** From the last look to the next one; 0 as long as none is due. */
    private long pause;

    Wait(Engine engine, Publication publication, Duration interval) {
        this.engine = engine;
        this.publication = publication;
        this.interval = interval;
    }

    static void awaitFirstLooks(Collection<Wait> waits) throws InterruptedException {
        while (waits.stream().anyMatch(wait -> wait.publication.polled() == 0)) {
            Thread.sleep(250);
        }
    }

    boolean isFailing() {
        return publication.failingSince() != 0;
    }

    PublicationDriver driver() {
        PollSchedule schedule = new PollSchedule(interval, Duration.ofMinutes(10), PollSchedule.ABSENCE, this);
        return new PublicationDriver(publication, this, () -> schedule, Clock.systemUTC());
    }

    /** Asked twice for each look: for what the interval is shortened by, and for what it is lengthened by. */
    @Override
    public double nextDouble() {
        double chance = ThreadLocalRandom.current().nextDouble();
        long spread = (long) (interval.toMillis() * 0.1 * chance);
        pause = earlier ? interval.toMillis() - spread : pause + spread;
        earlier = !earlier;
        return chance;
    }

    @Override
    public long nextLong() {
        return ThreadLocalRandom.current().nextLong();
    }

    @Override
    public void begin() {}

    /** Where every look begins. */
    @Override
    public Marketplace connect() {
        long due = publication.polled() + pause;
        if (pause != 0 && publication.polled() != 0) {
            engine.lateness.add(System.currentTimeMillis() - due);
        }
        pause = 0;
        return engine.connect();
    }

    @Override
    public void save() {}

    @Override
    public void log(String sentence) {
        engine.lines.increment();
    }

    @Override
    public String waitCommand(String operation) {
        return operation;
    }

    @Override
    public void ended(Outcome outcome) {
        throw new IllegalStateException("Nothing is to end here: " + outcome);
    }
}
