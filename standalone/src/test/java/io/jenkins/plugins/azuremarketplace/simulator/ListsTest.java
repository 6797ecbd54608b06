package io.jenkins.plugins.azuremarketplace.simulator;

import static io.jenkins.plugins.azuremarketplace.simulator.Caller.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the portal's list of operations comes: late, in pages, with odd times, or in capitals. */
class ListsTest {

    private static final String OFFER = "/api/publishers/contoso/offers/vm";
    private static final String LIST = OFFER + "/submissions/?api-version=2017-10-31";
    private static final String DATE = "Date";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00.1234567Z"));
    private PortalSimulator simulator;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        simulator = PortalSimulator.start();
        simulator.useClock(clock);
        simulator.tokenLifetime(Duration.ofDays(365));
        simulator.publicationTakes(Duration.ofMinutes(1));
        caller = new Caller(simulator, "https://cloudpartner.azure.com").signedIn();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void threeOperations() {
        for (int i = 0; i < 3; i++) {
            simulator.foreignOperation("contoso", "vm", "goLive");
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private List<String> states() throws Exception {
        return json(caller.get(LIST)).findValuesAsText("submissionState");
    }

    private List<Integer> pages(String linkName, int most) throws Exception {
        List<Integer> sizes = new ArrayList<>();
        for (String next = LIST; !next.isEmpty() && sizes.size() < most; ) {
            JsonNode page = json(caller.get(next.startsWith("api/") ? "/" + next : next));
            sizes.add(page.path("value").size());
            next = page.path(linkName).asText();
        }
        return sizes;
    }

    @Test
    void operationsAndTheirStatesAppearLate() throws Exception {
        simulator.submissionsLag(Duration.ofSeconds(10));
        simulator.statesLag(Duration.ofSeconds(20));
        simulator.foreignOperation("contoso", "vm", "goLive");
        clock.advance(Duration.ofSeconds(9));
        assertThat(states().isEmpty(), is(true));
        clock.advance(Duration.ofSeconds(1));
        assertThat(states(), contains("running"));
        clock.advance(Duration.ofSeconds(69));
        assertThat(states(), contains("running"));
        assertThat(
                json(caller.get(OFFER + "/status?api-version=2017-10-31"))
                        .path("status")
                        .asText(),
                is("succeeded"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(states(), contains("completed"));
    }

    @ParameterizedTest
    @CsvSource({"nextLink,RELATIVE", "@nextLink,PATH", "@odata.nextLink,ABSOLUTE"})
    void listsComeInPages(String name, Paging.Link link) throws Exception {
        threeOperations();
        assertThat(json(caller.get(LIST)).isArray(), is(true));
        simulator.listAsObject(true);
        assertThat(pages(name, 9), contains(3));
        simulator.pages().size(2);
        simulator.pages().linkName(name);
        simulator.pages().link(link);
        assertThat(pages(name, 9), contains(2, 1));
        simulator.pages().emptyFirst(true);
        assertThat(pages(name, 9), contains(0, 2, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CIRCULAR", "ENDLESS"})
    void someListsHaveNoEnd(Paging.Link link) throws Exception {
        threeOperations();
        simulator.pages().size(2);
        simulator.pages().link(link);
        assertThat(
                pages("@nextLink", 5), link == Paging.Link.CIRCULAR ? contains(2, 1, 2, 1, 2) : contains(2, 1, 0, 0, 0));
        assertThat(simulator.requests(Call.SUBMISSIONS), is(5));
    }

    @Test
    void somePagesAreSomewhereElse() throws Exception {
        simulator.pages().link(Paging.Link.ELSEWHERE);
        assertThat(json(caller.get(LIST)).path("@nextLink").asText(), startsWith("https://elsewhere.example/api/"));
    }

    @Test
    void timesMayBeWrong() throws Exception {
        simulator.foreignOperation("contoso", "vm", "goLive");
        simulator.times().listsOff(Duration.ofHours(-8));
        simulator.times().listsWithoutZone(true);
        simulator.times().fractionDigits(7);
        assertThat(json(caller.get(LIST)).findValuesAsText("changedTime"), contains("2025-12-31T16:00:00.1234567"));
        simulator.times().listsWithoutTimes(true);
        assertThat(json(caller.get(LIST)).findValuesAsText("changedTime").isEmpty(), is(true));
        simulator.times().dateOff(Duration.ofHours(3));
        assertThat(caller.get(LIST).headers().firstValue(DATE).orElseThrow(), is("Thu, 01 Jan 2026 03:00:00 GMT"));
        simulator.times().withoutDate(true);
        assertThat(caller.get(LIST).headers().firstValue(DATE).isPresent(), is(false));
    }

    @Test
    void namesAndWordsMayBeInCapitals() throws Exception {
        simulator.foreignOperation("contoso", "vm", "goLive");
        simulator.spelling(Spelling.CAPITALS);
        JsonNode entry = json(caller.get(LIST)).path(0);
        assertThat(entry.path("SubmissionType").asText(), is("GoLive"));
        assertThat(entry.path("SubmissionState").asText(), is("Running"));
        assertThat(entry.path("OfferId").asText(), is("vm"));
        simulator.spelling(Spelling.CAPITAL_NAMES);
        assertThat(json(caller.get(LIST)).path(0).path("SubmissionType").asText(), is("goLive"));
        simulator.spelling(Spelling.CAPITAL_WORDS);
        assertThat(json(caller.get(LIST)).path(0).path("submissionType").asText(), is("GoLive"));
        assertThat(caller.get(OFFER + "?api-version=1").body(), not(startsWith("{\"Error")));
    }

    @Test
    void theListMayBeRefusedWhileTheStatusIsNot() throws Exception {
        simulator.always(Call.SUBMISSIONS, Fault.answer(405));
        assertThat(caller.get(LIST).statusCode(), is(405));
        assertThat(caller.get(OFFER + "/status?api-version=2017-10-31").statusCode(), is(200));
    }
}
