package io.jenkins.plugins.azuremarketplace.simulator;

import static io.jenkins.plugins.azuremarketplace.simulator.Caller.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others who use the portal too, and what the client is to make of what it sees of them. */
class OthersTest {

    private static final String OFFER = "/api/publishers/contoso/offers/vm";
    private static final String VERSION = "?api-version=2017-10-31";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(START);
    private PortalSimulator simulator;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        simulator = PortalSimulator.start();
        simulator.useClock(clock);
        simulator.publicationTakes(Duration.ofMinutes(1));
        caller = new Caller(simulator, "https://cloudpartner.azure.com").signedIn();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> goLive() throws Exception {
        return caller.post(OFFER + "/golive" + VERSION, "");
    }

    private List<String> states() throws Exception {
        return json(caller.get(OFFER + "/submissions/" + VERSION)).findValuesAsText("submissionState");
    }

    @Test
    void othersComeAtTheirOwnTimeWhoeverLooks() throws Exception {
        simulator.foreignOperationAt(START.plusSeconds(10), "contoso", "vm", "publish");
        simulator.foreignOperationAt(START.plusSeconds(20), "contoso", "vm", "goLive");
        simulator.foreignOperationAt(START.plusSeconds(100), "contoso", "vm", "goLive");
        assertThat(states().isEmpty(), is(true));
        clock.advance(Duration.ofSeconds(69));
        assertThat(states(), contains("running"));
        assertThat(goLive().statusCode(), is(409));
        clock.advance(Duration.ofSeconds(1));
        assertThat(states(), contains("completed"));
        clock.advance(Duration.ofSeconds(60));
        assertThat(states(), contains("completed", "running"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(states(), contains("completed", "completed"));
        assertThat(simulator.accepted("vm"), is(0));
    }

    @Test
    void othersMayFareOtherwise() throws Exception {
        simulator.othersFare(Duration.ofSeconds(10), "failed");
        simulator.foreignOperation("contoso", "vm", "goLive");
        clock.advance(Duration.ofSeconds(10));
        goLive();
        assertThat(simulator.stateOfAccepted("vm"), is("running"));
        clock.advance(Duration.ofMinutes(1));
        assertThat(states(), contains("failed", "completed"));
        assertThat(simulator.stateOfAccepted("vm"), is("completed"));
    }

    @Test
    void whoSawSomebodyElsesOperationShouldNotSend() throws Exception {
        simulator.foreignOperation("contoso", "vm", "publish");
        simulator.next(Call.SUBMISSIONS, Fault.html(502), Fault.spoiltAfter(Spoiling.GZIP_LABEL));
        caller.get(OFFER + "/submissions/" + VERSION);
        caller.get(OFFER + "/submissions/" + VERSION);
        goLive();
        assertThat(simulator.witness().sentDespiteOthers(), is(0));
        states();
        goLive();
        assertThat(simulator.witness().sentDespiteOthers(), is(1));
        simulator.witness().forget();
        goLive();
        assertThat(simulator.witness().sentDespiteOthers(), is(1));
        caller.get(OFFER + "/status" + VERSION);
        clock.advance(Duration.ofMinutes(1));
        goLive();
        assertThat(simulator.witness().sentDespiteOthers(), is(1));
    }

    @Test
    void aPreviewInItsSignoffKeepsNobodyFromSending() throws Exception {
        simulator.previewInSignoff("contoso", "vm");
        states();
        goLive();
        assertThat(simulator.witness().sentDespiteOthers(), is(0));
    }

    @Test
    void whoWasToldOfAnAcceptanceShouldNotSendAgain() throws Exception {
        simulator.next(Call.SUBMIT, Fault.answer(503), Fault.answerAfter(503), Fault.spoiltAfter(Spoiling.EMPTY));
        goLive();
        goLive();
        clock.advance(Duration.ofMinutes(1));
        assertThat(goLive().statusCode(), is(202));
        assertThat(simulator.witness().sentAfterAcceptance(), is(0));
        goLive();
        assertThat(simulator.witness().sentAfterAcceptance(), is(1));
    }
}
