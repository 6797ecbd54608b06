package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishing to preview, and going live with what was published: what differs from a go-live alone. */
class PreviewTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

    private static PublicationFixture publish(Backend backend) {
        return new PublicationFixture(backend).drive(wanted -> wanted.publication(Target.PREVIEW, true));
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenThePreviewIsReady(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            Outcome outcome = fixture.run();

            assertThat(fixture.wholeLog(), outcome.kind(), is(Kind.IN_PREVIEW));
            assertThat(outcome.message(), containsString("The preview of contoso/contoso-offer is ready."));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(fixture.wholeLog(), not(containsString("go-live of")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesLiveWithItAfterwards(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));
            Publication preview = fixture.publication;

            fixture.goLive();
            fixture.publication.follow(preview);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));
            assertThat(fixture.service.accepted(OFFER), is(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotInTheWayOfAnotherPreview(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.run();

            fixture.drive(wanted -> wanted.publication(Target.PREVIEW, true));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));
            assertThat(fixture.service.accepted(OFFER), is(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedWhereNobodyWaits(Backend backend) {
        try (PublicationFixture fixture =
                new PublicationFixture(backend).drive(wanted -> wanted.publication(Target.PREVIEW, false))) {
            assertThat(fixture.run().kind(), is(Kind.ACCEPTED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithItsReasons(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.service.endsWith("failed", "The image is not generalized.");

            Outcome outcome = fixture.run();

            assertThat(fixture.wholeLog(), outcome.kind(), is(Kind.FAILED));
            assertThat(outcome.reasons(), hasItem(containsString("The image is not generalized.")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotMistakenForThePreviewBefore(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.run();
            fixture.drive(wanted -> wanted.publication(Target.PREVIEW, true));
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            Set<String> before = new HashSet<>();
            fixture.disguise = real -> SubmitterTest.withSubmissions(real, one -> {
                if (fixture.service.requests(Call.SUBMIT) < 2) {
                    before.add(one.id());
                }
                return before.contains(one.id()) ? one : withoutTarget(one);
            });

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.UNKNOWN));

            assertThat(fixture.service.requests(Call.SUBMIT), is(2));
        }
    }

    private static Submission withoutTarget(Submission one) {
        return new Submission(one.id(), one.identity(), null, "", one.status(), one.changed(), one.location());
    }

    static List<Fault> lost() {
        return List.of(Fault.dropAfter(), Fault.answerAfter(503), Fault.withoutLocation());
    }

    @ParameterizedTest
    @EnumSource
    void isSubmittedOnceThoughItsAnswerIsLost(Backend backend) {
        for (Fault fault : lost()) {
            try (PublicationFixture fixture = publish(backend)) {
                fixture.service.submissionsLag(Duration.ofMinutes(14));
                fixture.service.next(Call.SUBMIT, fault);

                assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));

                assertThat(fixture.service.accepted(OFFER), is(1));
                assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSentAgainOnlyAfterAQuarterOfAnHourWithoutIt(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.service.next(Call.SUBMIT, Fault.drop());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.wholeLog(), containsString("shows no publication to preview"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheLossOfEverythingButTheDisk(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.runUntilFirstRequest();
            fixture.crash();

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));
            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAConflictWhileAGoLiveRuns(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.service.foreignOperation("contoso", OFFER, "goLive");

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.CONFLICT));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAWaitForItThatWasTakenUpElsewhere(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.runUntilAccepted();
            String operation = fixture.publication.operation();
            fixture.drive(new Publication(PublicationRequest.watch(Target.PREVIEW, operation)
                    .begin(fixture.clock.instant(), PublicationFixture.LIMIT)));

            assertThat(fixture.wholeLog(), fixture.run().kind().isSuccess(), is(true));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PRODUCT_INGESTION")
    void refusesToMakeAnotherPreviewPublicUnseen(Backend backend) {
        for (boolean anyPreview : new boolean[] {false, true}) {
            try (PublicationFixture fixture = publish(backend)) {
                fixture.run();
                Publication preview = fixture.publication;
                assertThat(preview.submission(), is(notNullValue()));
                ((IngestionSimulator) fixture.service).preview(OFFER, PreviewState.SUCCEEDED);

                fixture.drive(
                        wanted -> new Publication(PublicationRequest.publish(Target.LIVE, PublicationFixture.OFFER)
                                .waiting(true)
                                .anyPreview(anyPreview)
                                .begin(fixture.clock.instant(), PublicationFixture.LIMIT)));
                fixture.publication.follow(preview);
                Outcome outcome = fixture.run();

                assertThat(outcome.message(), outcome.kind(), is(anyPreview ? Kind.SUCCEEDED : Kind.REFUSED));
                if (!anyPreview) {
                    assertThat(outcome.message(), containsString("somebody published a newer preview"));
                    assertThat(outcome.message(), containsString("Nothing was submitted"));
                }
                assertThat(fixture.service.accepted(OFFER), is(anyPreview ? 2 : 1));
            }
        }
    }
}
