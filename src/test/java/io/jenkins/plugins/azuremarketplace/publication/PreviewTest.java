package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Publishing to preview, and going live with what was published: what differs from a go-live alone. */
class PreviewTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

    private static PublicationFixture publish(Backend backend) {
        return new PublicationFixture(backend).drive(request(Target.PREVIEW));
    }

    private static PublicationRequest.Builder request(Target target) {
        return PublicationRequest.publish(target, PublicationFixture.OFFER).waiting(true);
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

            fixture.drive(request(Target.LIVE));
            fixture.publication.follow(preview);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));
            assertThat(fixture.service.accepted(OFFER), is(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotOurGoLiveWhenSomebodyElseTakesItThere(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.run();
            Publication preview = fixture.publication;
            fixture.service.foreignOperation("contoso", OFFER, "goLive");

            fixture.drive(request(Target.LIVE));
            fixture.publication.follow(preview);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.CONFLICT));
            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotInTheWayOfAnotherPreview(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.run();

            fixture.drive(request(Target.PREVIEW));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));
            assertThat(fixture.service.accepted(OFFER), is(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotMistakenForThePreviewBefore(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.run();
            fixture.drive(request(Target.PREVIEW));
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            Set<String> before = new HashSet<>();
            fixture.disguise = real -> Disguise.withSubmissions(real, one -> {
                if (fixture.service.requests(Call.SUBMIT) < 2) {
                    before.add(one.id());
                }
                return before.contains(one.id()) ? one : Disguise.withoutTarget(one);
            });

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.UNKNOWN));

            assertThat(fixture.service.requests(Call.SUBMIT), is(2));
        }
    }

    static Stream<Arguments> knownByStatus() {
        return Stream.of(Arguments.of(Fault.drop(), Kind.UNKNOWN), Arguments.of(Fault.dropAfter(), Kind.IN_PREVIEW));
    }

    @ParameterizedTest
    @MethodSource("knownByStatus")
    void isNotMistakenForOneThatWasKnownByTheStatusOfTheOfferAlone(Fault fault, Kind kind) {
        try (PublicationFixture fixture = publish(Backend.CLOUD_PARTNER_PORTAL)) {
            ((PortalSimulator) fixture.service).previewInSignoff("contoso", OFFER);
            fixture.service.next(Call.SUBMISSIONS, Fault.answer(403));
            fixture.service.next(Call.SUBMIT, fault);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(kind));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @Test
    void isNotTakenForAGoLiveBecauseAnotherOneTookItsPlace() {
        try (PublicationFixture fixture = Scenario.PORTAL_LIVE.publish()) {
            PortalSimulator portal = (PortalSimulator) fixture.service;
            portal.previewInSignoff("contoso", OFFER);
            portal.previewsAwaitSignoff(true);
            portal.previewsLookLive(true);
            Runnable another = () -> portal.foreignOperation("contoso", OFFER, "publish");
            portal.next(Call.SUBMIT, Fault.answer(500).beforehand(another));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.UNKNOWN));

            assertThat(portal.accepted(OFFER), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAWaitForItThatWasTakenUpElsewhere(Backend backend) {
        try (PublicationFixture fixture = publish(backend)) {
            fixture.runUntilAccepted();
            String operation = fixture.publication.operation();
            fixture.drive(PublicationRequest.watch(Target.PREVIEW, operation));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));
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

                fixture.drive(request(Target.LIVE).anyPreview(anyPreview));
                fixture.publication.follow(preview);
                fixture.publication.follow(conflict());
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

    /** A second preview of the same build, of which nothing came. */
    private static Publication conflict() {
        Publication second =
                new Publication(request(Target.PREVIEW).begin(PublicationFixture.START, PublicationFixture.LIMIT));
        second.end(Outcome.of(Kind.CONFLICT, "Another operation is running."), PublicationFixture.START);
        return second;
    }
}
