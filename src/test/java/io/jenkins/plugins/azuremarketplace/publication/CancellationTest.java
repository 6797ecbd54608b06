package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancellationTest {

    private static PublicationFixture waiting(Scenario scenario, ConflictPolicy onConflict) {
        return new PublicationFixture(scenario.backend)
                .drive(scenario.request().onConflict(onConflict).cancelOnAbort(true));
    }

    @ParameterizedTest
    @EnumSource
    void cancelsAndSaysSo(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.service.cancelTakes(Duration.ofMinutes(1));
            fixture.runUntil(Duration.ofMinutes(30));

            assertThat(fixture.current().cancel(), is(true));

            assertThat(fixture.run().kind(), is(Kind.CANCELED));
            assertThat(fixture.service.requests(Call.CANCEL), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnCancelingAfterACrash(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.service.cancelTakes(Duration.ofMinutes(1));
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.current().cancel();
            fixture.turn();
            fixture.crash();

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.CANCELED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsThreeMinutesForAServiceThatIgnoresIt(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.service.cancels(CancelForm.IGNORED);
            fixture.runUntil(Duration.ofMinutes(30));
            Instant asked = fixture.clock.instant();
            fixture.current().cancel();

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.ABORTED));
            assertThat(outcome.message(), containsString("did not do so within 3 min"));
            assertThat(Duration.between(asked, fixture.clock.instant()).toSeconds(), is(180L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainIfTheServiceCannotBeReached(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.service.next(Call.CANCEL, Fault.answer(503), Fault.drop());
            fixture.current().cancel();

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.CANCELED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsOutWhatToCancelIfTheAnswerWasLost(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.runUntilFirstRequest();

            assertThat(fixture.current().cancel(), is(true));

            Outcome outcome = fixture.run();
            if (scenario.isPortal()) {
                assertThat(fixture.wholeLog(), outcome.kind(), is(Kind.CANCELED));
            } else {
                // A job whose id got lost with the answer can be watched by its submission, but not be canceled.
                assertThat(outcome.kind(), is(Kind.ABORTED));
                assertThat(outcome.message(), containsString("goes on. To watch it: marketplaceWait"));
            }
            assertThat(fixture.service.accepted(PublicationFixture.OFFER.id()), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatWasReachedIfItWasTooLate(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            if (fixture.service instanceof PortalSimulator portal) {
                portal.previewsSkipSignoff(true);
            }
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.clock.advance(Duration.ofHours(2));
            fixture.current().cancel();

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(scenario.success()));
            assertThat(outcome.message(), containsString("Too late to cancel"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverCancelsWhatSomebodyElseStarted(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.ATTACH)) {
            fixture.service.foreignOperation("contoso", PublicationFixture.OFFER.id(), scenario.type());
            fixture.runUntil(Duration.ofMinutes(30));

            assertThat(fixture.current().cancel(), is(false));
            assertThat(fixture.service.requests(Call.CANCEL), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasNothingToCancelBeforeAnythingWasSent(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            assertThat(fixture.current().cancel(), is(false));
            assertThat(fixture.current().abandon().message(), containsString("Nothing was submitted"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesAloneWhatSomebodyElseStartedAfterItsOwnWasOver(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            if (fixture.service instanceof PortalSimulator portal) {
                portal.previewsSkipSignoff(true);
            }
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.clock.advance(Duration.ofHours(2));
            fixture.service.foreignOperation("contoso", PublicationFixture.OFFER.id(), scenario.type());
            fixture.current().cancel();

            assertThat(fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.requests(Call.CANCEL), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksOnceMoreAfterALongDowntime(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.service.cancelTakes(Duration.ofMinutes(2));
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.current().cancel();
            fixture.turn();
            fixture.clock.advance(Duration.ofMinutes(10));
            fixture.crash();

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.CANCELED));
            assertThat(fixture.service.requests(Call.CANCEL), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSayThatItAskedWhereThatIsNotKnown(Scenario scenario) {
        try (PublicationFixture fixture = waiting(scenario, ConflictPolicy.FAIL)) {
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.current().cancel();
            fixture.clock.advance(Duration.ofMinutes(10));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.ABORTED));
            assertThat(outcome.message(), containsString("It is not known whether the service was asked to cancel"));
            assertThat(fixture.service.requests(Call.CANCEL), is(0));
        }
    }
}
