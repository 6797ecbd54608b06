package io.jenkins.plugins.azuremarketplace.step;

import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Nothing is sent to a service any more. What was under way still may come in, however slow the machine is; what goes on
 * never falls silent.
 */
final class Silence {

    /** Longer than two intervals of a look every second. */
    private static final Duration LASTING = Duration.ofMillis(2500);

    private final ServiceSimulator service;
    private int heard;

    private Silence(ServiceSimulator service) {
        this.service = service;
    }

    static Silence of(ServiceSimulator service) {
        return new Silence(service);
    }

    void await() {
        Awaitility.await("silence")
                .during(LASTING)
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    int before = heard;
                    heard = service.requests().size();
                    return heard == before;
                });
    }
}
