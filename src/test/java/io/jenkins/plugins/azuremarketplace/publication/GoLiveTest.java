package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A go-live is submitted once, whatever happens to the request, its answer and the process that waits for it. */
class GoLiveTest {

    private static final String OFFER = Bench.OFFER.id();

    static Stream<Arguments> lostAnswers() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(
                                Fault.dropAfter(),
                                Fault.answerAfter(500),
                                Fault.answerAfter(503),
                                Fault.withoutLocation(),
                                Fault.delayAfter(Duration.ofSeconds(1)))
                        .map(fault -> Arguments.of(backend, fault)));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void adoptsTheGoLiveWhoseAnswerWasLost(Backend backend, Fault fault) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, fault);

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
            assertThat(
                    bench.wholeLog(), anyOf(containsString("had been accepted"), containsString("accepted, but no")));
        }
    }

    static Stream<Arguments> unprocessed() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(
                                Fault.drop(),
                                Fault.answer(500),
                                Fault.answer(503),
                                Fault.html(502),
                                Fault.answer(408),
                                Fault.answer(425))
                        .map(fault -> Arguments.of(backend, fault)));
    }

    @ParameterizedTest
    @MethodSource("unprocessed")
    void sendsAgainOnProofThatNothingWasAccepted(Backend backend, Fault fault) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, fault);

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(bench.service.requests(Call.GO_LIVE), is(2));
            assertThat(bench.wholeLog(), containsString("was not accepted. Submitting it again."));
            assertThat(
                    Duration.between(Bench.START, secondRequest(bench)).compareTo(PollSchedule.ABSENCE),
                    greaterThan(-1));
        }
    }

    private static Instant secondRequest(Bench bench) {
        return bench.service.requests().stream()
                .filter(request -> request.call() == Call.GO_LIVE)
                .skip(1)
                .findFirst()
                .orElseThrow()
                .at();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeAListThatLagsForAProof(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.submissionsLag(Duration.ofMinutes(14));
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAnOperationOfAnUnknownKindNeitherForTheAnswerNorForAProof(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            bench.runUntilFirstRequest();
            bench.disguise = real -> withSubmissions(
                    real,
                    known -> new Submission(
                            known.id(), known.identity(), null, "", known.status(), known.changed(), known.location()));

            assertThat(bench.run().kind(), is(Kind.UNKNOWN));

            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
            assertThat(bench.wholeLog(), containsString("without telling what it does"));
        }
    }

    static Marketplace withSubmissions(Marketplace real, UnaryOperator<Submission> change) {
        return (Marketplace) Proxy.newProxyInstance(
                GoLiveTest.class.getClassLoader(), new Class<?>[] {Marketplace.class}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        return answer instanceof SubmissionList list
                                ? new SubmissionList(
                                        list.submissions().stream().map(change).toList(), list.complete())
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void asksAfterThrottlingLikeAfterAnyOtherDoubt(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.throttled("120"));

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(bench.wholeLog(), not(containsString("had been accepted")));
            Duration after = Duration.between(Bench.START, secondRequest(bench));
            assertThat(after.compareTo(Duration.ofMinutes(17)), greaterThan(-1));
            assertThat(after.compareTo(Duration.ofMinutes(25)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAfterThreeRequestsThatTheServiceProvablyDidNotAccept(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.always(Call.GO_LIVE, Fault.answer(500));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("3 times"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(3));
            assertThat(bench.service.accepted(OFFER), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingIfTheIntentCannotBeSaved(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.diskFull = true;

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("No space left on device"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverSendsAgainAfterAPageThatCameWithASuccess(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.html(200));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), containsString("can't be told"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(302, 307, 400, 401, 403, 404, 405, 407, 410, 412, 422)
                        .map(status -> Arguments.of(backend, status)));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void failsAtOnceIfTheServiceRefuses(Backend backend, int status) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.always(Call.GO_LIVE, Fault.answer(status));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("Nothing was submitted"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(status == 401 ? 2 : 1));
            assertThat(bench.clock.instant(), is(Bench.START));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatIsThereBeforeItSendsAnything(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.SUBMISSIONS, Fault.answer(500), Fault.drop(), Fault.garbage());

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
        }
    }

    static Stream<Arguments> blindness() {
        return Stream.of(Backend.values())
                .flatMap(backend ->
                        Stream.of(500, 503, 302, 403, 404, 410).map(status -> Arguments.of(backend, status)));
    }

    @ParameterizedTest
    @MethodSource("blindness")
    void sendsNothingIfWhatIsThereCannotBeRead(Backend backend, int status) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.always(Call.SUBMISSIONS, Fault.answer(status));
            bench.service.always(Call.STATUS, Fault.answer(status));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("Nothing was submitted"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
            boolean passing = status >= 500;
            Duration tried = Duration.between(Bench.START, bench.clock.instant());
            assertThat(tried.compareTo(Duration.ofMinutes(10)) >= 0, is(passing));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingToWhatIsNotTheService(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            for (Call call : List.of(Call.SUBMISSIONS, Call.STATUS, Call.PRODUCT)) {
                bench.service.always(call, Fault.html(200));
            }

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("something else answered"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
            assertThat(bench.clock.instant(), is(Bench.START));
        }
    }

    @Test
    void goesByTheStatusOfTheOfferIfItsListIsRefused() {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            bench.service.always(Call.SUBMISSIONS, Fault.answer(403));
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            bench.service.publicationTakes(Duration.ofDays(2));

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
        }
    }

    @Test
    void takesTheStatusOfTheOfferForAConflictIfItsListIsRefused() {
        try (Bench bench = new Bench(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            bench.service.always(Call.SUBMISSIONS, Fault.answer(403));
            bench.service.foreignOperation("contoso", OFFER, "publish");

            assertThat(bench.run().kind(), is(Kind.CONFLICT));

            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksWithoutEndForTheOperationOfWhatWasAccepted(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.withoutLocation());
            bench.service.submissionsLag(Duration.ofDays(3));
            bench.service.publicationTakes(Duration.ofDays(4));

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedThoughTheOperationIsNotKnownAfterTenMinutesIfNobodyWaits(Backend backend) {
        try (Bench bench = new Bench(backend)) {
            bench.drive(Publication.goLive(
                    Bench.OFFER, false, ConflictPolicy.FAIL, false, bench.clock.instant(), Bench.LIMIT));
            bench.service.next(Call.GO_LIVE, Fault.withoutLocation());
            bench.service.submissionsLag(Duration.ofDays(30));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.ACCEPTED));
            assertThat(outcome.message(), containsString("could not be found out"));
            assertThat(outcome.message(), containsString("https://partner.microsoft.com/"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
            Duration asked = Duration.between(Bench.START, bench.clock.instant());
            assertThat(asked.compareTo(Duration.ofMinutes(10)), greaterThan(-1));
            assertThat(asked.compareTo(Duration.ofMinutes(20)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAConflictAfterARepetitionForItsOwnOperation(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            bench.service.submissionsLag(Duration.ofMinutes(40));
            bench.service.publicationTakes(Duration.ofDays(2));

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(bench.service.requests(Call.GO_LIVE), is(2));
            assertThat(bench.wholeLog(), containsString("the go-live was accepted before"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSayThatNothingWasSubmittedWhenAnEarlierRequestWasNeverAnswered(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.drop(), Fault.answer(403));

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), not(containsString("Nothing was submitted")));
            assertThat(outcome.message(), containsString("An earlier request, sent on 2026-03-01 08:00 UTC"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithWhatIsUnknownIfTheServiceCannotBeAskedUntilTheLimit(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.next(Call.GO_LIVE, Fault.dropAfter());
            bench.runUntilFirstRequest();
            bench.service.outage(true);

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), containsString("Look at the offer in Partner Center"));
            assertThat(outcome.message(), containsString("marketplaceWait"));
            assertThat(bench.clock.instant().isBefore(Bench.START.plus(Bench.LIMIT)), is(false));
            assertThat(bench.service.requests(Call.GO_LIVE), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheLossOfEverythingButTheDiskAfterEachSave(Backend backend) {
        for (int crashAt = 1; crashAt <= 4; crashAt++) {
            try (Bench bench = new Bench(backend).goLive()) {
                int at = crashAt;
                int[] saves = {0};
                bench.whenSaved = () -> {
                    if (++saves[0] == at) {
                        throw new Crash();
                    }
                };
                Outcome outcome;
                try {
                    outcome = bench.run();
                } catch (Crash crash) {
                    bench.crash();
                    outcome = bench.run();
                }
                assertThat("crash after save " + crashAt, outcome.kind(), is(Kind.SUCCEEDED));
                assertThat("crash after save " + crashAt, bench.service.accepted(OFFER), is(1));
                assertThat(saves[0], greaterThan(crashAt));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAForeignOperationAndTheOtherChoices(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.foreignOperation("contoso", OFFER, "goLive");

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.CONFLICT));
            assertThat(outcome.message(), containsString("running since 2026-03-01 08:00 UTC"));
            assertThat(outcome.message(), containsString("'wait'"));
            assertThat(outcome.message(), containsString("'attach'"));
            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
            assertThat(bench.publication.operation(), is(nullValue()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAForeignOperationThenGoesLive(Backend backend) {
        try (Bench bench = new Bench(backend).goLive(ConflictPolicy.WAIT)) {
            bench.service.foreignOperation("contoso", OFFER, "publish");

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
            assertThat(
                    bench.log.stream()
                            .filter(line -> line.startsWith("Waiting until"))
                            .count(),
                    is(1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void attachesToAForeignGoLive(Backend backend) {
        try (Bench bench = new Bench(backend).goLive(ConflictPolicy.ATTACH)) {
            bench.service.foreignOperation("contoso", OFFER, "goLive");

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.publication.isAttached(), is(true));
            assertThat(bench.service.requests(Call.GO_LIVE), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverTakesTheEndOfAForeignPreviewForAGoLive(Backend backend) {
        try (Bench bench = new Bench(backend).goLive(ConflictPolicy.ATTACH)) {
            bench.service.foreignOperation("contoso", OFFER, "publish");

            assertThat(bench.run().kind(), is(Kind.CONFLICT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotAdoptAGoLiveThatBeganBeforeTheIntent(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.foreignOperation("contoso", OFFER, "goLive");
            bench.clock.advance(Duration.ofMinutes(1));
            bench.service.finish(OFFER, "failed");
            bench.clock.advance(Duration.ofMinutes(1));
            bench.service.next(Call.GO_LIVE, Fault.drop());

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));

            assertThat(bench.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsItsOwnOperationInASecondAttempt(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.runUntilAccepted();
            Publication first = bench.publication;
            bench.current().abandon();

            bench.goLive();
            bench.publication.follow(first);

            assertThat(bench.wholeLog(), bench.run().kind(), is(Kind.SUCCEEDED));
            assertThat(bench.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsAtOnceWithoutAToken(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.secret = "wrong";

            Outcome outcome = bench.run();

            assertThat(outcome.kind(), is(Kind.NO_TOKEN));
            assertThat(outcome.message(), containsString("AADSTS7000215"));
            assertThat(outcome.message(), not(containsString("wrong")));
            assertThat(bench.clock.instant(), is(Bench.START));
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesTenMinutesToReachAServiceBeforeAnythingWasSent(Backend backend) {
        try (Bench bench = new Bench(backend).goLive()) {
            bench.service.authorityOutage(true);

            assertThat(bench.run().kind(), is(Kind.NO_TOKEN));
            assertThat(bench.wholeLog(), containsString("Trying again until 2026-03-01 08:10 UTC."));

            Duration tried = Duration.between(Bench.START, bench.clock.instant());
            assertThat(tried.compareTo(Duration.ofMinutes(10)), greaterThan(-1));
            assertThat(tried.compareTo(Duration.ofMinutes(20)), is(-1));
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }
}
