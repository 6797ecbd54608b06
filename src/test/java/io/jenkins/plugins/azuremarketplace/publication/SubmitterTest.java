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
import io.jenkins.plugins.azuremarketplace.api.Target;
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
class SubmitterTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

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
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, fault);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(
                    fixture.wholeLog(), anyOf(containsString("had been accepted"), containsString("accepted, but no")));
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
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, fault);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(2));
            assertThat(fixture.wholeLog(), containsString("was not accepted. Submitting it again."));
            assertThat(
                    Duration.between(PublicationFixture.START, secondRequest(fixture))
                            .compareTo(PollSchedule.ABSENCE),
                    greaterThan(-1));
        }
    }

    private static Instant secondRequest(PublicationFixture fixture) {
        return fixture.service.requests().stream()
                .filter(request -> request.call() == Call.SUBMIT)
                .skip(1)
                .findFirst()
                .orElseThrow()
                .at();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTakeAListThatLagsForAProof(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.submissionsLag(Duration.ofMinutes(14));
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAnOperationOfAnUnknownKindNeitherForTheAnswerNorForAProof(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.runUntilFirstRequest();
            fixture.disguise = real -> withSubmissions(
                    real,
                    known -> new Submission(
                            known.id(), known.identity(), null, "", known.status(), known.changed(), known.location()));

            assertThat(fixture.run().kind(), is(Kind.UNKNOWN));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(fixture.wholeLog(), containsString("without telling what it does"));
        }
    }

    static Marketplace withSubmissions(Marketplace real, UnaryOperator<Submission> change) {
        return (Marketplace) Proxy.newProxyInstance(
                SubmitterTest.class.getClassLoader(),
                new Class<?>[] {Marketplace.class},
                (proxy, method, arguments) -> {
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
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.throttled("120"));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.wholeLog(), not(containsString("had been accepted")));
            Duration after = Duration.between(PublicationFixture.START, secondRequest(fixture));
            assertThat(after.compareTo(Duration.ofMinutes(17)), greaterThan(-1));
            assertThat(after.compareTo(Duration.ofMinutes(25)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAfterThreeRequestsThatTheServiceProvablyDidNotAccept(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.always(Call.SUBMIT, Fault.answer(500));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("3 times"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(3));
            assertThat(fixture.service.accepted(OFFER), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingIfTheIntentCannotBeSaved(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.diskFull = true;

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("No space left on device"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverSendsAgainAfterAPageThatCameWithASuccess(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.html(200));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), containsString("can't be told"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
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
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.always(Call.SUBMIT, Fault.answer(status));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("Nothing was submitted"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(status == 401 ? 2 : 1));
            assertThat(fixture.clock.instant(), is(PublicationFixture.START));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatIsThereBeforeItSendsAnything(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMISSIONS, Fault.answer(500), Fault.drop(), Fault.garbage());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
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
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.always(Call.SUBMISSIONS, Fault.answer(status));
            fixture.service.always(Call.STATUS, Fault.answer(status));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("Nothing was submitted"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
            boolean passing = status >= 500;
            Duration tried = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(tried.compareTo(Duration.ofMinutes(10)) >= 0, is(passing));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingToWhatIsNotTheService(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            for (Call call : List.of(Call.SUBMISSIONS, Call.STATUS, Call.PRODUCT)) {
                fixture.service.always(call, Fault.html(200));
            }

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("something else answered"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
            assertThat(fixture.clock.instant(), is(PublicationFixture.START));
        }
    }

    @Test
    void goesByTheStatusOfTheOfferIfItsListIsRefused() {
        try (PublicationFixture fixture = new PublicationFixture(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            fixture.service.always(Call.SUBMISSIONS, Fault.answer(403));
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.service.publicationTakes(Duration.ofDays(2));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @Test
    void takesTheStatusOfTheOfferForAConflictIfItsListIsRefused() {
        try (PublicationFixture fixture = new PublicationFixture(Backend.CLOUD_PARTNER_PORTAL).goLive()) {
            fixture.service.always(Call.SUBMISSIONS, Fault.answer(403));
            fixture.service.foreignOperation("contoso", OFFER, "publish");

            assertThat(fixture.run().kind(), is(Kind.CONFLICT));

            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksWithoutEndForTheOperationOfWhatWasAccepted(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.withoutLocation());
            fixture.service.submissionsLag(Duration.ofDays(3));
            fixture.service.publicationTakes(Duration.ofDays(4));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedThoughTheOperationIsNotKnownAfterTenMinutesIfNobodyWaits(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            fixture.drive(new Publication(PublicationRequest.publish(Target.LIVE, PublicationFixture.OFFER)
                    .begin(fixture.clock.instant(), PublicationFixture.LIMIT)));
            fixture.service.next(Call.SUBMIT, Fault.withoutLocation());
            fixture.service.submissionsLag(Duration.ofDays(30));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.ACCEPTED));
            assertThat(outcome.message(), containsString("could not be found out"));
            assertThat(outcome.message(), containsString("https://partner.microsoft.com/"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            Duration asked = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(asked.compareTo(Duration.ofMinutes(10)), greaterThan(-1));
            assertThat(asked.compareTo(Duration.ofMinutes(20)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAConflictAfterARepetitionForItsOwnOperation(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.service.submissionsLag(Duration.ofMinutes(40));
            fixture.service.publicationTakes(Duration.ofDays(2));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(2));
            assertThat(fixture.wholeLog(), containsString("the go-live was accepted before"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSayThatNothingWasSubmittedWhenAnEarlierRequestWasNeverAnswered(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.drop(), Fault.answer(403));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), not(containsString("Nothing was submitted")));
            assertThat(outcome.message(), containsString("An earlier request, sent on 2026-03-01 08:00 UTC"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithWhatIsUnknownIfTheServiceCannotBeAskedUntilTheLimit(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.runUntilFirstRequest();
            fixture.service.outage(true);

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), containsString("Look at the offer in Partner Center"));
            assertThat(outcome.message(), containsString("marketplaceWait"));
            assertThat(
                    fixture.clock.instant().isBefore(PublicationFixture.START.plus(PublicationFixture.LIMIT)),
                    is(false));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheLossOfEverythingButTheDiskAfterEachSave(Backend backend) {
        for (int crashAt = 1; crashAt <= 4; crashAt++) {
            try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
                int at = crashAt;
                int[] saves = {0};
                fixture.whenSaved = () -> {
                    if (++saves[0] == at) {
                        throw new Crash();
                    }
                };
                Outcome outcome;
                try {
                    outcome = fixture.run();
                } catch (Crash crash) {
                    fixture.crash();
                    outcome = fixture.run();
                }
                assertThat("crash after save " + crashAt, outcome.kind(), is(Kind.SUCCEEDED));
                assertThat("crash after save " + crashAt, fixture.service.accepted(OFFER), is(1));
                assertThat(saves[0], greaterThan(crashAt));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesAForeignOperationAndTheOtherChoices(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.foreignOperation("contoso", OFFER, "goLive");

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.CONFLICT));
            assertThat(outcome.message(), containsString("running since 2026-03-01 08:00 UTC"));
            assertThat(outcome.message(), containsString("'wait'"));
            assertThat(outcome.message(), containsString("'attach'"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
            assertThat(fixture.publication.operation(), is(nullValue()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsForAForeignOperationThenGoesLive(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive(ConflictPolicy.WAIT)) {
            fixture.service.foreignOperation("contoso", OFFER, "publish");

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(
                    fixture.log.stream()
                            .filter(line -> line.startsWith("Waiting until"))
                            .count(),
                    is(1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void attachesToAForeignGoLive(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive(ConflictPolicy.ATTACH)) {
            fixture.service.foreignOperation("contoso", OFFER, "goLive");

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.publication.isAttached(), is(true));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverTakesTheEndOfAForeignPreviewForAGoLive(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive(ConflictPolicy.ATTACH)) {
            fixture.service.foreignOperation("contoso", OFFER, "publish");

            assertThat(fixture.run().kind(), is(Kind.CONFLICT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotAdoptAGoLiveThatBeganBeforeTheIntent(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.foreignOperation("contoso", OFFER, "goLive");
            fixture.clock.advance(Duration.ofMinutes(1));
            fixture.service.finish(OFFER, "failed");
            fixture.clock.advance(Duration.ofMinutes(1));
            fixture.service.next(Call.SUBMIT, Fault.drop());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsItsOwnOperationInASecondAttempt(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.runUntilAccepted();
            Publication first = fixture.publication;
            fixture.current().abandon();

            fixture.goLive();
            fixture.publication.follow(first);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));
            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsAtOnceWithoutAToken(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.secret = "wrong";

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.NO_TOKEN));
            assertThat(outcome.message(), containsString("AADSTS7000215"));
            assertThat(outcome.message(), not(containsString("wrong")));
            assertThat(fixture.clock.instant(), is(PublicationFixture.START));
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesTenMinutesToReachAServiceBeforeAnythingWasSent(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend).goLive()) {
            fixture.service.authorityOutage(true);

            assertThat(fixture.run().kind(), is(Kind.NO_TOKEN));
            assertThat(fixture.wholeLog(), containsString("Trying again until 2026-03-01 08:10 UTC."));

            Duration tried = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(tried.compareTo(Duration.ofMinutes(10)), greaterThan(-1));
            assertThat(tried.compareTo(Duration.ofMinutes(20)), is(-1));
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }
}
