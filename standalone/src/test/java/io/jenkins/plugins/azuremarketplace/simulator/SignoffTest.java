package io.jenkins.plugins.azuremarketplace.simulator;

import static io.jenkins.plugins.azuremarketplace.simulator.Caller.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Previews that wait for their publisher to go live. */
class SignoffTest {

    private static final String OFFER = "/api/publishers/contoso/offers/vm";
    private static final String VERSION = "?api-version=2017-10-31";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T00:00:00.1234567Z"));
    private PortalSimulator simulator;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        simulator = PortalSimulator.start();
        simulator.useClock(clock);
        simulator.tokenLifetime(Duration.ofDays(365));
        simulator.publicationTakes(Duration.ofSeconds(60));
        simulator.operationAsArray(false);
        caller = new Caller(simulator, "https://cloudpartner.azure.com").signedIn();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private JsonNode submissions() throws Exception {
        return json(caller.get(OFFER + "/submissions/" + VERSION));
    }

    private JsonNode operation(String id) throws Exception {
        return json(caller.get(OFFER + "/operations/" + id + VERSION));
    }

    private JsonNode status() throws Exception {
        return json(caller.get(OFFER + "/status" + VERSION));
    }

    private HttpResponse<String> goLive() throws Exception {
        return caller.post(OFFER + "/golive" + VERSION, "");
    }

    @Test
    void aPreviewStaysRunningInItsSignoff() throws Exception {
        simulator.previewInSignoff("contoso", "vm");
        JsonNode listed = submissions().path(0);
        assertThat(listed.path("submissionType").asText(), is("publish"));
        assertThat(listed.path("submissionState").asText(), is("running"));
        assertThat(listed.path("changedTime").asText(), startsWith("2026-01-01T00:00:00"));
        JsonNode operation = operation(listed.path("id").asText());
        assertThat(operation.path("status").asText(), is("running"));
        assertThat(operation.path("steps").path(3).path("status").asText(), is("complete"));
        assertThat(operation.path("steps").path(4).path("id").asText(), is("publisher-signoff"));
        assertThat(operation.path("steps").path(4).path("status").asText(), is("waitingForPublisherReview"));
        assertThat(operation.path("steps").path(5).path("status").asText(), is("notStarted"));
        assertThat(status().path("status").asText(), is("waitingForPublisherReview"));
        assertThat(status().path("steps").path(4).path("status").asText(), is("waitingForPublisherReview"));
    }

    @Test
    void theWordsOfTheSignoffVary() throws Exception {
        simulator.previewInSignoff("contoso", "vm");
        simulator.signoffWords(SignoffWords.OBSERVED);
        assertThat(status().path("status").asText(), is("running"));
        assertThat(status().path("steps").path(4).path("stepName").asText(), is("publisher-signoff"));
        simulator.signoffWords(SignoffWords.LOUD);
        assertThat(submissions().path(0).path("submissionState").asText(), is("WaitingForPublisherReview"));
        assertThat(
                operation(submissions().path(0).path("id").asText())
                        .path("status")
                        .asText(),
                is("WaitingForPublisherReview"));
    }

    @Test
    void aGoLiveOfAMigratedOfferCompletesThePreviewAndIsAnOperationOfItsOwn() throws Exception {
        simulator.previewInSignoff("contoso", "vm");
        String preview = submissions().path(0).path("id").asText();
        HttpResponse<String> accepted = goLive();
        assertThat(accepted.statusCode(), is(202));
        String location = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(location, not(startsWith(OFFER + "/operations/" + preview)));
        assertThat(operation(preview).path("status").asText(), is("completed"));
        assertThat(operation(preview).path("steps").path(4).path("status").asText(), is("complete"));
        assertThat(operation(preview).path("steps").path(5).path("status").asText(), is("notStarted"));
        assertThat(submissions().findValuesAsText("submissionType"), contains("publish", "goLive"));
        assertThat(submissions().findValuesAsText("submissionState"), contains("completed", "running"));
        assertThat(status().path("status").asText(), is("running"));
        clock.advance(Duration.ofSeconds(60));
        assertThat(json(caller.get(location)).path("status").asText(), is("completed"));
        assertThat(status().path("status").asText(), is("succeeded"));
    }

