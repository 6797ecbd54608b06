package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Canceling an operation by its location, whoever started it. */
class RequestedCancellationTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

    private static PublicationRequest.Builder goLive() {
        return PublicationRequest.publish(Target.LIVE, PublicationFixture.OFFER).waiting(true);
    }

    /** A go-live of somebody who is not there any more. */
    private static PublicationFixture running(Backend backend) {
        PublicationFixture fixture = new PublicationFixture(backend);
        fixture.drive(goLive()).runUntilAccepted();
        return fixture;
    }

    private static PublicationFixture canceling(PublicationFixture fixture, boolean wait) {
        return fixture.drive(new Publication(
                PublicationRequest.cancel(fixture.publication.operation(), wait, fixture.clock.instant())));
    }

    private static boolean isFulfilled(PublicationFixture fixture, Outcome outcome) {
        return fixture.publication.request().isFulfilledBy(outcome.kind());
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, true, CANCELED, was canceled.",
        "AT_ONCE, true, CANCELED, was canceled.",
        "IGNORED, true, EXPIRED, did not do so within 3 min",
        "TOO_LATE, true, TOO_LATE, Too late to cancel",
        "ACCEPTED, false, ACCEPTED, Asked the service to cancel",
        "AT_ONCE, false, ACCEPTED, Asked the service to cancel",
        "TOO_LATE, false, TOO_LATE, Too late to cancel"
    })
    void endsByWhatTheServiceMakesOfIt(CancelForm form, boolean wait, Kind kind, String words) {
        for (Backend backend : Backend.values()) {
            try (PublicationFixture fixture = running(backend)) {
                fixture.service.cancels(form);
                fixture.service.cancelTakes(Duration.ofMinutes(2));

                Outcome outcome = canceling(fixture, wait).run();

                assertThat(fixture.wholeLog(), outcome.kind(), is(kind));
                assertThat(outcome.message(), containsString(words));
                assertThat(isFulfilled(fixture, outcome), is(kind == Kind.CANCELED || kind == Kind.ACCEPTED));
                assertThat(fixture.service.requests(Call.CANCEL), is(1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "completed, TOO_LATE, was complete already",
        "failed, TOO_LATE, had failed before",
        "canceled, CANCELED, was canceled"
    })
    void cancelsNothingThatIsOver(String end, Kind kind, String words) {
        for (Backend backend : Backend.values()) {
            try (PublicationFixture fixture = running(backend)) {
                fixture.service.finish(OFFER, end);
                // What runs now is somebody else's.
                fixture.service.foreignOperation("contoso", OFFER, "publish");

                Outcome outcome = canceling(fixture, true).run();

                assertThat(outcome.kind(), is(kind));
                assertThat(outcome.message(), containsString(words));
                assertThat(fixture.service.requests(Call.CANCEL), is(0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTooLateWhereItEndsWhileItIsCanceled(Backend backend) {
        try (PublicationFixture fixture = running(backend)) {
            fixture.service.next(
                    Call.CANCEL, Fault.none().beforehand(() -> fixture.service.finish(OFFER, "completed")));

            Outcome outcome = canceling(fixture, true).run();

            assertThat(outcome.kind(), is(Kind.TOO_LATE));
            assertThat(outcome.message(), containsString("was complete already"));
        }
    }

    private static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of(Kind.NO_TOKEN, obstacle(fixture -> fixture.secret = "another one")),
                Arguments.of(Kind.REFUSED, obstacle(fixture -> fixture.service.forbid(true))),
                Arguments.of(Kind.REFUSED, obstacle(fixture -> fixture.service.next(Call.CANCEL, Fault.answer(403)))),
                Arguments.of(
                        Kind.REFUSED, obstacle(fixture -> fixture.service.always(Call.CANCEL, Fault.answer(503)))));
    }

    private static Consumer<PublicationFixture> obstacle(Consumer<PublicationFixture> made) {
        return made;
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void saysWhyItCannotBeAsked(Kind kind, Consumer<PublicationFixture> obstacle) {
        for (Backend backend : Backend.values()) {
            try (PublicationFixture fixture = running(backend)) {
                obstacle.accept(fixture);
                Instant begun = fixture.clock.instant();

                Outcome outcome = canceling(fixture, true).run();

                assertThat(outcome.message(), outcome.kind(), is(kind));
                assertThat(outcome.message(), not(containsString("was asked")));
                assertThat(
                        Duration.between(begun, fixture.clock.instant()).compareTo(Cancellation.LONGEST) <= 0,
                        is(true));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void outlastsWhatPasses(Backend backend) {
        try (PublicationFixture fixture = running(backend)) {
            fixture.service.next(Call.OPERATION, Fault.answer(503), Fault.garbage());
            fixture.service.next(Call.CANCEL, Fault.answer(429));

            assertThat(canceling(fixture, true).run().kind(), is(Kind.CANCELED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnAfterACrash(Backend backend) {
        try (PublicationFixture fixture = running(backend)) {
            fixture.service.cancelTakes(Duration.ofMinutes(1));
            canceling(fixture, true).turn();
            fixture.crash();

            assertThat(fixture.run().kind(), is(Kind.CANCELED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingThatALaterGoLiveWouldTakeForItsOwn(Backend backend) {
        try (PublicationFixture fixture = running(backend)) {
            fixture.service.cancels(CancelForm.IGNORED);
            canceling(fixture, true).run();
            Publication cancellation = fixture.publication;

            fixture.drive(goLive());
            fixture.publication.follow(cancellation);

            assertThat(fixture.run().kind(), is(Kind.CONFLICT));
        }
    }

    @Test
    void needsAnOfferWhereTheServiceCancelsByOffers() {
        try (PublicationFixture fixture = running(Backend.CLOUD_PARTNER_PORTAL)) {
            String nameless =
                    fixture.publication.operation().replaceFirst("/api/publishers.*/operations", "/api/operations");
            fixture.drive(new Publication(PublicationRequest.cancel(nameless, true, fixture.clock.instant())));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("does not tell which offer to cancel"));
        }
    }

    @Test
    void needsAJobWhereTheServiceCancelsByJobs() {
        try (PublicationFixture fixture = running(Backend.PRODUCT_INGESTION)) {
            String submission = fixture.publication.submission();
            fixture.drive(new Publication(PublicationRequest.cancel(submission, true, fixture.clock.instant())));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("is not known, so it can't be canceled here"));
        }
    }
}
