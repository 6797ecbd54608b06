package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only the Product Ingestion API knows of a go-live: previews, jobs and submissions. */
class ProductIngestionFlowTest {

    private static final String OFFER = PublicationFixture.OFFER.id();

    private final PublicationFixture fixture = Scenario.INGESTION_LIVE.publish();
    private final IngestionSimulator service = (IngestionSimulator) fixture.service;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void publishesThePreviewAndNamesTheJob() {
        assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

        assertThat(fixture.publication.operation(), startsWith("configure/"));
        assertThat(fixture.log, hasItem(containsString("the offer's status is: live, submission/")));
    }

    @Test
    void findsAProductOnALaterPage() {
        service.productPages(true);

        assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));
    }

    @Test
    void readsTheOlderSpellingOfTheJobsId() {
        service.jobIdName("jobID");

        assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));
    }

    @Test
    void saysThatTheOfferIsUnknown() {
        service.unknownOffer(OFFER);

        Outcome outcome = fixture.run();

        assertThat(outcome.kind(), is(Kind.REFUSED));
        assertThat(outcome.message(), containsString("There is no product with the external id “contoso-offer”"));
        assertThat(service.requests(Call.SUBMIT), is(0));
    }

    @Test
    void saysThatNothingIsInPreview() {
        service.preview(OFFER, PreviewState.NONE);

        Outcome outcome = fixture.run();

        assertThat(outcome.kind(), is(Kind.REFUSED));
        assertThat(outcome.message(), containsString("Nothing of contoso/contoso-offer is in preview"));
        assertThat(service.requests(Call.SUBMIT), is(0));
    }

    @Test
    void saysThatThePreviewFailed() {
        service.preview(OFFER, PreviewState.FAILED);

        Outcome outcome = fixture.run();

        assertThat(outcome.kind(), is(Kind.REFUSED));
        assertThat(outcome.message(), containsString("The last preview of contoso/contoso-offer was not published"));
    }

    @Test
    void saysThatThePreviewIsStillRunning() {
        service.preview(OFFER, PreviewState.RUNNING);

        Outcome outcome = fixture.run();

        assertThat(outcome.kind(), is(Kind.CONFLICT));
        assertThat(outcome.message(), containsString("(preview), running since"));
        assertThat(service.requests(Call.SUBMIT), is(0));
    }

    @Test
    void succeedsWithoutARequestIfThePreviewIsLiveAlready() {
        service.preview(OFFER, PreviewState.ALREADY_LIVE);

        assertThat(fixture.run().kind(), is(Kind.ALREADY_LIVE));

        assertThat(service.requests(Call.SUBMIT), is(0));
    }

    @Test
    void showsTheInnermostReasonOfAFailedCertification() {
        service.certificationErrors("The listing has no screenshot.");

        Outcome outcome = fixture.run();

        assertThat(outcome.kind(), is(Kind.FAILED));
        assertThat(
                outcome.message(),
                containsString("Operation failed (internalServerError) › Certification (invalidState)"
                        + " › Issues found during Certification. › The listing has no screenshot."));
    }

    @Test
    void waitsUntilTheLiveSubmissionShows() {
        service.liveAppearsAfter(4);

        assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

        assertThat(fixture.log, hasItem("The operation is complete; waiting until the offer shows it."));
        assertThat(fixture.log, hasItem(containsString("the offer's status is: live, submission/")));
    }

    @Test
    void endsWithAWarningIfTheLiveSubmissionNeverShows() {
        service.liveAppearsAfter(1_000_000);

        assertThat(fixture.wholeLog(), fixture.run().kind(), is(Kind.SUCCEEDED));

        assertThat(fixture.log, hasItem(startsWith("Warning: the operation is complete, but")));
        assertThat(
                fixture.log,
                hasItem(containsString("https://partner.microsoft.com/dashboard/commercial-marketplace/offers/")));
    }
}