    @Test
    void aGoLiveOfAnOfferThatWasNotMigratedGoesOnWithThePreview() throws Exception {
        simulator.locationForm(LocationForm.RELATIVE_NOT_MIGRATED);
        simulator.previewInSignoff("contoso", "vm");
        String preview = submissions().path(0).path("id").asText();
        String location = goLive().headers().firstValue("Location").orElseThrow();
        assertThat(location, is("/api/operations/contoso$vm$2$preview" + VERSION));
        assertThat(submissions().size(), is(1));
        assertThat(submissions().path(0).path("id").asText(), is(preview));
        assertThat(submissions().path(0).path("submissionType").asText(), is("goLive"));
        assertThat(submissions().path(0).path("changedTime").asText(), startsWith("2026-01-02T00:00:00"));
        simulator.previewsKeepTheirType(true);
        simulator.listsKeys(true);
        assertThat(submissions().path(0).path("submissionType").asText(), is("publish"));
        assertThat(submissions().path(0).path("id").asText(), is("contoso$vm$2$preview"));
        clock.advance(Duration.ofSeconds(30));
        JsonNode running = json(caller.get(location));
        assertThat(running.path("status").asText(), is("running"));
        assertThat(running.path("steps").path(4).path("status").asText(), is("complete"));
        assertThat(running.path("steps").path(5).path("progressPercentage").asInt(), is(50));
        assertThat(goLive().statusCode(), is(409));
        clock.advance(Duration.ofSeconds(30));
        assertThat(json(caller.get(location)).path("status").asText(), is("completed"));
        assertThat(simulator.accepted("vm"), is(1));
        assertThat(simulator.stateOfAccepted("vm"), is("completed"));
    }

    @Test
    void whatGoesOnFromTheSignoffMayFail() throws Exception {
        simulator.locationForm(LocationForm.RELATIVE_NOT_MIGRATED);
        simulator.previewInSignoff("contoso", "vm");
        simulator.endsWith("failed", "Not today.");
        String location = goLive().headers().firstValue("Location").orElseThrow();
        clock.advance(Duration.ofSeconds(60));
        assertThat(json(caller.get(location)).path("status").asText(), is("failed"));
        assertThat(json(caller.get(location)).path("error").asText(), is("Not today."));
        assertThat(
                json(caller.get(location)).path("steps").path(5).path("status").asText(), is("failed"));
    }

    @Test
    void aGoLiveIsRefusedUntilThePreviewIsThere() throws Exception {
        simulator.previewsAwaitSignoff(true);
        simulator.foreignOperation("contoso", "vm", "publish");
        clock.advance(Duration.ofSeconds(39));
        assertThat(goLive().statusCode(), is(409));
        clock.advance(Duration.ofDays(1));
        assertThat(goLive().statusCode(), is(202));
        assertThat(goLive().statusCode(), is(409));
    }

    @Test
    void aPreviewTakesThePlaceOfOneInItsSignoffWhoeverPublishes() throws Exception {
        simulator.previewsAwaitSignoff(true);
        simulator.foreignOperation("contoso", "vm", "publish");
        clock.advance(Duration.ofSeconds(39));
        assertThat(simulator.foreignOperationIfFree("contoso", "vm", "publish"), is(false));
        clock.advance(Duration.ofSeconds(1));
        assertThat(simulator.foreignOperationIfFree("contoso", "vm", "publish"), is(true));
        assertThat(submissions().findValuesAsText("submissionState"), contains("completed", "running"));
    }

    @Test
    void bothLocationsCanBeSent() throws Exception {
        simulator.offerAsLocation(true);
        HttpResponse<String> accepted = goLive();
        assertThat(accepted.headers().firstValue("Location").orElseThrow(), is(OFFER + VERSION));
        assertThat(
                accepted.headers().firstValue("Operation-Location").orElseThrow(), startsWith(OFFER + "/operations/"));
        assertThat(caller.get(OFFER + VERSION).statusCode(), is(200));
    }

    @Test
    void aCompletePreviewMayLookAsIfItHadGoneLiveItself() throws Exception {
        simulator.previewInSignoff("contoso", "vm");
        simulator.previewsLookLive(true);
        String preview = submissions().path(0).path("id").asText();
        goLive();
        assertThat(operation(preview).path("steps").path(5).path("status").asText(), is("complete"));
        assertThat(status().path("status").asText(), is("running"));
    }
}
