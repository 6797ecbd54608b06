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

    private static final String OFFER = Bench.OFFER.id();

    @ParameterizedTest
    @EnumSource
    void waitsFiveDaysInFewerThanSixtyLines(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.publicationTakes(Duration.ofDays(5));

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            Duration waited = Duration.between(Bench.START, bench.clock.instant());
            assertThat(waited.toHours(), is(120L));
            assertThat(bench.wholeLog(), bench.log.size(), lessThan(60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesThirtyMinutesOfOutageWithTwoLines(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.publicationTakes(Duration.ofDays(1));
            bench.runUntil(Duration.ofHours(1));
            bench.service.outage(true);
            bench.service.authorityOutage(true);
            int before = bench.log.size();
            bench.runUntil(Duration.ofMinutes(90));
            bench.service.outage(false);
            bench.service.authorityOutage(false);
            bench.runUntil(Duration.ofMinutes(100));

            List<String> said = bench.log.subList(before, bench.log.size()).stream()
                    .filter(line -> line.contains("rouble"))
                    .toList();
            assertThat(said, hasSize(2));
            assertThat(said.get(0), startsWith("Trouble since 2026-03-01 09:0"));
            assertThat(said.get(1), containsString("The trouble is over after 3"));
            assertThat(bench.run().kind(), is(Kind.SUCCEEDED));
        }
    }

    static Stream<Arguments> weather() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(
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
                                Fault.delay(Duration.ofSeconds(1)))
                        .map(fault -> Arguments.of(backend, fault)));
    }

    @ParameterizedTest
    @MethodSource("weather")
    void takesTroubleWhileLookingForWeather(Backend backend, Fault fault) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntil(Duration.ofMinutes(20));
            bench.service.next(Call.OPERATION, fault, fault, fault);

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotMentionASingleHiccup(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntil(Duration.ofMinutes(20));
            bench.service.next(Call.OPERATION, Fault.answer(500));

            bench.run();

            assertThat(bench.wholeLog(), not(containsString("rouble")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsAsLongAsTheServiceAsks(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntil(Duration.ofMinutes(20));
            bench.service.next(Call.OPERATION, Fault.throttled("1800"));
            bench.turn();
            int looks = bench.service.requests(Call.OPERATION);
            Observation.Pending pending = (Observation.Pending) bench.turn();
            assertThat(bench.service.requests(Call.OPERATION), is(looks + 1));
            assertThat(pending.nextLook().isAfter(bench.clock.instant()), is(true));
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(
                                Fault.answer(400),
                                Fault.answer(403),
                                Fault.answer(404),
                                Fault.answer(409),
                                Fault.answer(410),
                                Fault.html(400),
                                Fault.html(200),
                                Fault.redirect("https://login.example/"))
                        .map(fault -> Arguments.of(backend, fault)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void takesRefusalsOfLessThanAnHourForTrouble(Backend backend, Fault fault) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.publicationTakes(Duration.ofHours(8));
            bench.runUntilAccepted();
            bench.service.always(Call.OPERATION, fault);
            bench.runUntil(Duration.ofMinutes(50));
            assertThat(bench.wholeLog(), containsString("Trouble since"));
            bench.service.always(Call.OPERATION, Fault.none());

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));
        }
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void endsWhenRefusalsHaveBeenTheOnlyAnswerForAnHour(Backend backend, Fault fault) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.publicationTakes(Duration.ofHours(8));
            bench.runUntil(Duration.ofMinutes(20));
            bench.service.always(Call.OPERATION, fault);

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("may still be running"));
            Duration waited = Duration.between(Bench.START, bench.clock.instant());
            assertThat(waited.compareTo(Duration.ofMinutes(80)), greaterThan(-1));
            assertThat(waited.compareTo(Duration.ofMinutes(100)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksAtLeastFiveTimesBeforeItBelievesARefusal(Backend backend) {
        try (Bench bench = new Bench(backend)) {
            bench.steady = Duration.ofHours(1);
            bench.goLive();
            bench.service.publicationTakes(Duration.ofDays(3));
            bench.runUntil(Duration.ofHours(3));
            int before = bench.service.requests(Call.OPERATION);
            bench.service.always(Call.OPERATION, Fault.answer(404));

            assertThat(bench.run().kind(), is(Kind.REFUSED));

            assertThat(bench.service.requests(Call.OPERATION) - before, greaterThan(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsSoonIfAnOperationThatWasGivenIsNeverSeen(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntilAccepted();
            String operation = bench.publication.operation();
            bench.drive(Publication.watch(operation, false, bench.clock.instant(), Bench.LIMIT));
            bench.service.always(Call.OPERATION, Fault.answer(404));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("check its location"));
            assertThat(bench.service.requests(Call.OPERATION), is(3));
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("completed", Kind.SUCCEEDED),
                Arguments.of("complete", Kind.SUCCEEDED),
                Arguments.of("succeeded", Kind.SUCCEEDED),
                Arguments.of("failed", Kind.FAILED),
                Arguments.of("canceled", Kind.CANCELED),
                Arguments.of("cancelled", Kind.CANCELED),
                Arguments.of("rejected", Kind.REJECTED));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void knowsEveryEnd(String word, Kind kind) {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            bench.service.endsWith(word, "An image is missing.");

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(kind));
            if (!kind.isSuccess()) {
                assertThat(outcome.reasons(), hasItem(containsString("An image is missing.")));
                assertThat(outcome.message(), containsString("https://partner.microsoft.com/"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAReasonWholeAndSaysItShortened(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.endsWith("failed", "x".repeat(9_000));

            Outcome outcome = bench.run();

            assertThat(outcome.reasons(), hasItem(containsString("x".repeat(9_000))));
            assertThat(outcome.message(), containsString("x".repeat(3_900)));
            assertThat(outcome.message(), not(containsString("x".repeat(4_000))));
        }
    }

    @Test
    void takesAnUnknownWordForStillRunningAndSaysSoOnce() {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            bench.service.endsWith("meditating");

            assertThat(bench.run().kind(), is(Kind.EXPIRED));

            assertThat(
                    bench.log.stream()
                            .filter(line -> line.contains("“meditating”"))
                            .count(),
                    is(1L));
        }
    }

    @Test
    void showsAtOnceThatAHumanMustAct() {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            bench.service.signoffWaits(true);
            bench.runUntil(Duration.ofHours(3));

            assertThat(
                    bench.log,
                    hasItem(
                            containsString(
                                    "Publisher signoff waits for the publisher's review – somebody must act in Partner Center")));
        }
    }

    @Test
    void doesNotLetABlockedStepDecide() {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            bench.service.blockedStep("Certification", "No image was found for the <b>plan contoso</b>.");
            bench.runUntil(Duration.ofHours(3));
            assertThat(bench.log, hasItem(containsString("Certification is blocked – somebody must act")));
            assertThat(bench.log, hasItem(containsString("No image was found for the plan contoso.")));

            bench.service.release();

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));
        }
    }

    @Test
    void warnsIfTheOfferContradictsTheSuccessOfItsOperation() {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            ((PortalSimulator) bench.service).contradictStatus("failed");

            assertThat(bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(
                    bench.log,
                    hasItem(startsWith("Warning: the operation is complete, but the offer's status is: failed")));
            assertThat(bench.service.requests(Call.STATUS), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheLimitAndSaysHowToGoOn(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.hold();

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.EXPIRED));
            assertThat(bench.clock.instant(), is(Bench.START.plus(Bench.LIMIT)));
            assertThat(
                    outcome.message(),
                    containsString("marketplaceWait operation: '" + bench.publication.operation() + "'"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksOnceMoreWhenTheLimitPassedWhileNobodyCouldLook(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntil(Duration.ofMinutes(30));
            bench.clock.advance(Duration.ofDays(10));
            bench.crash();

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnWhenTheSecretWasRotatedWhileItWaited(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.publicationTakes(Duration.ofDays(1));
            bench.runUntil(Duration.ofHours(2));
            bench.service.secret("rotated");
            bench.service.revokeTokens();
            bench.runUntil(Duration.ofHours(4));
            assertThat(bench.wholeLog(), containsString("AADSTS7000215"));

            bench.secret = "rotated";

            assertThat(bench.run().kind(), is(Kind.SUCCEEDED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotBeginToWaitWithCredentialsThatAreRefused(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntilAccepted();
            String operation = bench.publication.operation();
            bench.drive(Publication.watch(operation, false, bench.clock.instant(), Bench.LIMIT));
            bench.secret = "wrong";

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.NO_TOKEN));
            assertThat(outcome.message(), containsString("AADSTS7000215"));
            assertThat(outcome.message(), not(containsString("submitted")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void logsEachMessageOfTheServiceOnceAndAsPlainText(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntil(Duration.ofMinutes(30));
            bench.service.message(
                    "<b>Look\u202e here</b><script>alert(1)</script> &amp; \u001b[8mha:////there\u001b[0m");
            bench.runUntil(Duration.ofMinutes(60));
            bench.crash();
            bench.run();

            if (backend == Backend.CLOUD_PARTNER_PORTAL) {
                List<String> said = bench.log.stream()
                        .filter(line -> line.contains("Look here"))
                        .toList();
                assertThat(said, hasSize(1));
                assertThat(said.get(0), not(containsString("alert")));
            }
            assertThat(bench.wholeLog(), not(containsString("\u001b")));
            assertThat(bench.wholeLog(), not(containsString("\u202e")));
            assertThat(bench.wholeLog(), not(containsString("<b>")));
            assertThat(bench.wholeLog(), not(containsString("<script>")));
        }
    }
}
