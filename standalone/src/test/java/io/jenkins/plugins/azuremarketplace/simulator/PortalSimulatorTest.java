package io.jenkins.plugins.azuremarketplace.simulator;

import static io.jenkins.plugins.azuremarketplace.simulator.Caller.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortalSimulatorTest {

    private static final String OFFER = "/api/publishers/contoso/offers/vm";
    private static final String VERSION = "?api-version=2017-10-31";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00.1234567Z"));
    private PortalSimulator simulator;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        simulator = PortalSimulator.start();
        simulator.useClock(clock);
        simulator.tokenLifetime(Duration.ofDays(365));
        simulator.publicationTakes(Duration.ofSeconds(60));
        caller = new Caller(simulator, "https://cloudpartner.azure.com").signedIn();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> goLive() throws Exception {
        return caller.post(OFFER + "/golive" + VERSION, "");
    }

    private String location() throws Exception {
        return goLive().headers().firstValue("Location").orElseThrow();
    }

    private JsonNode operation(String location) throws Exception {
        return json(caller.get(location)).path(0);
    }

    private JsonNode step(String location, int index) throws Exception {
        return operation(location).path("steps").path(index);
    }

    private JsonNode submissions(String query) throws Exception {
        return json(caller.get(OFFER + "/submissions/" + VERSION + query));
    }

    @Test
    void anOperationGoesThroughItsStepsByTheClock() throws Exception {
        String location = location();
        assertThat(location, matchesPattern(OFFER + "/operations/[0-9a-f-]{36}\\?api-version=2017-10-31"));
        assertThat(step(location, 0).path("status").asText(), is("notStarted"));
        clock.advance(Duration.ofSeconds(14));
        assertThat(step(location, 0).path("status").asText(), is("complete"));
        assertThat(step(location, 0).path("messages").path(0).path("messageHtml").asText(), containsString("<b>"));
        assertThat(step(location, 1).path("status").asText(), is("inProgress"));
        assertThat(step(location, 1).path("progressPercentage").asInt(), is(40));
        assertThat(operation(location).path("status").asText(), is("running"));
        clock.advance(Duration.ofSeconds(46));
        assertThat(operation(location).path("status").asText(), is("completed"));
        assertThat(step(location, 5).path("status").asText(), is("complete"));
        assertThat(simulator.accepted("vm"), is(1));
    }

    @Test
    void onlyOneOperationOfAnOfferRunsAtATime() throws Exception {
        goLive();
        assertThat(goLive().statusCode(), is(409));
        assertThat(json(goLive()).path("error").path("code").asText(), is("Conflict"));
        clock.advance(Duration.ofSeconds(60));
        assertThat(goLive().statusCode(), is(202));
        assertThat(simulator.accepted("vm"), is(2));
        assertThat(simulator.accepted(), is(2));
    }

    @Test
    void goLiveIsAcceptedThoughTheAnswerGetsLost() throws Exception {
        simulator.next(Call.SUBMIT, Fault.dropAfter());
        // The JDK's client sends no POST twice unless told so by a system property.
        assertThrows(IOException.class, this::goLive);
        assertThat(simulator.accepted("vm"), is(1));
        simulator.finish("vm", "failed");
        simulator.next(Call.SUBMIT, Fault.answerAfter(503), Fault.answer(503));
        assertThat(goLive().statusCode(), is(503));
        assertThat(goLive().statusCode(), is(503));
        assertThat(simulator.accepted("vm"), is(2));
        assertThat(simulator.requests(Call.SUBMIT), is(3));
    }

    @Test
    void oneOfManyAtOnceIsAccepted() {
        long accepted = IntStream.range(0, 40).parallel().filter(i -> {
            try {
                return goLive().statusCode() == 202;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }).count();
        assertThat(accepted, is(1L));
        assertThat(simulator.accepted("vm"), is(1));
    }

    @Test
    void goLiveIsAcceptedBeforeAClientLosesPatience() throws Exception {
        simulator.next(Call.SUBMIT, Fault.delayAfter(Duration.ofMinutes(5)));
        assertThrows(HttpTimeoutException.class, () -> caller.send(caller.request(OFFER + "/golive" + VERSION)
                .header("If-Match", "*").timeout(Duration.ofMillis(500)).POST(BodyPublishers.noBody()).build()));
        assertThat(submissions("&status=running").size(), is(1));
        assertThat(simulator.openRequests(), is(1));
    }

    @Test
    void malformedRequestsAreRefused() throws Exception {
        assertThat(caller.send(caller.request(OFFER + "/golive" + VERSION).POST(BodyPublishers.noBody()).build()).statusCode(), is(400));
        assertThat(caller.post(OFFER + "/golive", "").body(), containsString("InvalidAPIVersion"));
        assertThat(caller.get(OFFER + "/status?api-version=2018").statusCode(), is(400));
        assertThat(caller.get(OFFER + "/operations/" + Product.guid("x") + VERSION).statusCode(), is(404));
        simulator.unknownOffer("vm");
        assertThat(goLive().statusCode(), is(404));
        assertThat(caller.get("/elsewhere" + VERSION).statusCode(), is(404));
    }

    @Test
    void locationsComeInAllForms() throws Exception {
        simulator.locationForm(LocationForm.RELATIVE_NOT_MIGRATED);
        String location = location();
        assertThat(location, is("/api/operations/contoso$vm$2$preview" + VERSION));
        assertThat(operation(location).path("status").asText(), is("running"));
        simulator.finish("vm", "completed");
        simulator.locationForm(LocationForm.ABSOLUTE);
        assertThat(location(), startsWith(simulator.endpoint() + OFFER));
        simulator.finish("vm", "completed");
        simulator.locationForm(LocationForm.WITHOUT_API_VERSION);
        simulator.locationHeader("Operation-Location");
        simulator.operationAsArray(false);
        String old = goLive().headers().firstValue("Operation-Location").orElseThrow();
        assertThat(json(caller.get(old)).path("status").asText(), is("running"));
        simulator.finish("vm", "completed");
        simulator.next(Call.SUBMIT, Fault.withoutLocation());
        assertThat(goLive().headers().firstValue("Operation-Location").isPresent(), is(false));
        assertThat(simulator.accepted("vm"), is(4));
    }

    @Test
    void aFailureComesWithItsReasons() throws Exception {
        simulator.endsWith("failed", "No image was <b>found</b>.");
        String location = location();
        clock.advance(Duration.ofSeconds(59));
        assertThat(operation(location).path("status").asText(), is("running"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(operation(location).path("status").asText(), is("failed"));
        assertThat(operation(location).path("error").asText(), containsString("No image"));
        assertThat(step(location, 1).path("status").asText(), is("failed"));
        assertThat(step(location, 1).path("messages").path(0).path("level").asText(), is("error"));
    }

    @Test
    void anUnknownWordNeverEnds() throws Exception {
        simulator.endsWith("reticulating");
        String location = location();
        clock.advance(Duration.ofDays(30));
        assertThat(operation(location).path("status").asText(), is("reticulating"));
        assertThat(goLive().statusCode(), is(409));
        simulator.finish("vm", "rejected", "Not today.");
        assertThat(operation(location).path("status").asText(), is("rejected"));
    }

    @Test
    void heldOperationsGoOnFromWhereTheyWere() throws Exception {
        simulator.hold();
        String location = location();
        clock.advance(Duration.ofDays(1));
        assertThat(step(location, 0).path("progressPercentage").asInt(), is(40));
        simulator.release();
        clock.advance(Duration.ofSeconds(50));
        assertThat(step(location, 5).path("progressPercentage").asInt(), is(40));
        clock.advance(Duration.ofSeconds(6));
        assertThat(operation(location).path("status").asText(), is("completed"));
    }

    @Test
    void peopleMayHaveToAct() throws Exception {
        String location = location();
        simulator.signoffWaits(true);
        simulator.message("Mind the <i>gap</i>");
        clock.advance(Duration.ofDays(1));
        assertThat(step(location, 4).path("status").asText(), is("waitingForPublisherReview"));
        assertThat(step(location, 4).path("messages").path(0).path("messageHtml").asText(), is("Mind the <i>gap</i>"));
        assertThat(operation(location).path("status").asText(), is("running"));
        simulator.release();
        simulator.finish("vm", "succeeded");
        simulator.blockedStep("Certification", "No image");
        String blocked = location();
        clock.advance(Duration.ofDays(1));
        assertThat(step(blocked, 1).path("status").asText(), is("blocked"));
        assertThat(step(blocked, 1).path("messages").path(0).path("messageHtml").asText(), is("No image"));
    }

    @Test
    void submissionsAreListedByState() throws Exception {
        assertThat(submissions("").size(), is(0));
        goLive();
        clock.advance(Duration.ofSeconds(60));
        simulator.foreignOperation("contoso", "vm", "publish");
        assertThat(submissions("").findValuesAsText("submissionState"), contains("completed", "running"));
        assertThat(submissions("&status=running").findValuesAsText("submissionType"), contains("publish"));
        assertThat(submissions("&submissionState=completed").findValuesAsText("submissionType"), contains("goLive"));
        assertThat(submissions("").findValuesAsText("changedTime"),
                contains("2026-01-01T00:00:00.123456Z", "2026-01-01T00:01:00.1234567Z"));
        simulator.submissionsLag(Duration.ofSeconds(5));
        assertThat(submissions("&status=running").size(), is(0));
        assertThat(simulator.accepted(), is(1));
    }

    @Test
    void theStatusOfAnOfferIsThatOfItsNewestOperation() throws Exception {
        String path = OFFER + "/status" + VERSION;
        assertThat(json(caller.get(path)).path("status").asText(), is("neverPublished"));
        simulator.foreignOperation("contoso", "vm", "publish");
        assertThat(json(caller.get(path)).path("status").asText(), is("running"));
        simulator.finish("vm", "completed");
        assertThat(json(caller.get(path)).path("status").asText(), is("waitingForPublisherReview"));
        simulator.contradictStatus("failed");
        assertThat(json(caller.get(path)).path("status").asText(), is("failed"));
    }

    @Test
    void aCancellationTakesItsTime() throws Exception {
        String cancel = OFFER + "/cancel" + VERSION;
        assertThat(caller.post(cancel, "").statusCode(), is(400));
        String location = location();
        HttpResponse<String> answer = caller.post(cancel, "");
        assertThat(answer.statusCode(), is(202));
        assertThat(operation(location).path("cancellationRequestState").asText(), is("cancelRequested"));
        clock.advance(Duration.ofMillis(200));
        assertThat(operation(location).path("status").asText(), is("canceled"));
        assertThat(operation(answer.headers().firstValue("Location").orElseThrow()).path("status").asText(), is("completed"));
        simulator.cancels(CancelForm.IGNORED);
        String next = location();
        assertThat(caller.post(cancel, "").statusCode(), is(202));
        clock.advance(Duration.ofSeconds(60));
        assertThat(operation(next).path("status").asText(), is("completed"));
        simulator.cancels(CancelForm.AT_ONCE);
        String last = location();
        assertThat(caller.post(cancel, "").statusCode(), is(200));
        assertThat(operation(last).path("status").asText(), is("canceled"));
    }
}
