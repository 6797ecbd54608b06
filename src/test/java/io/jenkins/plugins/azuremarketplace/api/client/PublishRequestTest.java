package io.jenkins.plugins.azuremarketplace.api.client;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.Acceptance;
import io.jenkins.plugins.azuremarketplace.api.Emails;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OfferVerification;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request that publishes a draft to preview. */
class PublishRequestTest {

    private static final String GUID = "7e7f0d4a-0000-4000-8000-000000000001";
    private static final String PRODUCT = """
            {"value": [{"id": "product/%s", "identity": {"externalId": "contoso-offer"}}]}""".formatted(GUID);
    private static final String SUBMISSION = """
            {"id": "submission/%s/%d", "target": {"targetType": "%s"}, "status": "%s", "result": "%s"}""";

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    private static String submission(int number, String target, String status, String result) {
        return SUBMISSION.formatted(GUID, number, target, status, result);
    }

    private Marketplace ingestion(String... submissions) {
        service.api.on("/product?", answer(200, PRODUCT));
        service.api.on("/submission/", answer(200, "{\"value\": [" + String.join(", ", submissions) + "]}"));
        Endpoints endpoints =
                Endpoints.of(MarketplaceApi.PRODUCT_INGESTION, service.api.url(), service.authority.url());
        return service.client().connect(MarketplaceApi.PRODUCT_INGESTION, endpoints, service.principal());
    }

    @Test
    void namesThoseToBeToldInOneText() throws Exception {
        service.api.on("/publish", answer(202, "").with("Location", Service.OPERATION));
        Marketplace marketplace = service.marketplace();

        Acceptance acceptance = marketplace.submit(
                marketplace.plan(Service.OFFER, Target.PREVIEW).notifying(List.of("a@b.test", "c@d.test")));

        assertThat(String.valueOf(acceptance.location()), is(Service.OPERATION));
        ScriptedServer.Received request = service.api.received("/publish").get(0);
        assertThat(request.line(), is("POST " + Service.OFFER_PATH + "/publish" + Service.VERSION + " HTTP/1.1"));
        assertThat(request.header("If-Match"), is("*"));
        assertThat(request.body(), is("{\"metadata\":{\"notification-emails\":\"a@b.test,c@d.test\"}}"));
    }

    @Test
    void showsWhyAnOfferDidNotPassValidation() {
        service.api.on(
                "/publish",
                answer(
                        422,
                        "{\"error\": {\"code\": \"UnprocessableEntity\", \"message\": \"Plan gold has no image.\"}}"));
        Marketplace marketplace = service.marketplace();

        MarketplaceException failure =
                Service.failureOf(() -> marketplace.submit(marketplace.plan(Service.OFFER, Target.PREVIEW)));

        assertThat(failure.getMessage(), containsString("Could not publish contoso/contoso-offer to preview"));
        assertThat(failure.getMessage(), containsString("Plan gold has no image."));
    }

    @Test
    void hasNoIdWithProductIngestionSinceOneThatIsNullWouldCount() throws Exception {
        Marketplace marketplace = ingestion(submission(2, "live", "completed", "succeeded"));
        service.api.on("POST /configure", answer(202, "{\"jobId\": \"j1\", \"jobStatus\": \"running\"}"));

        Acceptance acceptance = marketplace.submit(marketplace.plan(Service.OFFER, Target.PREVIEW));

        assertThat(String.valueOf(acceptance.location()), is("configure/j1/status"));
        JsonNode resource = Json.parse(
                        service.api.received("POST /configure").get(0).body())
                .path("resources")
                .path(0);
        assertThat(resource.has("id"), is(false));
        assertThat(resource.path("product").asText(), is("product/" + GUID));
        assertThat(resource.path("target").path("targetType").asText(), is("preview"));
    }

    @ParameterizedTest
    @CsvSource({
        "running, pending, RUNNING",
        "completed, succeeded, CONFIRMED",
        "completed, failed, CONTRADICTED",
        "completed, '', UNTOLD"
    })
    void isConfirmedByThePreviewThatWasNotThereBefore(String status, String result, OfferVerification.Verdict verdict)
            throws Exception {
        Marketplace before = ingestion(submission(2, "preview", "completed", "succeeded"));
        List<String> known = before.submissions(Service.OFFER).submissions().stream()
                .map(Submission::identity)
                .toList();
        Marketplace after =
                ingestion(submission(2, "preview", "completed", "succeeded"), submission(3, "preview", status, result));

        OfferVerification verification = after.verify(Service.OFFER, Target.PREVIEW, null, known);

        assertThat(verification.verdict(), is(verdict));
        if (verdict != OfferVerification.Verdict.RUNNING) {
            assertThat(verification.submission(), is("submission/" + GUID + "/3"));
        }
    }

    @Test
    void isNotConfirmedByAnOlderPreview() throws Exception {
        Marketplace marketplace = ingestion(submission(2, "preview", "completed", "succeeded"));
        List<String> known = marketplace.submissions(Service.OFFER).submissions().stream()
                .map(Submission::identity)
                .toList();

        assertThat(
                marketplace.verify(Service.OFFER, Target.PREVIEW, null, known).verdict(),
                is(OfferVerification.Verdict.NOT_YET));
    }

    @Test
    void isConfirmedByAnOfferThatWaitsForTheSignOff() throws Exception {
        service.api.on("/status", answer(200, """
                {"status": "running", "steps": [{"stepName": "Publisher signoff", "status": "waitingForPublisherReview"}]}"""));

        assertThat(
                service.marketplace()
                        .verify(Service.OFFER, Target.PREVIEW, null, List.of())
                        .verdict(),
                is(OfferVerification.Verdict.CONFIRMED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                    | ",
                "a@b.test              | a@b.test",
                "a@b.test,c@d.test     | a@b.test,c@d.test",
                "' a@b.test ; c@d.test '| a@b.test,c@d.test"
            })
    void takesAddressesAsPeopleWriteThem(String written, String read) {
        assertThat(String.join(",", Emails.parse(written)), is(read == null ? "" : read));
    }

    @ParameterizedTest
    @CsvSource({"nobody", "a@", "@b.test", "a@b@c.test", "'a@b.test,oops'", "'<a@b.test>'"})
    void refusesWhatIsNoAddress(String written) {
        IllegalArgumentException complaint = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> Emails.parse(written));

        assertThat(complaint.getMessage(), containsString("is no mail address"));
    }
}
