package io.jenkins.plugins.azuremarketplace.api.ingestion;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.SlotState;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductStatusTest {

    private static final String GUID = "0b0b0b0b-5555-6666-7777-888888888888";

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    /** @param submissions such as {@code preview/7/completed/succeeded}, separated by blanks */
    private OfferStatus status(String submissions) throws MarketplaceException {
        String list = Arrays.stream(submissions.split(" "))
                .filter(one -> !one.isEmpty())
                .map(one -> one.split("/", -1))
                .map(part -> """
                    {"id": "submission/%s/%s", "target": {"targetType": "%s"}, "status": "%s", "result": "%s",
                     "created": "2026-01-23T18:59:24.1234567Z"}""".formatted(GUID, part[1], part[0], part[2], part[3]))
                .collect(Collectors.joining(",", "{\"value\": [", "]}"));
        service.api.on("/product?", answer(200, """
            {"value": [{"id": "product/%s", "identity": {"externalId": "contoso-offer"}}]}""".formatted(GUID)));
        service.api.on("/submission/", answer(200, list));
        Endpoints endpoints =
                Endpoints.of(MarketplaceApi.PRODUCT_INGESTION, service.api.url(), service.authority.url());
        return service.client()
                .connect(MarketplaceApi.PRODUCT_INGESTION, endpoints, service.principal())
                .status(Service.OFFER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "ready",
            value = {
                "draft/0//                                                    | Nothing of contoso/contoso-offer is in preview",
                "draft/0// preview/7/completed/succeeded                      | ready",
                "draft/0// preview/7/completed/succeeded live/6/completed/succeeded | ready",
                "draft/0// preview/7/completed/succeeded live/7/completed/succeeded | is live already",
                "draft/0// preview/7/completed/succeeded live/7/completed/failed | ready",
                "draft/0// preview/7/completed/failed                         | was not published",
                "draft/0// preview/7/completed/                               | does not tell whether the preview",
                "draft/0// preview/7/running/pending                          | is running",
                "draft/0// preview/7/completed/succeeded preview/8/running/pending | is running",
                "draft/0// preview/7/completed/succeeded live/7/running/pending | is running",
                "draft/0// preview/7/somethingNew/                            | is running"
            })
    void isReadyByItsSubmissionsAndNeverOnAGuess(String submissions, String why) throws Exception {
        OfferStatus status = status(submissions);

        assertThat(status.readyToGoLive(), is(why == null));
        if (why != null) {
            assertThat(status.blockers(), contains(containsString(why)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                     | UNKNOWN | EMPTY      | EMPTY",
                "draft/0//                                              | PRESENT | EMPTY      | EMPTY",
                "Draft/0/completed/succeeded                            | PRESENT | EMPTY      | EMPTY",
                "draft/0// preview/7/running/pending                    | PRESENT | PUBLISHING | EMPTY",
                "draft/0// preview/7/completed/failed                   | PRESENT | FAILED     | EMPTY",
                "draft/0// preview/7/completed/                         | PRESENT | UNKNOWN    | EMPTY",
                "preview/7/completed/succeeded live/7/running/pending   | UNKNOWN | PRESENT    | PUBLISHING",
                "preview/7/completed/succeeded live/6/completed/succeeded live/7/running/pending | UNKNOWN | PRESENT | PRESENT"
            })
    void tellsWhatIsInTheSlots(String submissions, SlotState draft, SlotState preview, SlotState live)
            throws Exception {
        OfferStatus status = status(submissions);

        assertThat(status.draft().state(), is(draft));
        assertThat(status.preview().state(), is(preview));
        assertThat(status.live().state(), is(live));
    }

    @Test
    void tellsSubmissionsTimesWordsAndThePage() throws Exception {
        OfferStatus status = status("draft/0// preview/7/completed/succeeded live/6/running/pending");

        assertThat(status.preview().submission(), is("submission/" + GUID + "/7"));
        assertThat(status.preview().text(), is("completed, succeeded"));
        assertThat(status.preview().changed(), is(Instant.parse("2026-01-23T18:59:24.123456700Z")));
        assertThat(status.preview().version(), is(nullValue()));
        assertThat(status.running().get(0).operation(), is("submission/" + GUID + "/6"));
        assertThat(status.running().get(0).type(), is("goLive"));
        assertThat(status.page().toString(), containsString("/offers/" + GUID + "/"));
        assertThat(service.api.received("POST"), is(empty()));
    }
}
