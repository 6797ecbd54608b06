package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a wait makes of what it sees, and how little it says about it. */
class PublicationWatcherTest {

    /** Four of the six steps that take five days. */
    private static final long HOURS_TO_SIGNOFF = 80;

    @ParameterizedTest
    @EnumSource
    void waitsFiveDaysInFewerThanSixtyLines(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.publicationTakes(Duration.ofDays(5));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            Duration waited = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(waited.toHours(), is(scenario == Scenario.PORTAL_PREVIEW ? HOURS_TO_SIGNOFF : 120L));
            assertThat(fixture.wholeLog(), fixture.log.size(), lessThan(60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesThirtyMinutesOfOutageWithTwoLines(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.publicationTakes(Duration.ofDays(1));
            fixture.runUntil(Duration.ofHours(1));
            fixture.service.outage(true);
            fixture.service.authorityOutage(true);
            int before = fixture.log.size();
            fixture.runUntil(Duration.ofMinutes(90));
            fixture.service.outage(false);
            fixture.service.authorityOutage(false);
            fixture.runUntil(Duration.ofMinutes(100));

            List<String> said = fixture.log.subList(before, fixture.log.size()).stream()
                    .filter(line -> line.contains("rouble"))
                    .toList();
            assertThat(said, hasSize(2));
            assertThat(said.get(0), startsWith("Trouble since 2026-03-01 09:0"));
            assertThat(said.get(1), containsString("The trouble is over after 3"));
            assertThat(fixture.run().kind(), is(scenario.success()));
        }
    }

    static Stream<Arguments> weather() {
        return Scenario.with(
                Fault.drop(),
                Fault.answer(408),
                Fault.answer(500),
                Fault.answer(401),
                Fault.staleToken(),
                Fault.garbage(),
                Fault.html(502),
                Fault.empty(200),
                Fault.oversized(),
                Fault.oversizedGzip(),
                Fault.throttled("30"),
                Fault.unavailable("Fri, 31 Dec 2100 23:59:59 GMT"),
                Fault.delay(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("weather")
    void takesTroubleWhileLookingForWeather(Scenario scenario, Fault fault) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntil(Duration.ofMinutes(20));
            fixture.service.next(Call.OPERATION, fault, fault, fault);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotMentionASingleHiccup(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntil(Duration.ofMinutes(20));
            fixture.service.next(Call.OPERATION, Fault.answer(500));

            fixture.run();

            assertThat(fixture.wholeLog(), not(containsString("rouble")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsAsLongAsTheServiceAsks(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntil(Duration.ofMinutes(20));
            fixture.service.next(Call.OPERATION, Fault.throttled("1800"));
            fixture.turn();
            int looks = fixture.service.requests(Call.OPERATION);
            Observation.Pending pending = (Observation.Pending) fixture.turn();
            assertThat(fixture.service.requests(Call.OPERATION), is(looks + 1));
            assertThat(pending.nextPoll().isAfter(fixture.clock.instant()), is(true));
        }
    }

    static Stream<Arguments> refusals() {
        return Scenario.with(
                Fault.answer(400),
                Fault.answer(403),
                Fault.answer(404),
                Fault.answer(409),
                Fault.answer(410),
                Fault.html(400),
                Fault.html(200),
                Fault.redirect("https://login.example/"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void takesRefusalsOfLessThanAnHourForTransient(Scenario scenario, Fault fault) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.publicationTakes(Duration.ofHours(8));
            fixture.runUntilAccepted();
            fixture.service.always(Call.OPERATION, fault);
            fixture.runUntil(Duration.ofMinutes(50));
            assertThat(fixture.wholeLog(), containsString("Trouble since"));
            fixture.service.always(Call.OPERATION, Fault.none());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void endsWhenRefusalsHaveBeenTheOnlyAnswerForAnHour(Scenario scenario, Fault fault) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.publicationTakes(Duration.ofHours(8));
            fixture.runUntil(Duration.ofMinutes(20));
            fixture.service.always(Call.OPERATION, fault);

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("may still be running"));
            Duration waited = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(waited.compareTo(Duration.ofMinutes(80)), greaterThan(-1));
            assertThat(waited.compareTo(Duration.ofMinutes(100)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksAtLeastFiveTimesBeforeItBelievesARefusal(Scenario scenario) {
        try (PublicationFixture fixture = new PublicationFixture(scenario.backend)) {
            fixture.steady = Duration.ofHours(1);
            fixture.drive(scenario.request());
            fixture.service.publicationTakes(Duration.ofDays(3));
            fixture.runUntil(Duration.ofHours(3));
            int before = fixture.service.requests(Call.OPERATION);
            fixture.service.always(Call.OPERATION, Fault.answer(404));

            assertThat(fixture.run().kind(), is(Kind.REFUSED));

            assertThat(fixture.service.requests(Call.OPERATION) - before, greaterThan(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsSoonIfAnOperationThatWasGivenIsNeverSeen(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntilAccepted();
            String operation = fixture.publication.operation();
            fixture.drive(PublicationRequest.watch(scenario.target, operation));
            fixture.service.always(Call.OPERATION, Fault.answer(404));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("check its location"));
            assertThat(fixture.service.requests(Call.OPERATION), is(3));
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(Scenario.PORTAL_PREVIEW, Scenario.PORTAL_LIVE)
                .flatMap(scenario -> Stream.of(
                        Arguments.of(scenario, "completed", scenario.success()),
                        Arguments.of(scenario, "complete", scenario.success()),
                        Arguments.of(scenario, "succeeded", scenario.success()),
                        Arguments.of(scenario, "failed", Kind.FAILED),
                        Arguments.of(scenario, "canceled", Kind.CANCELED),
                        Arguments.of(scenario, "cancelled", Kind.CANCELED),
                        Arguments.of(scenario, "rejected", Kind.REJECTED)));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void knowsEveryEnd(Scenario scenario, String word, Kind kind) {
        try (PublicationFixture fixture = scenario.publish()) {
            ((PortalSimulator) fixture.service).previewsSkipSignoff(true);
            fixture.service.endsWith(word, "An image is missing.");

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(kind));
            if (!kind.isSuccess()) {
                assertThat(outcome.reasons(), hasItem(containsString("An image is missing.")));
                assertThat(outcome.message(), containsString("https://partner.microsoft.com/"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAReasonWholeAndSaysItShortened(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.endsWith("failed", "x".repeat(9_000));

            Outcome outcome = fixture.run();

            assertThat(outcome.reasons(), hasItem(containsString("x".repeat(9_000))));
            assertThat(outcome.message(), containsString("x".repeat(3_900)));
            assertThat(outcome.message(), not(containsString("x".repeat(4_000))));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PORTAL_.*")
    void takesAnUnknownWordForStillRunningAndSaysSoOnce(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            ((PortalSimulator) fixture.service).previewsSkipSignoff(true);
            fixture.service.endsWith("meditating");

            assertThat(fixture.run().kind(), is(Kind.EXPIRED));

            assertThat(
                    fixture.log.stream()
                            .filter(line -> line.contains("“meditating”"))
                            .count(),
                    is(1L));
        }
    }

    @Test
    void showsAtOnceThatAGoLiveWaitsForAHuman() {
        try (PublicationFixture fixture = Scenario.PORTAL_LIVE.publish()) {
            fixture.service.signoffWaits(true);
            fixture.runUntil(Duration.ofHours(3));

            assertThat(
                    fixture.log,
                    hasItem(
                            containsString(
                                    "Publisher signoff waits for the publisher's review – somebody must act in Partner Center")));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PORTAL_.*")
    void doesNotLetABlockedStepDecide(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.blockedStep("Certification", "No image was found for the <b>plan contoso</b>.");
            fixture.runUntil(Duration.ofHours(3));
            assertThat(fixture.log, hasItem(containsString("Certification is blocked – somebody must act")));
            assertThat(fixture.log, hasItem(containsString("No image was found for the plan contoso.")));

            fixture.service.release();

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PORTAL_.*")
    void warnsIfTheOfferContradictsTheSuccessOfItsOperation(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            PortalSimulator portal = (PortalSimulator) fixture.service;
            portal.previewsSkipSignoff(true);
            portal.contradictStatus("failed");

            assertThat(fixture.run().kind(), is(scenario.success()));

            assertThat(
                    fixture.log,
                    hasItem(startsWith("Warning: the operation is complete, but the offer's status is: failed")));
            assertThat(fixture.service.requests(Call.STATUS), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheLimitAndSaysHowToGoOn(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.hold();

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.EXPIRED));
            assertThat(fixture.clock.instant(), is(PublicationFixture.START.plus(PublicationFixture.LIMIT)));
            assertThat(
                    outcome.message(),
                    containsString("marketplaceWait operation: '" + fixture.publication.operation() + "'"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksOnceMoreWhenTheLimitPassedWhileNobodyCouldLook(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.clock.advance(Duration.ofDays(10));
            fixture.crash();

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhenTheSecretWasRotatedWhileItWaited(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.publicationTakes(Duration.ofDays(1));
            fixture.runUntil(Duration.ofHours(2));
            fixture.service.secret("rotated");
            fixture.service.revokeTokens();
            fixture.runUntil(Duration.ofHours(4));
            assertThat(fixture.wholeLog(), containsString("AADSTS7000215"));

            fixture.secret = "rotated";

            assertThat(fixture.run().kind(), is(scenario.success()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotBeginToWaitWithCredentialsThatAreRefused(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntilAccepted();
            String operation = fixture.publication.operation();
            fixture.drive(PublicationRequest.watch(scenario.target, operation));
            fixture.secret = "wrong";

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.NO_TOKEN));
            assertThat(outcome.message(), containsString("AADSTS7000215"));
            assertThat(outcome.message(), not(containsString("submitted")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void logsEachMessageOfTheServiceOnceAndAsPlainText(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntil(Duration.ofMinutes(30));
            fixture.service.message(
                    "<b>Look\u202e here</b><script>alert(1)</script> &amp; \u001b[8mha:////there\u001b[0m");
            fixture.runUntil(Duration.ofMinutes(60));
            fixture.crash();
            fixture.run();

            if (scenario.isPortal()) {
                List<String> said = fixture.log.stream()
                        .filter(line -> line.contains("Look here"))
                        .toList();
                assertThat(said, hasSize(1));
                assertThat(said.get(0), not(containsString("alert")));
            }
            assertThat(fixture.wholeLog(), not(containsString("\u001b")));
            assertThat(fixture.wholeLog(), not(containsString("\u202e")));
            assertThat(fixture.wholeLog(), not(containsString("<b>")));
            assertThat(fixture.wholeLog(), not(containsString("<script>")));
        }
    }
}
