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
 * Random worlds and crashes around a go-live: never two accepted, never a wrong verdict, nothing sent that should not be.
 * A failure names its seed. To run that one alone: {@code -Dfaults.seed=SEED}; to run more: {@code -Dfaults.seeds=2000},
 * half of them for each API.
 */
class RandomFaultsTest {

    private static final int SEEDS = 300;

    static Stream<Arguments> seeds() {
        Integer only = Integer.getInteger("faults.seed");
        int each = Integer.getInteger("faults.seeds", SEEDS) / Backend.values().length;
        return Stream.of(Backend.values())
                .flatMap(backend -> (only == null ? IntStream.range(0, each) : IntStream.of(only))
                        .mapToObj(seed -> Arguments.of(backend, seed)));
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("seeds")
    void neverSubmitsTwiceAndNeverTellsAnUntruth(Backend backend, int seed) {
        Random random = new Random(seed);
        try (Bench bench = new Bench(backend)) {
            RandomWorld world = new RandomWorld(random, bench.service);
            bench.steady = world.steady;
            bench.drive(Publication.goLive(
                    Bench.OFFER, world.wait, world.onConflict, false, bench.clock.instant(), world.limit));
            crashAtSave(bench, random.nextInt(12));

            Outcome outcome = runThroughCrashes(bench, random, world);

            String complaint = new RandomVerdict(world, bench, outcome).complaint();
            if (complaint != null) {
                throw new AssertionError(
                        complaint + "\n" + backend + " seed " + seed + ": " + story(world, bench, outcome));
            }
        }
    }

    private static String story(RandomWorld world, Bench bench, Outcome outcome) {
        String offer = Bench.OFFER.id();
        return world + "\nThe service accepted " + bench.service.accepted(offer) + " ("
                + bench.service.stateOfAccepted(offer) + "), "
                + bench.service.witness().statesOfUnseenGoLives(offer)
                + " of others. Sent after "
                + bench.service.requests().stream()
                        .filter(request -> request.call() == Call.GO_LIVE)
                        .map(request -> since(request.at()))
                        .collect(Collectors.toList())
                + ".\nRequests: "
                + bench.service.requests().stream()
                        .limit(40)
                        .map(RecordedRequest::call)
                        .toList()
                + "\n" + bench.wholeLog() + "\nAfter " + since(bench.clock.instant()) + ": " + outcome + "\n";
    }

    private static String since(Instant time) {
        return Durations.phrase(Duration.between(Bench.START, time));
    }

    private static void crashAtSave(Bench bench, int number) {
        int[] saves = {0};
        bench.whenSaved = () -> {
            if (++saves[0] == number) {
                throw new Crash();
            }
        };
    }

    private static Outcome runThroughCrashes(Bench bench, Random random, RandomWorld world) {
        while (true) {
            try {
                Observation observation = bench.turn();
                if (observation instanceof Observation.Finished finished) {
                    return finished.outcome();
                }
                bench.passUntil((Observation.Pending) observation);
                if (random.nextInt(30) == 0) {
                    crash(bench, random.nextInt(3600), world);
                }
            } catch (Crash crash) {
                crash(bench, random.nextInt(600), world);
            }
        }
    }

    private static void crash(Bench bench, int downSeconds, RandomWorld world) {
        world.crashed = true;
        bench.log.add("(Crash.)");
        bench.crash();
        bench.service.witness().forget();
        bench.clock.advance(Duration.ofSeconds(downSeconds));
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }
}
