package io.jenkins.plugins.azuremarketplace.api.ingestion;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests name the versions, the schema host and the scope that were chosen, each in its place. */
class ChosenVersionsTest {

    private static final String GUID = "0b0b0b0b-5555-6666-7777-888888888888";

    private final Service service = new Service();

    @BeforeEach
    void goLive() throws Exception {
        service.api.on("/product?", answer(200, """
            {"value": [{"id": "product/%s", "identity": {"externalId": "contoso-offer"}}]}\
            """.formatted(GUID)));
        service.api.on("/submission/", answer(200, """
            {"value": [{"id": "submission/%s/7", "target": {"targetType": "preview"},
                        "status": "completed", "result": "succeeded"}]}\
            """.formatted(GUID)));
        service.api.on("/configure?", answer(202, "{\"jobId\": \"job-1\"}"));
        Endpoints chosen = Endpoints.of(MarketplaceApi.PRODUCT_INGESTION, service.api.url(), service.authority.url())
                .withVersion("2022-07-01")
                .withProductVersion("2026-04-01-preview1")
                .withSchema("https://schema.example")
                .withScope("https://graph.microsoft.us/.default");
        service.goLive(service.client().connect(MarketplaceApi.PRODUCT_INGESTION, chosen, service.principal()));
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void theProductIsReadInItsOwnVersion() {
        assertThat(
                service.api.received("/product?").get(0).line(),
                is("GET /product?externalId=contoso-offer&$version=2026-04-01-preview1 HTTP/1.1"));
    }

    @Test
    void everythingElseIsInTheVersionOfTheApi() {
        assertThat(
                service.api.received("/submission/").get(0).line(),
                is("GET /submission/" + GUID + "?$version=2022-07-01 HTTP/1.1"));
        ScriptedServer.Received configure = service.api.received("/configure").get(0);
        assertThat(configure.line(), startsWith("POST /configure?$version=2022-07-01 "));
        assertThat(configure.body(), containsString("\"https://schema.example/schema/configure/2022-07-01\""));
        assertThat(configure.body(), containsString("\"https://schema.example/schema/submission/2022-07-01\""));
    }

    @Test
    void theTokenIsAskedForInTheChosenScope() {
        assertThat(
                service.authority.received().get(0).body(),
                containsString("scope=https%3A%2F%2Fgraph.microsoft.us%2F.default"));
    }
}
