package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random faults and crashes around a go-live: never two accepted, never a wrong verdict. A failure names its seed; to run
 * that one alone: {@code -Dfaults.seed=SEED}.
 */
class RandomFaultsTest {

    private static final int SCHEDULES = 200;

    static Stream<Arguments> schedules() {
        Integer only = Integer.getInteger("faults.seed");
        return Stream.of(Backend.values())
                .flatMap(backend -> (only == null ? IntStream.range(0, SCHEDULES) : IntStream.of(only))
                        .mapToObj(seed -> Arguments.of(backend, seed)));
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("schedules")
    void neverSubmitsTwiceAndNeverTellsAnUntruth(Backend backend, int seed) {
        Random random = new Random(seed);
        boolean good = random.nextInt(4) > 0;
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.publicationTakes(Duration.ofMinutes(5 + random.nextInt(600)));
            bench.service.endsWith(good ? "completed" : "failed", good ? new String[0] : new String[] {"A reason."});
            bench.service.submissionsLag(Duration.ofSeconds(random.nextInt(30)));
            for (Call call : List.of(Call.TOKEN, Call.GO_LIVE, Call.OPERATION, Call.SUBMISSIONS, Call.PRODUCT)) {
                bench.service.next(call, faults(random, call));
            }
            int saveToCrashAfter = random.nextInt(8);
            int[] saves = {0};
            bench.whenSaved = () -> {
                if (++saves[0] == saveToCrashAfter) {
                    throw new Crash();
                }
            };

            Outcome outcome = runThroughCrashes(bench, random);

            String story = "seed " + seed + ": " + outcome + "\n" + bench.wholeLog();
            int accepted = bench.service.accepted(Bench.OFFER.id());
            assertThat(story, accepted, is(lessThanOrEqualTo(1)));
            switch (outcome.kind()) {
                case SUCCEEDED -> assertThat(story, accepted == 1 && good, is(true));
                case FAILED -> assertThat(story, accepted == 1 && !good, is(true));
                case REFUSED, NO_TOKEN, CONFLICT -> assertThat(story, accepted, is(0));
                default -> throw new AssertionError("Unexpected end, " + story);
            }
            assertThat(story, outcome.kind() != Kind.CONFLICT, is(true));
        }
    }

    private static Outcome runThroughCrashes(Bench bench, Random random) {
        while (true) {
            try {
                Observation observation = bench.turn();
                if (observation instanceof Observation.Finished finished) {
                    return finished.outcome();
                }
                bench.passUntil((Observation.Pending) observation);
                if (random.nextInt(30) == 0) {
                    bench.crash();
                    bench.clock.advance(Duration.ofSeconds(random.nextInt(3600)));
                }
            } catch (Crash crash) {
                bench.crash();
                bench.clock.advance(Duration.ofSeconds(random.nextInt(600)));
            }
        }
    }

    private static Fault[] faults(Random random, Call call) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(any -> call == Call.GO_LIVE ? submissionFault(random) : lookFault(random))
                .toArray(Fault[]::new);
    }

    private static Fault submissionFault(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Fault.drop();
            case 1, 2 -> Fault.dropAfter();
            case 3 -> Fault.answer(503);
            case 4, 5 -> Fault.answerAfter(503);
            case 6 -> Fault.staleToken();
            case 7 -> Fault.throttled("7");
            case 8 -> Fault.withoutLocation();
            case 9 -> Fault.delayAfter(Duration.ofMillis(400));
            case 10 -> Fault.garbageAfter();
            default -> Fault.none();
        };
    }

    private static Fault lookFault(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Fault.drop();
            case 1 -> Fault.answer(500);
            case 2 -> Fault.answer(401);
            case 3 -> Fault.garbage();
            case 4 -> Fault.throttled("20");
            case 5 -> Fault.delay(Duration.ofMillis(400));
            case 6 -> Fault.html(502);
            default -> Fault.none();
        };
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }
}
