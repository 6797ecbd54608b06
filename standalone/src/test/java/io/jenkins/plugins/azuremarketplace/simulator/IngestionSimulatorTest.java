package io.jenkins.plugins.azuremarketplace.simulator;

import static io.jenkins.plugins.azuremarketplace.simulator.Caller.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestionSimulatorTest {

    private static final String BASE = "/rp/product-ingestion/";
    private static final String VERSION = "$version=2022-03-01-preview2";
    private static final String PRODUCT = "product/" + Product.guid("vm");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00.1234567Z"));
    private IngestionSimulator simulator;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        simulator = IngestionSimulator.start();
        simulator.useClock(clock);
        simulator.publicationTakes(Duration.ofSeconds(60));
        caller = new Caller(simulator, "https://graph.microsoft.com").signedIn();
        caller.get(BASE + "product?externalId=vm&" + VERSION);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return caller.get(BASE + path + (path.contains("?") ? "&" : "?") + VERSION);
    }

    private List<JsonNode> submissions(String target) throws Exception {
        JsonNode value = json(get("submission/" + Product.guid("vm") + "?targetType=" + target)).path("value");
        return StreamSupport.stream(value.spliterator(), false).toList();
    }

    private String preview() throws Exception {
        return submissions("preview").get(0).path("id").asText();
    }

    private HttpResponse<String> goLive(String submission) throws Exception {
        return caller.post(BASE + "configure?" + VERSION, """
                {"$schema": "https://schema.mp.microsoft.com/schema/configure/2022-03-01-preview2",
                 "resources": [{"$schema": "https://schema.mp.microsoft.com/schema/submission/2022-03-01-preview2",
                                "id": "%s", "product": "%s", "target": {"targetType": "live"}}]}""".formatted(submission, PRODUCT));
    }

    private String job() throws Exception {
        HttpResponse<String> accepted = goLive(preview());
        assertThat(accepted.body(), accepted.statusCode(), is(202));
        return json(accepted).path("jobId").asText();
    }

    private JsonNode status(String job) throws Exception {
        return json(get("configure/" + job + "/status"));
    }

    @Test
    void productsAreFoundByTheirExternalId() throws Exception {
        JsonNode product = json(get("product?externalId=vm")).path("value").path(0);
        assertThat(product.path("id").asText(), is(PRODUCT));
        assertThat(product.path("identity").path("externalId").asText(), is("vm"));
        simulator.productPages(true);
        JsonNode first = json(get("product?externalId=vm"));
        assertThat(first.path("value").size(), is(0));
        assertThat(json(caller.get(BASE + first.path("@nextLink").asText())).path("value").size(), is(1));
        simulator.productPages(false);
        simulator.unknownOffer("vm");
        assertThat(json(get("product?externalId=vm")).path("value").size(), is(0));
        assertThat(caller.get(BASE + "product?externalId=vm").statusCode(), is(400));
    }

    @Test
    void thePreviewGoesLiveUnderItsOwnId() throws Exception {
        String preview = preview();
        String job = job();
        assertThat(status(job).path("jobStatus").asText(), is("notStarted"));
        assertThat(status(job).path("jobEnd").asText(), is("0001-01-01T00:00:00"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(status(job).path("jobStatus").asText(), is("running"));
        assertThat(get("configure/" + job).statusCode(), is(400));
        List<JsonNode> live = submissions("live");
        assertThat(live.stream().map(one -> one.path("status").asText()).toList(), contains("completed", "running"));
        assertThat(live.get(1).path("id").asText(), is(preview));
        assertThat(live.get(1).path("created").asText(), startsWith("2026-01-01T00:00:00.123456"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(status(job).path("jobResult").asText(), is("succeeded"));
        assertThat(status(job).path("jobEnd").asText(), startsWith("2026-01-01T00:01:00"));
        assertThat(get("configure/" + job).statusCode(), is(200));
        assertThat(submissions("draft").get(0).has("status"), is(false));
        assertThat(simulator.accepted("vm"), is(1));
        assertThat(goLive(preview).statusCode(), is(400));
    }

    @Test
    void onlyOneSubmissionIsInProgress() throws Exception {
        String preview = preview();
        goLive(preview);
        assertThat(goLive(preview).body(), containsString("An In Progress submission already exists"));
        simulator.conflictStatus(400);
        assertThat(goLive(preview).statusCode(), is(400));
        assertThat(simulator.accepted("vm"), is(1));
    }

    @Test
    void onlyTheNewestGoodPreviewCanGoLive() throws Exception {
        String old = preview();
        simulator.preview("vm", PreviewState.SUCCEEDED);
        assertThat(preview(), not(old));
        assertThat(goLive(old).body(), containsString("not the latest"));
        for (PreviewState state : List.of(PreviewState.FAILED, PreviewState.ALREADY_LIVE)) {
            simulator.preview("vm", state);
            assertThat(goLive(preview()).statusCode(), is(400));
        }
        simulator.preview("vm", PreviewState.RUNNING);
        assertThat(goLive(preview()).statusCode(), is(409));
        simulator.preview("vm", PreviewState.NONE);
        assertThat(submissions("preview").isEmpty(), is(true));
        assertThat(simulator.accepted(), is(0));
    }

    @Test
    void foreignSubmissionsLeaveAPreviewBehind() throws Exception {
        simulator.foreignOperation("contoso", "vm", "goLive");
        assertThat(goLive(preview()).statusCode(), is(409));
        simulator.finish("vm", "completed");
        job();
        simulator.finish("vm", "completed");
        simulator.foreignOperation("contoso", "vm", "publish");
        assertThat(submissions("preview").get(1).path("status").asText(), is("running"));
        simulator.finish("vm", "completed");
        assertThat(submissions("preview").size(), is(1));
        job();
        assertThat(simulator.accepted("vm"), is(2));
    }

    @Test
    void otherSchemasAreRefused() throws Exception {
        String good = """
                {"$schema": "https://schema.mp.microsoft.com/schema/configure/2022-07-01", "resources": [
                 {"$schema": "https://schema.mp.microsoft.com/schema/submission/2022-07-01",
                  "id": "%s", "product": "%s", "target": {"targetType": "live"}}]}""".formatted(preview(), PRODUCT);
        String path = BASE + "configure?$version=2022-07-01";
        assertThat(caller.post(path, good.replace("schema.mp.microsoft.com", "product-ingestion.azureedge.net")).statusCode(), is(400));
        assertThat(caller.post(path, good.replace("2022-07-01", "2022-03-01-preview1")).statusCode(), is(400));
        assertThat(caller.post(path, good.replace("\"live\"", "\"preview\"")).statusCode(), is(400));
        assertThat(caller.post(path, "{").statusCode(), is(400));
        assertThat(caller.post(path, good).statusCode(), is(202));
    }

    @Test
    void certificationErrorsHideThreeLevelsDown() throws Exception {
        simulator.certificationErrors("Image is too old.", "No logo.");
        String job = job();
        clock.advance(Duration.ofSeconds(60));
        JsonNode error = status(job).path("errors").path(0);
        assertThat(error.path("message").asText(), is("Operation failed"));
        JsonNode leaves = error.path("details").path(0).path("details").path(0).path("details");
        assertThat(leaves.findValuesAsText("message"), contains("Image is too old.", "No logo."));
        assertThat(leaves.path(0).has("details"), is(false));
        assertThat(status(job).path("jobResult").asText(), is("failed"));
        simulator.endsWith("failed", "Plain.");
        String next = job();
        simulator.finish("vm", "failed");
        assertThat(status(next).path("errors").path(0).path("message").asText(), is("Plain."));
    }

    @Test
    void theLiveSubmissionMayAppearLate() throws Exception {
        simulator.formerlyLive(false);
        simulator.liveAppearsAfter(2);
        job();
        assertThat(submissions("live").size(), is(1));
        assertThat(submissions("live").size(), is(1));
        assertThat(submissions("live").size(), is(2));
    }

    @Test
    void jobsAreCancelledWithTwoLs() throws Exception {
        String job = job();
        simulator.cancels(CancelForm.TOO_LATE);
        assertThat(caller.post(BASE + "configure/" + job + "/cancel?" + VERSION, "").statusCode(), is(400));
        simulator.cancels(CancelForm.ACCEPTED);
        assertThat(caller.post(BASE + "configure/" + job + "/cancel?" + VERSION, "").statusCode(), is(202));
        clock.advance(Duration.ofMillis(200));
        assertThat(status(job).path("jobResult").asText(), is("cancelled"));
        simulator.jobIdName("jobID");
        assertThat(status(job).path("jobID").asText(), is(job));
    }

    @Test
    void anAcceptedJobMayGetLost() throws Exception {
        simulator.next(Call.SUBMIT, Fault.withoutLocation());
        assertThat(goLive(preview()).body(), is(""));
        assertThat(simulator.accepted("vm"), is(1));
        assertThat(submissions("live").size(), is(2));
    }

    @Test
    void submissionsComeInPages() throws Exception {
        simulator.pages().size(2);
        simulator.pages().linkName("@odata.nextLink");
        simulator.pages().link(Paging.Link.ABSOLUTE);
        JsonNode first = json(get("submission/" + Product.guid("vm")));
        assertThat(first.path("value").size(), is(2));
        assertThat(json(caller.get(first.path("@odata.nextLink").asText())).path("value").size(), is(1));
    }

    @Test
    void aJobMayBeOverInTheVeryAnswer() throws Exception {
        simulator.publicationTakes(Duration.ZERO);
        simulator.endsWith("failed", "Plan gold has no image.");
        JsonNode failed = json(goLive(preview()));
        assertThat(failed.path("jobStatus").asText(), is("completed"));
        assertThat(failed.path("jobResult").asText(), is("failed"));
        assertThat(failed.path("errors").path(0).path("message").asText(), is("Plan gold has no image."));
        simulator.endsWith("completed");
        assertThat(json(goLive(preview())).path("jobResult").asText(), is("succeeded"));
    }

    @Test
    void aConflictMayBeAJobThatFailed() throws Exception {
        String preview = preview();
        goLive(preview);
        simulator.dialect().conflictsAsJobs(true);
        HttpResponse<String> answer = goLive(preview);
        assertThat(answer.statusCode(), is(202));
        assertThat(json(answer).path("jobResult").asText(), is("failed"));
        assertThat(json(answer).path("errors").path(0).path("code").asText(), is("conflict"));
        assertThat(simulator.accepted("vm"), is(1));
    }

    @Test
    void theResultOfAJobMayComeLateAndThatOfASubmissionNever() throws Exception {
        simulator.dialect().resultsLag(Duration.ofSeconds(5));
        simulator.dialect().withoutResults(true);
        String job = job();
        clock.advance(Duration.ofSeconds(64));
        assertThat(status(job).path("jobStatus").asText(), is("completed"));
        assertThat(status(job).path("jobResult").isNull(), is(true));
        clock.advance(Duration.ofSeconds(1));
        assertThat(status(job).path("jobResult").asText(), is("succeeded"));
        assertThat(submissions("live").get(1).path("status").asText(), is("completed"));
        assertThat(submissions("live").get(1).has("result"), is(false));
    }

    @Test
    void aLiveSubmissionMayBearTheTimeOfItsPreview() throws Exception {
        simulator.dialect().createdOfPreview(true);
        job();
        assertThat(submissions("live").get(1).path("created"), is(submissions("preview").get(0).path("created")));
    }

    @Test
    void externalIdsAreSpeltInTwoWays() throws Exception {
        simulator.dialect().externalIdName("externalID");
        assertThat(json(get("product?externalId=vm")).path("value").path(0).path("identity").path("externalID").asText(),
                is("vm"));
    }

    @Test
    void othersComeAtTheirOwnTime() throws Exception {
        String preview = preview();
        simulator.foreignOperationAt(clock.instant().plusSeconds(10), "contoso", "vm", "goLive");
        clock.advance(Duration.ofSeconds(10));
        assertThat(goLive(preview).statusCode(), is(409));
        simulator.statesLag(Duration.ofSeconds(30));
        clock.advance(Duration.ofSeconds(60));
        assertThat(submissions("live").get(1).path("result").asText(), is("pending"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(submissions("live").get(1).path("result").asText(), is("succeeded"));
    }

    @Test
    void namesAndWordsMayBeInCapitals() throws Exception {
        simulator.spelling(Spelling.CAPITALS);
        JsonNode product = json(get("product?externalId=vm")).path("Value").path(0);
        assertThat(product.path("Identity").path("ExternalId").asText(), is("vm"));
        JsonNode live = json(get("submission/" + Product.guid("vm") + "?targetType=live")).path("Value").path(0);
        assertThat(live.path("Status").asText(), is("Completed"));
    }
}
