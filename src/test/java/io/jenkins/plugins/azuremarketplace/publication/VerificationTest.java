package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OfferVerification;
import io.jenkins.plugins.azuremarketplace.api.OfferVerification.Verdict;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What counts where an operation reports success, and the offer shows something else. */
@Timeout(60)
class VerificationTest {

    private static PublicationFixture published(Scenario scenario, Verdict shown, int times) {
        PublicationFixture fixture = scenario.publish();
        AtomicInteger asked = new AtomicInteger();
        fixture.disguise = real -> Disguise.withAnswers(
                real,
                (method, answer) -> answer instanceof OfferVerification && asked.getAndIncrement() < times
                        ? new OfferVerification(shown, "in the words of the service")
                        : answer);
        return fixture;
    }

    @ParameterizedTest
    @EnumSource(names = {"INGESTION_LIVE", "INGESTION_PREVIEW"})
    void waitsForAsLongAsTheSubmissionItselfRuns(Scenario scenario) {
        try (PublicationFixture fixture = published(scenario, Verdict.RUNNING, 500)) {
            assertThat(fixture.wholeLog(), fixture.run().kind(), is(scenario.success()));

            Duration taken = Duration.between(PublicationFixture.START, fixture.clock.instant());
            assertThat(taken.compareTo(Duration.ofHours(2).plusMinutes(20)), greaterThan(0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INGESTION_PREVIEW, NOT_YET, UNKNOWN",
        "INGESTION_LIVE, NOT_YET, SUCCEEDED",
        "INGESTION_LIVE, CONTRADICTED, FAILED",
        "INGESTION_LIVE, UNTOLD, SUCCEEDED"
    })
    void isNoSuccessUnlessTheOfferAllowsIt(Scenario scenario, Verdict shown, Kind end) {
        try (PublicationFixture fixture = published(scenario, shown, Integer.MAX_VALUE)) {
            assertThat(fixture.wholeLog(), fixture.run().kind(), is(end));
        }
    }

    @Test
    void learnsThePreviewThoughTheOfferCannotBeReadAtOnce() {
        try (PublicationFixture fixture = Scenario.INGESTION_PREVIEW.publish()) {
            AtomicInteger failures = new AtomicInteger();
            fixture.disguise = real -> Disguise.withAnswers(real, (method, answer) -> {
                if (answer instanceof OfferVerification && failures.getAndIncrement() < 2) {
                    throw new Disguise.Failure(
                            new MarketplaceException(MarketplaceException.Kind.UNREACHABLE, "No route.", null));
                }
                return answer;
            });

            assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.IN_PREVIEW));

            assertThat(fixture.publication.submission(), containsString("submission/"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPluginThatBreaksEndsAWaitAtItsLimit(Scenario scenario) {
        try (PublicationFixture fixture = scenario.publish()) {
            fixture.runUntilAccepted();
            fixture.disguise = real -> {
                throw new NoClassDefFoundError("of another plugin");
            };

            Outcome outcome = fixture.run();

            assertThat(outcome.kind(), is(Kind.EXPIRED));
            assertThat(outcome.message(), containsString("of another plugin"));
        }
    }
}
