package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How many tokens the waits of one principal ask for. Time passes with the looks: as many as there are waits take one interval. */
final class TokenEconomy {

    private TokenEconomy() {}

    static void measure(int count, Duration lasting) throws Exception {
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
                clock.set(start.plus(Engine.LOOK_INTERVAL
                        .multipliedBy(portal.requests(Call.OPERATION))
                        .dividedBy(count)));
            }
            System.out.println("| waits | hours | looks | token requests |");
            System.out.printf(
                    "| %,d | %.1f | %,d | %d |%n",
                    count,
                    Duration.between(start, clock.instant()).toMinutes() / 60.0,
                    portal.requests(Call.OPERATION),
                    portal.requests(Call.TOKEN));
        }
    }
}
