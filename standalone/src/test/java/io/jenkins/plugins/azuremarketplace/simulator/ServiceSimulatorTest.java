package io.jenkins.plugins.azuremarketplace.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the two services have in common. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class ServiceSimulatorTest {

    private static final String SECRET = "s3cret-of-the-simulator";

    @Parameter
    boolean portal;

    private ServiceSimulator simulator;
    private Caller caller;
    private String list;

    @BeforeEach
    void start() throws Exception {
        simulator = portal ? PortalSimulator.start() : IngestionSimulator.start();
        caller = new Caller(simulator, portal ? "https://cloudpartner.azure.com" : "https://graph.microsoft.com").signedIn();
        list = portal
                ? "/api/publishers/contoso/offers/vm?api-version=2017-10-31"
                : "/rp/product-ingestion/product?externalId=vm&$version=2022-03-01-preview3";
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void tokensAreRefusedForTheDocumentedReasons() throws Exception {
        assertThat(caller.token("tenant", "client", "wrong").body(), containsString("AADSTS7000215"));
        assertThat(caller.token("tenant", "client", "wrong").statusCode(), is(401));
        assertThat(caller.token("unknown-tenant", "client", SECRET).body(), containsString("AADSTS90002"));
        assertThat(caller.token("tenant", "unknown-client", SECRET).body(), containsString("AADSTS700016"));
        simulator.expireSecret();
        assertThat(caller.token("tenant", "client", SECRET).body(), containsString("AADSTS7000222"));
        assertThat(simulator.tokensIssued(), is(1));
    }

    @Test
    void tokensAreWorthlessAfterTheirLifetimeAndAfterRevocation() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
        simulator.useClock(clock);
        simulator.tokenLifetimeAsText(true);
        assertThat(caller.signedIn().get(list).statusCode(), is(200));
        assertThat(Caller.json(caller.token("tenant", "client", SECRET)).path("expires_in").textValue(), is("3599"));
        clock.advance(Duration.ofSeconds(3599));
        assertThat(caller.get(list).statusCode(), is(401));
        assertThat(caller.signedIn().get(list).statusCode(), is(200));
        simulator.revokeTokens();
        assertThat(caller.get(list).body(), containsString("APIM: Unauthorized"));
    }

    @Test
    void aTokenForAnotherResourceIsNotAccepted() throws Exception {
        Caller stranger = new Caller(simulator, "https://management.azure.com").signedIn();
        assertThat(simulator.currentToken(), startsWith("simtoken-"));
        assertThat(stranger.get(list).statusCode(), is(401));
    }

    @Test
    void datesAreThoseOfTheClock() throws Exception {
        simulator.useClock(new SettableClock(Instant.parse("2026-02-03T04:05:06Z")));
        assertThat(caller.get(list).headers().allValues("Date"), equalTo(List.of("Tue, 03 Feb 2026 04:05:06 GMT")));
        assertThat(caller.get(list).headers().firstValue("x-ms-correlation-request-id").isPresent(), is(true));
    }

    @Test
    void faultsAreUsedUpOneByOne() throws Exception {
        simulator.next(Call.PRODUCT, Fault.throttled("7"), Fault.html(502), Fault.empty(500), Fault.redirect("http://127.0.0.1:1/"));
        assertThat(caller.get(list).headers().firstValue("Retry-After").orElseThrow(), is("7"));
        assertThat(caller.get(list).body(), startsWith("<!DOCTYPE html>"));
        assertThat(caller.get(list).body(), is(""));
        assertThat(caller.get(list).statusCode(), is(302));
        assertThat(caller.get(list).statusCode(), is(200));
        assertThat(simulator.requests(Call.PRODUCT), is(5));
    }

    @Test
    void aDroppedRequestGetsNoAnswer() throws Exception {
        simulator.always(Call.PRODUCT, Fault.drop());
        assertThrows(IOException.class, () -> caller.get(list));
        simulator.always(Call.PRODUCT, Fault.none());
        assertThat(caller.get(list).statusCode(), is(200));
    }

    @Test
    void aStaleTokenStaysStale() throws Exception {
        simulator.next(Call.PRODUCT, Fault.staleToken());
        assertThat(caller.get(list).statusCode(), is(401));
        assertThat(caller.get(list).statusCode(), is(401));
        assertThat(caller.signedIn().get(list).statusCode(), is(200));
    }

    @Test
    void oversizedBodiesAreOversized() throws Exception {
        simulator.next(Call.PRODUCT, Fault.oversized(), Fault.oversizedGzip());
        assertThat(caller.get(list).body().length(), greaterThan(2 << 20));
        assertThat(caller.get(list).body().length(), lessThan(64 << 10));
    }

    @Test
    void outagesAndRefusalsConcernTheApiAndNotTheAuthority() throws Exception {
        simulator.outage(true);
        assertThat(caller.get(list).statusCode(), is(503));
        assertThat(caller.token("tenant", "client", SECRET).statusCode(), is(200));
        simulator.outage(false);
        simulator.authorityOutage(true);
        assertThat(caller.token("tenant", "client", SECRET).statusCode(), is(503));
        simulator.forbid(true);
        assertThat(Caller.json(caller.get(list)).path("error").path("code").asText(), is("Forbidden"));
    }

    @Test
    void requestsAreRecordedAsTheyWereSent() throws Exception {
        caller.get(list);
        RecordedRequest request = simulator.requests().get(1);
        assertThat(request.path(), is(list));
        assertThat(request.header("authorization"), is("Bearer " + simulator.currentToken()));
        simulator.recordRequests(false);
        caller.get(list);
        assertThat(simulator.requests(), hasSize(2));
        assertThat(simulator.openRequests(), is(0));
    }

    @Test
    void bodiesOfUnknownLengthAreRead() throws Exception {
        byte[] text = "наклейка".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        caller.send(caller.request(list).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text))).build());
        assertThat(simulator.requests().get(1).body(), is(new String(text, StandardCharsets.UTF_8)));
        assertThat(simulator.requests(Call.OTHER), is(1));
    }

    @Test
    void theServiceCanComeBackOnItsPort() throws Exception {
        int port = simulator.authority().getPort();
        simulator.close();
        assertThrows(IOException.class, () -> caller.get(list));
        simulator = portal ? PortalSimulator.start(port) : IngestionSimulator.start(port);
        assertThat(caller.get(list).statusCode(), is(401));
    }

    @Test
    void manyClientsAreServedAtOnce() {
        simulator.always(Call.PRODUCT, Fault.delay(Duration.ofMillis(50)));
        IntStream.range(0, 64).parallel().forEach(i -> {
            try {
                assertThat(caller.get(list).statusCode(), is(200));
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(simulator.requests(Call.PRODUCT), is(64));
        assertThat(simulator.maxOpenRequests(), greaterThan(1));
    }
}
