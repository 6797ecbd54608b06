package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancellationTest {

    private static Bench waiting(Backend backend, ConflictPolicy onConflict) {
        Bench bench = new Bench(backend);
        return bench.drive(Publication.goLive(Bench.OFFER, true, onConflict, true, bench.clock.instant(), Bench.LIMIT));
    }

    @ParameterizedTest
    @EnumSource
    void cancelsAndSaysSo(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.FAIL)) {
            bench.service.cancelTakes(Duration.ofMinutes(1));
            bench.runUntil(Duration.ofMinutes(30));

            assertThat(bench.current().cancel(), is(true));

            assertThat(bench.run().kind(), is(Kind.CANCELED));
            assertThat(bench.service.requests(Call.CANCEL), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnCancelingAfterACrash(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.FAIL)) {
            bench.service.cancelTakes(Duration.ofMinutes(1));
            bench.runUntil(Duration.ofMinutes(30));
            bench.current().cancel();
            bench.turn();
            bench.crash();

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.CANCELED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsThreeMinutesForAServiceThatIgnoresIt(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.FAIL)) {
            bench.service.cancels(CancelForm.IGNORED);
            bench.runUntil(Duration.ofMinutes(30));
            Instant asked = bench.clock.instant();
            bench.current().cancel();

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.ABORTED));
            assertThat(outcome.message(), containsString("did not do so within 3 min"));
            assertThat(Duration.between(asked, bench.clock.instant()).toSeconds(), is(180L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainIfTheServiceCannotBeReached(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.FAIL)) {
            bench.runUntil(Duration.ofMinutes(30));
            bench.service.next(Call.CANCEL, Fault.answer(503), Fault.drop());
            bench.current().cancel();

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.CANCELED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsOutWhatToCancelIfTheAnswerWasLost(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.FAIL)) {
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            bench.runUntilFirstRequest();

            assertThat(bench.current().cancel(), is(true));

            Outcome outcome = bench.run();
            if (backend == Backend.CLOUD_PARTNER_PORTAL) {
                assertThat(bench.wholeLog(), outcome.kind(), is(Kind.CANCELED));
            } else {
                // A job whose id got lost with the answer can be watched by its submission, but not be canceled.
                assertThat(outcome.kind(), is(Kind.ABORTED));
                assertThat(outcome.message(), containsString("goes on. To watch it: marketplaceWait"));
            }
            assertThat(bench.service.accepted(Bench.OFFER.id()), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverCancelsWhatSomebodyElseStarted(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.ATTACH)) {
            bench.service.foreignOperation("contoso", Bench.OFFER.id(), "goLive");
            bench.runUntil(Duration.ofMinutes(30));

            assertThat(bench.current().cancel(), is(false));
            assertThat(bench.service.requests(Call.CANCEL), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasNothingToCancelBeforeAnythingWasSent(Backend backend) {
        try (Bench bench = waiting(backend, ConflictPolicy.FAIL)) {
            assertThat(bench.current().cancel(), is(false));
            assertThat(bench.current().abandon().message(), containsString("Nothing was submitted"));
        }
    }
}
