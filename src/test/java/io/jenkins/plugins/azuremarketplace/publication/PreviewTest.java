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

    private static final String OFFER = Bench.OFFER.id();

    private static Bench publish(Backend backend) {
        return new Bench(backend).drive(wanted -> wanted.publication(Target.PREVIEW, true));
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenThePreviewIsReady(Backend backend) {
        try (Bench bench = publish(backend)) {
            Outcome outcome = bench.run();

            assertThat(bench.wholeLog(), outcome.kind(), is(Kind.IN_PREVIEW));
            assertThat(outcome.message(), containsString("The preview of contoso/contoso-offer is ready."));
            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
            assertThat(bench.wholeLog(), not(containsString("go-live of")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesLiveWithItAfterwards(Backend backend) {
        try (Bench bench = publish(backend)) {
            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.IN_PREVIEW));
            Publication preview = bench.publication;

            bench.goLive();
            bench.publication.follow(preview);

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));
            assertThat(bench.service.accepted(OFFER), is(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotInTheWayOfAnotherPreview(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.run();

            bench.drive(wanted -> wanted.publication(Target.PREVIEW, true));

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.IN_PREVIEW));
            assertThat(bench.service.accepted(OFFER), is(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedWhereNobodyWaits(Backend backend) {
        try (Bench bench = new Bench(backend).drive(wanted -> wanted.publication(Target.PREVIEW, false))) {
            assertThat(bench.run().kind(), is(Kind.ACCEPTED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithItsReasons(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.service.endsWith("failed", "The image is not generalized.");

            Outcome outcome = bench.run();

            assertThat(bench.wholeLog(), outcome.kind(), is(Kind.FAILED));
            assertThat(outcome.reasons(), hasItem(containsString("The image is not generalized.")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotMistakenForThePreviewBefore(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.run();
            bench.drive(wanted -> wanted.publication(Target.PREVIEW, true));
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            Set<String> before = new HashSet<>();
            bench.disguise = real -> GoLiveTest.withSubmissions(real, one -> {
                if (bench.service.requests(Call.GO_LIVE) < 2) {
                    before.add(one.id());
                }
                return before.contains(one.id()) ? one : withoutTarget(one);
            });

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.UNKNOWN));

            assertThat(bench.service.requests(Call.GO_LIVE), is(2));
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
            try (Bench bench = publish(backend)) {
                bench.service.submissionsLag(Duration.ofMinutes(14));
                bench.service.next(Call.GO_LIVE, fault);

                assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.IN_PREVIEW));

                assertThat(bench.service.accepted(OFFER), is(1));
                assertThat(bench.service.requests(Call.GO_LIVE), is(1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isSentAgainOnlyAfterAQuarterOfAnHourWithoutIt(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.service.next(Call.GO_LIVE, Fault.drop());

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.IN_PREVIEW));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(bench.wholeLog(), containsString("shows no publication to preview"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheLossOfEverythingButTheDisk(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            bench.runUntilFirstRequest();
            bench.crash();

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.IN_PREVIEW));
            assertThat(bench.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAConflictWhileAGoLiveRuns(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.service.foreignOperation("contoso", OFFER, "goLive");

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.CONFLICT));
            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAWaitForItThatWasTakenUpElsewhere(Backend backend) {
        try (Bench bench = publish(backend)) {
            bench.runUntilAccepted();
            String operation = bench.publication.operation();
            bench.drive(Publication.watch(operation, Target.PREVIEW, false, bench.clock.instant(), Bench.LIMIT));

            assertThat(bench.wholeLog(), bench.run().kind().isSuccess(), is(true));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "PRODUCT_INGESTION")
    void refusesToMakeAnotherPreviewPublicUnseen(Backend backend) {
        for (boolean anyPreview : new boolean[] {false, true}) {
            try (Bench bench = publish(backend)) {
                bench.run();
                Publication preview = bench.publication;
                assertThat(preview.submission(), is(notNullValue()));
                ((IngestionSimulator) bench.service).preview(OFFER, PreviewState.SUCCEEDED);

                bench.drive(wanted -> Publication.of(
                        new Wish(Target.LIVE, Bench.OFFER, true, ConflictPolicy.FAIL, false, List.of(), anyPreview),
                        bench.clock.instant(),
                        Bench.LIMIT));
                bench.publication.follow(preview);
                Outcome outcome = bench.run();

                assertThat(outcome.message(), outcome.kind(), is(anyPreview ? Kind.SUCCEEDED : Kind.REFUSED));
                if (!anyPreview) {
                    assertThat(outcome.message(), containsString("somebody published a newer preview"));
                    assertThat(outcome.message(), containsString("Nothing was submitted"));
                }
                assertThat(bench.service.accepted(OFFER), is(anyPreview ? 2 : 1));
            }
        }
    }
}
