package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds and crashes around a publication: never two accepted, never a wrong verdict, nothing sent that should not
 * be. A failure names its seed. To run that one alone: {@code -Dfaults.seed=SEED}; to run more:
 * {@code -Dfaults.seeds=4000}, as many of them for each target of each API.
 */
class RandomFaultsTest {

    private static final int SEEDS = 400;

    static Stream<Arguments> seeds() {
        Integer only = Integer.getInteger("faults.seed");
        int each = Integer.getInteger("faults.seeds", SEEDS) / Scenario.values().length;
        return Stream.of(Scenario.values())
                .flatMap(scenario -> (only == null ? IntStream.range(0, each) : IntStream.of(only))
                        .mapToObj(seed -> Arguments.of(scenario, seed)));
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("seeds")
    void neverSubmitsTwiceAndNeverTellsAnUntruth(Scenario scenario, int seed) {
        Random random = new Random(seed);
        try (PublicationFixture fixture = new PublicationFixture(scenario.backend)) {
            RandomWorld world = new RandomWorld(random, fixture.service, scenario.target);
            fixture.steady = world.steady;
            fixture.drive(new Publication(scenario.request()
                    .waiting(world.wait)
                    .onConflict(world.onConflict)
                    .begin(fixture.clock.instant(), world.limit)));
            crashAtSave(fixture, random.nextInt(12));

            Outcome outcome = runThroughCrashes(fixture, random, world);

            String complaint = new RandomVerdict(scenario, world, fixture, outcome).complaint();
            if (complaint != null) {
                throw new AssertionError(complaint + "\n" + scenario + " seed " + seed + ": "
                        + story(scenario, world, fixture, outcome));
            }
        }
    }

    private static String story(Scenario scenario, RandomWorld world, PublicationFixture fixture, Outcome outcome) {
        String offer = PublicationFixture.OFFER.id();
        return world + "\nThe service accepted " + fixture.service.accepted(offer) + " ("
                + fixture.service.stateOfAccepted(offer, scenario.type()) + "), "
                + fixture.service.witness().statesOfUnseen(offer, scenario.type())
                + " of others. Sent after "
                + fixture.service.requests().stream()
                        .filter(request -> request.call() == Call.SUBMIT)
                        .map(request -> since(request.at()))
                        .collect(Collectors.toList())
                + ".\nRequests: "
                + fixture.service.requests().stream()
                        .limit(40)
                        .map(RecordedRequest::call)
                        .toList()
                + "\n" + fixture.wholeLog() + "\nAfter " + since(fixture.clock.instant()) + ": " + outcome + "\n";
    }

    private static String since(Instant time) {
        return Durations.phrase(Duration.between(PublicationFixture.START, time));
    }

    private static void crashAtSave(PublicationFixture fixture, int number) {
        int[] saves = {0};
        fixture.whenSaved = () -> {
            if (++saves[0] == number) {
                throw new Crash();
            }
        };
    }

    private static Outcome runThroughCrashes(PublicationFixture fixture, Random random, RandomWorld world) {
        while (true) {
            try {
                Observation observation = fixture.turn();
                if (observation instanceof Observation.Finished finished) {
                    return finished.outcome();
                }
                fixture.passUntil((Observation.Pending) observation);
                if (random.nextInt(30) == 0) {
                    crash(fixture, random.nextInt(3600), world);
                }
            } catch (Crash crash) {
                crash(fixture, random.nextInt(600), world);
            }
        }
    }

    private static void crash(PublicationFixture fixture, int downSeconds, RandomWorld world) {
        world.crashed = true;
        fixture.log.add("(Crash.)");
        fixture.crash();
        fixture.service.witness().forget();
        fixture.clock.advance(Duration.ofSeconds(downSeconds));
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }
}
