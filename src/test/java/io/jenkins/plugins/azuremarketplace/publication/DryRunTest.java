package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import io.jenkins.plugins.azuremarketplace.simulator.RecordedRequest;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A dry run does all that comes before the request, and writes nothing. */
class DryRunTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

    private static PublicationRequest.Builder request(Target target) {
        return PublicationRequest.publish(target, PublicationFixture.OFFER).waiting(true);
    }

    private static PublicationRequest.Builder dryRun(Target target, ConflictPolicy onConflict) {
        return request(target).onConflict(onConflict).dryRun(true);
    }

    private static Outcome run(PublicationFixture fixture, Target target, ConflictPolicy onConflict) {
        return fixture.drive(dryRun(target, onConflict)).run();
    }

    private static void assertNothingWasWritten(PublicationFixture fixture) {
        assertThat(
                fixture.service.requests().stream()
                        .filter(request -> !request.method().equals("GET") && request.call() != Call.TOKEN)
                        .map(RecordedRequest::path)
                        .toList(),
                is(empty()));
        assertThat(fixture.service.requests(Call.TOKEN), is(not(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CLOUD_PARTNER_PORTAL | LIVE    | A go-live of contoso/contoso-offer would be sent now: POST | /offers/contoso-offer/golive?",
                "CLOUD_PARTNER_PORTAL | PREVIEW | A publication to preview of contoso/contoso-offer would be sent now: POST | /offers/contoso-offer/publish?",
                "PRODUCT_INGESTION    | LIVE    | A go-live of contoso/contoso-offer would be sent now: POST | preview2 for submission/",
                "PRODUCT_INGESTION    | PREVIEW | A publication to preview of contoso/contoso-offer would be sent now: POST | /configure?"
            })
    void tellsWhatWouldBeSent(Backend backend, Target target, String sentence, String request) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            Outcome outcome = run(fixture, target, ConflictPolicy.FAIL);

            assertThat(outcome.kind(), is(Kind.DRY_RUN));
            assertThat(outcome.kind().isSuccess(), is(true));
            assertThat(outcome.message(), startsWith("Dry run: nothing was sent. " + sentence));
            assertThat(outcome.message(), containsString(request));
            assertThat(fixture.publication.operation(), is(nullValue()));
            assertNothingWasWritten(fixture);
        }
    }

    @ParameterizedTest
    @EnumSource
    void worksByTheRequestThatARealOneSends(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            String told = run(fixture, Target.LIVE, ConflictPolicy.FAIL).message();
            fixture.drive(request(Target.LIVE)).runUntilAccepted();

            String sent = fixture.service.requests().stream()
                    .filter(request -> request.call() == Call.SUBMIT)
                    .findFirst()
                    .orElseThrow()
                    .path();
            assertThat(told, containsString(sent));
        }
    }

    private static Stream<Arguments> obstacles() {
        return Stream.of(
                Arguments.of(Kind.NO_TOKEN, obstacle(fixture -> fixture.secret = "another one")),
                Arguments.of(Kind.REFUSED, obstacle(fixture -> fixture.service.forbid(true))),
                Arguments.of(Kind.REFUSED, obstacle(fixture -> fixture.service.unknownOffer(OFFER))),
                Arguments.of(
                        Kind.CONFLICT,
                        obstacle(fixture -> fixture.service.foreignOperation("contoso", OFFER, "publish"))),
                Arguments.of(Kind.REFUSED, obstacle(fixture -> fixture.service.outage(true))));
    }

    private static Consumer<PublicationFixture> obstacle(Consumer<PublicationFixture> made) {
        return made;
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void failsWhereARealOneFailsBeforeItSends(Kind kind, Consumer<PublicationFixture> obstacle) {
        for (Backend backend : Backend.values()) {
            try (PublicationFixture fixture = new PublicationFixture(backend)) {
                obstacle.accept(fixture);

                Outcome dry = run(fixture, Target.LIVE, ConflictPolicy.FAIL);

                assertThat(dry.message(), dry.kind(), is(kind));
                assertNothingWasWritten(fixture);
                assertThat(fixture.drive(request(Target.LIVE)).run().kind(), is(kind));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, REFUSED",
        "RUNNING, CONFLICT",
        "FAILED, REFUSED",
        "ALREADY_LIVE, ALREADY_LIVE",
        "SUCCEEDED, DRY_RUN"
    })
    void looksAtThePreview(PreviewState preview, Kind kind) {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION)) {
            ((IngestionSimulator) fixture.service).preview(OFFER, preview);

            assertThat(run(fixture, Target.LIVE, ConflictPolicy.FAIL).kind(), is(kind));
            assertNothingWasWritten(fixture);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WAIT   | publish | DRY_RUN  | would wait until the operation ",
                "WAIT   | goLive  | DRY_RUN  | would wait until the operation ",
                "ATTACH | goLive  | DRY_RUN  | would be watched instead.",
                "ATTACH | publish | CONFLICT | Cannot attach to the operation "
            })
    void tellsWhatWouldBecomeOfAConflictAndWaitsForNothing(
            ConflictPolicy onConflict, String other, Kind kind, String words) {
        for (Backend backend : Backend.values()) {
            try (PublicationFixture fixture = new PublicationFixture(backend)) {
                fixture.service.foreignOperation("contoso", OFFER, other);

                Outcome outcome = run(fixture, Target.LIVE, onConflict);

                assertThat(outcome.kind(), is(kind));
                assertThat(outcome.message(), containsString(words));
                assertThat(fixture.clock.instant(), is(PublicationFixture.START));
                assertThat(fixture.publication.operation(), is(nullValue()));
                assertNothingWasWritten(fixture);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void watchesNoOperationOfAnEarlierAttempt(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            fixture.drive(request(Target.LIVE)).runUntilAccepted();
            fixture.current().abandon();
            Publication earlier = fixture.publication;

            fixture.drive(dryRun(Target.LIVE, ConflictPolicy.FAIL));
            fixture.publication.follow(earlier);
            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.DRY_RUN));
            assertThat(outcome.message(), containsString("would continue with operation "));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotGetToTheBottomOfAnEarlierAttempt(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.drive(request(Target.LIVE)).runUntilFirstRequest();
            fixture.current().abandon();
            Publication earlier = fixture.publication;

            fixture.drive(dryRun(Target.LIVE, ConflictPolicy.FAIL));
            fixture.publication.follow(earlier);
            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.DRY_RUN));
            assertThat(outcome.message(), containsString("was never answered"));
        }
    }

    @Test
    void leavesNothingForALaterAttempt() {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION)) {
            fixture.drive(request(Target.PREVIEW)).run();
            Publication preview = fixture.publication;
            run(fixture, Target.PREVIEW, ConflictPolicy.FAIL);
            Publication dry = fixture.publication;
            ((IngestionSimulator) fixture.service).preview(OFFER, PreviewState.SUCCEEDED);

            fixture.drive(request(Target.LIVE));
            fixture.publication.follow(preview);
            fixture.publication.follow(dry);

            // Somebody's newer preview is still noticed, as if there had been no dry run.
            assertThat(fixture.run().message(), containsString("somebody published a newer preview"));
        }
    }
}
