package io.jenkins.plugins.azuremarketplace.api.portal;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.RunningOperation;
import io.jenkins.plugins.azuremarketplace.api.status.SlotState;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalStatusTest {

    private static final String AWAITED = """
        {"status": "running", "steps": [
            {"stepName": "Certification", "status": "complete", "progressPercentage": 100},
            {"id": "publisher-signoff", "stepName": "Publisher signoff", "status": "waitingForPublisherReview"}]}""";

    private final Service service = new Service();

    /** Slots, list and operation; a case replaces what it is about. */
    @BeforeEach
    void anOfferThatWasNeverPublished() {
        service.api.on("/slot/preview", answer(404, ""));
        service.api.on("/slot/production", answer(404, ""));
        service.api.on("/submissions/", answer(200, "[]"));
        service.api.on("/status", answer(200, "{\"status\": \"neverPublished\"}"));
        draft("");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void draft(String page) {
        service.api.on("/offers/contoso-offer?", answer(200, """
            {"version": 7, "changedTime": "2026-02-01T10:00:00.1234567Z", "pcRedirectUri": "%s"}""".formatted(page)));
    }

    private void published(String slot, int version) {
        service.api.on("/slot/" + slot, answer(200, "{\"version\": " + version + "}"));
    }

    private void running(String operation) {
        service.api.on("/submissions/", answer(200, """
            [{"id": "a1", "submissionType": "publish", "submissionState": "running",
              "changedTime": "2026-02-01T09:00:00Z"}]"""));
        service.api.on("/operations/a1", answer(200, operation));
    }

    private OfferStatus status() throws MarketplaceException {
        return service.marketplace().status(Service.OFFER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "neverPublished            | Nothing of contoso/contoso-offer is in preview",
                "failed                    | did not succeed (failed): Too large.",
                "Canceled                  | did not succeed (Canceled)",
                "succeeded                 | does not tell whether anything in preview is not public yet",
                "published                 | The service says “published”",
                "notStarted                | The service says “notStarted”",
                "running                   | The service says “running”",
                "''                        | The service says “”"
            })
    void isNeverReadyOnAGuess(String word, String why) throws Exception {
        published("preview", 6);
        published("production", 5);
        service.api.on("/status", answer(200, """
            {"status": "%s", "error": "Too large."}""".formatted(word)));

        OfferStatus status = status();

        assertThat(status.readyToGoLive(), is(false));
        assertThat(status.blockers(), contains(containsString(why)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\": \"waitingForPublisherReview\"}",
                "[{\"status\": \"WaitingForPublisherReview\"}]",
                AWAITED
            })
    void isReadyWhenThePublisherIsToSignOff(String state) throws Exception {
        published("preview", 6);
        service.api.on("/status", answer(200, state));

        assertThat(status().blockers(), is(empty()));
        assertThat(status().readyToGoLive(), is(true));
    }

    @Test
    void isReadyWhenTheOperationOfThePreviewIsToBeSignedOff() throws Exception {
        running(AWAITED);
        service.api.on("/status", answer(200, "{\"status\": \"running\"}"));

        OfferStatus status = status();

        assertThat(status.readyToGoLive(), is(true));
        assertThat(status.running(), hasSize(1));
        RunningOperation preview = status.running().get(0);
        assertThat(preview.operation(), is(Service.OFFER_PATH + "/operations/a1" + Service.VERSION));
        assertThat(preview.operationUrl(), is(service.api.url() + preview.operation()));
        assertThat(preview.type(), is("publish"));
        assertThat(preview.since(), is(Instant.parse("2026-02-01T09:00:00Z")));
        assertThat(preview.step(), is("Publisher signoff waits for the publisher's review"));
    }

    @Test
    void isNotReadyWhileSomethingRuns() throws Exception {
        running("""
            {"status": "running", "steps": [
                {"stepName": "Certification", "status": "inProgress", "progressPercentage": 40}]}""");
        service.api.on("/status", answer(200, "{\"status\": \"running\"}"));

        OfferStatus status = status();

        assertThat(status.blockers(), contains(startsWith("The operation " + Service.OFFER_PATH + "/operations/a1")));
        assertThat(status.running().get(0).step(), is("Certification is in progress (40 %)"));
        assertThat(status.preview().state(), is(SlotState.PUBLISHING));
    }

    @Test
    void takesNoOperationForRunningThatIsOver() throws Exception {
        running("{\"status\": \"completed\"}");

        assertThat(status().running(), is(empty()));
    }

    @Test
    void saysThatNothingIsNewWhereBothVersionsAreTheSame() throws Exception {
        published("preview", 6);
        published("production", 6);
        service.api.on("/status", answer(200, "{\"status\": \"succeeded\"}"));

        assertThat(status().blockers(), contains(containsString("is live already (version 6)")));
    }

    @Test
    void tellsWhatIsInTheSlots() throws Exception {
        published("preview", 6);

        OfferStatus status = status();

        assertThat(status.draft().state(), is(SlotState.PRESENT));
        assertThat(status.draft().version(), is("7"));
        assertThat(status.draft().changed(), is(Instant.parse("2026-02-01T10:00:00.123456700Z")));
        assertThat(status.preview().state(), is(SlotState.PRESENT));
        assertThat(status.preview().version(), is("6"));
        assertThat(status.live().state(), is(SlotState.EMPTY));
    }

    @ParameterizedTest
    @CsvSource({
        "https://partner.microsoft.com/dashboard/commercial-marketplace/offers/1, true",
        "https://partner.microsoft.com.evil.example/, false",
        "https://partner.microsoft.com@evil.example/, false",
        "https://me@partner.microsoft.com/, false",
        "http://partner.microsoft.com/, false",
        "javascript:alert(1), false",
        "not a page, false"
    })
    void namesThePageOfTheOfferWhereItIsInPartnerCenter(String named, boolean believed) throws Exception {
        draft(named);

        assertThat(
                status().page().toString(),
                is(
                        believed
                                ? named
                                : MarketplaceApi.CLOUD_PARTNER_PORTAL.page(null).toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/offers/contoso-offer?", "/slot/preview", "/status"})
    void isUnknownWhereSomethingIsRefused(String part) {
        service.api.on(part, answer(403, ""));

        assertThat(failureOf(this::status).status(), is(403));
    }

    @Test
    void changesNothing() throws Exception {
        status();

        assertThat(service.api.received("POST"), is(empty()));
    }
}
