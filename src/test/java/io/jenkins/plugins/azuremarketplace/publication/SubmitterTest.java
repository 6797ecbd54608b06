package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.Spoiling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A publication is submitted once, whatever happens to the request, its answer and the process that waits for it. */
class SubmitterTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

    static Stream<Arguments> lostAnswers() {
        return Scenario.with(
                Fault.dropAfter(),
                Fault.answerAfter(500),
                Fault.answerAfter(503),
                Fault.withoutLocation(),
                Fault.delayAfter(Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void adoptsThePublicationWhoseAnswerWasLost(Scenario scenario, Fault fault) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, fault);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(
                    fixture.wholeLog(), anyOf(containsString("had been accepted"), containsString("accepted, but no")));
        }
    }

    static Stream<Arguments> unprocessed() {
        return Scenario.with(
                Fault.drop(),
                Fault.answer(500),
                Fault.answer(503),
                Fault.html(502),
                Fault.answer(408),
                Fault.answer(425));
    }

    @ParameterizedTest
    @MethodSource("unprocessed")
    void sendsAgainOnProofThatNothingWasAccepted(Scenario scenario, Fault fault) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, fault);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

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
    void doesNotTakeAListThatLagsForAProof(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.submissionsLag(Duration.ofMinutes(14));
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAnOperationOfAnUnknownKindNeitherForTheAnswerNorForAProof(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.runUntilFirstRequest();
            fixture.disguise = real -> Disguise.withSubmissions(real, Disguise::withoutTarget);

            assertThat(fixture.run().kind(), is(Kind.UNKNOWN));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(fixture.wholeLog(), containsString("without telling what it does"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsNoOtherRequestPastAnOperationThatMayBeItsOwn(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.drop());
            while (!fixture.wholeLog().contains("Submitting it again.")
                    && fixture.turn() instanceof Observation.Pending pending) {
                fixture.passUntil(pending);
            }
            fixture.disguise = real -> Disguise.withSubmissions(real, Disguise::withoutTarget);
            fixture.service.othersFare(Duration.ofMinutes(1), "failed");
            fixture.service.foreignOperation(PublicationFixture.OFFER.publisher(), OFFER, scenario.type());
            fixture.clock.advance(Duration.ofHours(1));
            fixture.crash();

            Outcome outcome = fixture.run();

            assertThat(outcome.message(), fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(outcome.message(), outcome.kind(), is(Kind.UNKNOWN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksAfterThrottlingLikeAfterAnyOtherDoubt(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.throttled("120"));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.wholeLog(), not(containsString("had been accepted")));
            Duration after = Duration.between(PublicationFixture.START, secondRequest(fixture));
            assertThat(after.compareTo(Duration.ofMinutes(17)), greaterThan(-1));
            assertThat(after.compareTo(Duration.ofMinutes(25)), is(-1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAfterThreeRequestsThatTheServiceProvablyDidNotAccept(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
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
    void sendsNothingIfTheIntentCannotBeSaved(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.diskFull = true;

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), containsString("No space left on device"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverSendsAgainAfterAPageThatCameWithASuccess(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.html(200));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), containsString("can't be told"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    static Stream<Arguments> refusals() {
        return Scenario.with(302, 307, 400, 401, 403, 404, 405, 407, 410, 412, 422);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void failsAtOnceIfTheServiceRefuses(Scenario scenario, int status) {
        try (PublicationFixture fixture = scenario.publish()) {
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
    void readsWhatIsThereBeforeItSendsAnything(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMISSIONS, Fault.answer(500), Fault.drop(), Fault.garbage());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    static Stream<Arguments> blindness() {
        return Scenario.with(500, 503, 302, 403, 404, 410);
    }

    @ParameterizedTest
    @MethodSource("blindness")
    void sendsNothingIfWhatIsThereCannotBeRead(Scenario scenario, int status) {
        try (PublicationFixture fixture = scenario.publish()) {
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
    void sendsNothingToWhatIsNotTheService(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
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

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PORTAL_.*")
    void goesByTheStatusOfTheOfferIfItsListIsRefused(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.always(Call.SUBMISSIONS, Fault.answer(403));
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.service.publicationTakes(Duration.ofDays(2));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PORTAL_.*")
    void takesTheStatusOfTheOfferForAConflictIfItsListIsRefused(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.always(Call.SUBMISSIONS, Fault.answer(403));
            fixture.service.foreignOperation("contoso", OFFER, scenario.otherType());

            assertThat(fixture.run().kind(), is(Kind.CONFLICT));

            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void asksWithoutEndForTheOperationOfWhatWasAccepted(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.withoutLocation());
            fixture.service.submissionsLag(Duration.ofDays(3));
            fixture.service.publicationTakes(Duration.ofDays(4));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "PORTAL_.*")
    void isAcceptedThoughTheOperationIsNotKnownAfterTenMinutesIfNobodyWaits(Scenario scenario) {
        try (PublicationFixture fixture = new PublicationFixture(scenario.backend)) {
            fixture.drive(scenario.request().waiting(false));
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
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "INGESTION_.*")
    void doesNotTakeAJobThatNobodyCanSeeForASuccess(Scenario scenario) {
        try (PublicationFixture fixture = new PublicationFixture(scenario.backend)) {
            fixture.drive(scenario.request().waiting(false));
            IngestionSimulator ingestion = (IngestionSimulator) fixture.service;
            ingestion.dialect().conflictsAsJobs(true);
            ingestion.othersPreviewAgain(false);
            Runnable other = () -> fixture.service.foreignOperation("contoso", OFFER, scenario.otherType());
            fixture.service.next(Call.SUBMIT, Fault.spoiltAfter(Spoiling.EMPTY).beforehand(other));

            Outcome outcome = fixture.run();

            assertThat(fixture.wholeLog(), outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), containsString("which may have failed at once"));
            assertThat(fixture.service.requests(Call.SUBMIT), is(1));
            assertThat(fixture.service.accepted(OFFER), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAConflictAfterARepetitionForItsOwnOperation(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.dropAfter());
            fixture.service.submissionsLag(Duration.ofMinutes(40));
            fixture.service.publicationTakes(Duration.ofDays(2));

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.accepted(OFFER), is(1));
            assertThat(fixture.service.requests(Call.SUBMIT), is(2));
            assertThat(
                    fixture.wholeLog(),
                    containsString("the " + scenario.target.noun() + " may have been accepted before"));
        }
    }

    static Stream<Arguments> waits() {
        return Scenario.with(true, false);
    }

    @ParameterizedTest
    @MethodSource("waits")
    void doesNotTakeAConflictAfterARepetitionForAProofOfItsOwn(Scenario scenario, boolean wait) {
        try (PublicationFixture fixture = new PublicationFixture(scenario.backend)) {
            fixture.drive(scenario.request().waiting(wait));
            fixture.service.next(Call.SUBMIT, Fault.drop(), Fault.answer(409));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.UNKNOWN));
            assertThat(outcome.message(), not(containsString(" was accepted, ")));
            assertThat(fixture.service.requests(Call.SUBMIT), is(2));
            Duration asked = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(asked.equals(PublicationFixture.LIMIT), is(wait));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSayThatNothingWasSubmittedWhenAnEarlierRequestWasNeverAnswered(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.next(Call.SUBMIT, Fault.drop(), Fault.answer(403));

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.REFUSED));
            assertThat(outcome.message(), not(containsString("Nothing was submitted")));
            assertThat(outcome.message(), containsString("An earlier request, sent on 2026-03-01 08:00 UTC"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsWithWhatIsUnknownIfTheServiceCannotBeAskedUntilTheLimit(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
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
    void survivesTheLossOfEverythingButTheDiskAfterEachSave(Scenario scenario) {
        for (int crashAt = 1; crashAt <= 4; crashAt++) {
            try (PublicationFixture fixture = scenario.publish()) {
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
                assertThat("crash after save " + crashAt, outcome.kind(), is(scenario.success()));
                assertThat("crash after save " + crashAt, fixture.service.accepted(OFFER), is(1));
                assertThat(saves[0], greaterThan(crashAt));
            }
        }
    }

    static Stream<Arguments> conflicts() {
        return Scenario.with("goLive", "publish");
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void namesAForeignOperationAndTheOtherChoices(Scenario scenario, String type) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.foreignOperation("contoso", OFFER, type);

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
    void waitsForAForeignOperationThenPublishes(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish(ConflictPolicy.WAIT)) {
            fixture.service.foreignOperation("contoso", OFFER, scenario.otherType());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

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
    void attachesToAForeignOperationForItsTarget(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish(ConflictPolicy.ATTACH)) {
            fixture.service.foreignOperation("contoso", OFFER, scenario.type());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.publication.isAttached(), is(true));
            assertThat(fixture.service.requests(Call.SUBMIT), is(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverTakesTheEndOfAForeignOperationForAnotherTargetForItsOwn(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish(ConflictPolicy.ATTACH)) {
            fixture.service.foreignOperation("contoso", OFFER, scenario.otherType());

            assertThat(fixture.run().kind(), is(Kind.CONFLICT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotAdoptAPublicationThatBeganBeforeTheIntent(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.service.foreignOperation("contoso", OFFER, scenario.type());
            fixture.clock.advance(Duration.ofMinutes(1));
            fixture.service.finish(OFFER, "failed");
            fixture.clock.advance(Duration.ofMinutes(1));
            fixture.service.next(Call.SUBMIT, Fault.drop());

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsItsOwnOperationInASecondAttempt(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntilAccepted();
            Publication first = fixture.publication;
            fixture.current().abandon();

            fixture.drive(scenario.request());
            fixture.publication.follow(first);

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));
            assertThat(fixture.service.accepted(OFFER), is(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsAtOnceWithoutAToken(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
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
    void triesTenMinutesToReachAServiceBeforeAnythingWasSent(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
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
