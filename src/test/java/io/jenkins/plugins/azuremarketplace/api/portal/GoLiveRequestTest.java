package io.jenkins.plugins.azuremarketplace.api.portal;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.drop;
import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.dropWithinBody;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.OFFER_PATH;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.OPERATION;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.VERSION;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.SubmissionPlan;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.scripted.Samples;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoLiveRequestTest {

    private static final String SUBMIT = "POST " + OFFER_PATH + "/golive" + VERSION + " HTTP/1.1";

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    private static ScriptedServer.Answer accepted(String location) {
        return answer(202, "").with("Location", location);
    }

    private List<ScriptedServer.Received> sent() {
        return service.api.received("/golive");
    }

    @Test
    void isAnEmptyPostWithIfMatchAndAToken() throws Exception {
        service.api.on("/golive", accepted(OPERATION));

        service.goLive();

        assertThat(service.api.received(), hasSize(1));
        ScriptedServer.Received request = sent().get(0);
        assertThat(request.line(), is(SUBMIT));
        assertThat(request.header("Authorization"), is("Bearer token-1"));
        assertThat(request.header("If-Match"), is("*"));
        assertThat(request.header("Content-Type"), is("application/json"));
        assertThat(request.header("Content-Length"), is("0"));
        assertThat(request.header("Accept"), is("application/json"));
        assertThat(request.body(), is(""));
    }

    @Test
    void goesBelowTheBasePathOfTheEndpoint() throws Exception {
        service.api.on("/golive", accepted("/gateway/cpp" + OPERATION));
        Endpoints gateway = Endpoints.of(
                MarketplaceApi.CLOUD_PARTNER_PORTAL, service.api.url() + "/gateway/cpp/", service.authority.url());

        OperationLocation location = service.goLive(service.marketplace(gateway));

        assertThat(sent().get(0).line(), is("POST /gateway/cpp" + OFFER_PATH + "/golive" + VERSION + " HTTP/1.1"));
        assertThat(location.url().encodedPath(), startsWith("/gateway/cpp/api/publishers/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Location", "Operation-Location", "operation-location"})
    void readsTheLocationFromEitherHeader(String header) throws Exception {
        service.api.on("/golive", answer(202, "").with(header, OPERATION));

        OperationLocation location = service.goLive();

        assertThat(location.text(), is(OPERATION));
        assertThat(location.url().toString(), is(service.api.url() + OPERATION));
    }

    @Test
    void prefersOperationLocationAndPassesOverWhatIsNoOperation() throws Exception {
        service.api.on(
                "/golive",
                accepted("/api/operations/a").with("Operation-Location", "/api/operations/b"),
                accepted(OFFER_PATH).with("Operation-Location", "/api/operations/b"),
                accepted("/api/operations/a").with("Operation-Location", ""),
                accepted("/api/operations/a").with("Operation-Location", OFFER_PATH));

        assertThat(service.goLive().text(), is("/api/operations/b"));
        assertThat(service.goLive().text(), is("/api/operations/b"));
        assertThat(service.goLive().text(), is("/api/operations/a"));
        assertThat(service.goLive().text(), is("/api/operations/a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void takesAnySuccess(int status) throws Exception {
        service.api.on("/golive", answer(status, "{\"ignored\": true}").with("Location", OPERATION));

        assertThat(service.goLive().text(), is(OPERATION));
    }

    @Test
    void followsAnAbsoluteLocation() throws Exception {
        String absolute = service.api.url() + "/api/operations/contoso$contoso-offer$2$preview";
        service.api.on("/golive", accepted(absolute));
        service.api.on("GET /api/operations/", answer(200, "{\"status\": \"running\"}"));

        OperationLocation location = service.goLive();
        service.marketplace().operation(location);

        assertThat(location.text(), is(absolute));
        assertThat(location.toString(), is(absolute));
        assertThat(
                service.api.received("GET").get(0).line(),
                is("GET /api/operations/contoso$contoso-offer$2$preview" + VERSION + " HTTP/1.1"));
    }

    @Test
    void keepsTheDollarsOfALocationInItsTextAndOnTheWire() throws Exception {
        String relative = "/api/operations/contoso$contoso-offer$2$preview" + VERSION;
        service.api.on("/golive", accepted(relative));
        service.api.on("GET /api/operations/", answer(200, "{\"status\": \"running\"}"));

        OperationLocation location = service.goLive();
        service.marketplace().operation(location);

        assertThat(location.text(), is(relative));
        assertThat(service.api.received("GET").get(0).line(), is("GET " + relative + " HTTP/1.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/operations/a                       | /api/operations/a?api-version=2017-10-31",
                "/api/operations/a?x=%24y                | /api/operations/a?x=%24y&api-version=2017-10-31",
                "/api/operations/a?api-version=2018-01-01| /api/operations/a?api-version=2018-01-01",
                "/api/operations/a%20b                   | /api/operations/a%20b?api-version=2017-10-31",
                "api/operations/a                        | /api/operations/a?api-version=2017-10-31"
            })
    void addsTheVersionWhereItIsMissing(String location, String target) throws Exception {
        service.api.on("/golive", accepted(location));
        service.api.on("GET ", answer(200, "{\"status\": \"running\"}"));

        OperationLocation parsed = service.goLive();
        service.marketplace().operation(parsed);

        assertThat(parsed.text(), is(location));
        assertThat(service.api.received("GET").get(0).line(), is("GET " + target + " HTTP/1.1"));
    }

    @Test
    void isAcceptedWithoutALocation() throws Exception {
        service.api.on("/golive", answer(202, "{}"));

        assertThat(service.goLiveWithoutLocation(), is("no location came with the answer"));
        assertThat(sent(), hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/publishers/contoso/offers/contoso-offer", "/status", "not a location", "/operations/"})
    void isAcceptedWithALocationThatIsNoOperation(String location) throws Exception {
        service.api.on("/golive", accepted(location));

        assertThat(service.goLiveWithoutLocation(), containsString(location));
    }

    @Test
    void isAcceptedWithAForeignLocationAndSendsNothingThere() throws Exception {
        try (ScriptedServer foreign = new ScriptedServer()) {
            String[] locations = {
                foreign.url() + OPERATION,
                "//127.0.0.1:" + foreign.port() + OPERATION,
                service.api.url() + "@127.0.0.1:" + foreign.port() + OPERATION,
                foreign.url().replace("http:", "https:") + OPERATION
            };
            for (String location : locations) {
                service.api.on("/golive", accepted(location));

                assertThat(
                        service.goLiveWithoutLocation(), containsString("does not belong to the configured service"));
            }
            assertThat(foreign.received(), is(empty()));
            assertThat(sent(), hasSize(locations.length));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, true",
        "401, true",
        "403, true",
        "404, true",
        "408, false",
        "409, true",
        "412, true",
        "422, true",
        "425, false",
        "429, false",
        "500, false",
        "502, false",
        "503, false",
        "504, false",
        "301, true",
        "302, true",
        "307, true",
        "308, true"
    })
    void isProvenToHaveDoneNothingByARefusalAlone(int status, boolean proof) {
        service.api.on("/golive", answer(status, ""));

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(status < 400 ? Kind.NOT_THE_SERVICE : Kind.STATUS));
        assertThat(failure.status(), is(status));
        assertThat(failure.provesNothingAccepted(), is(proof));
        assertThat(failure.getMessage(), containsString("" + status));
        assertThat(sent(), hasSize(status == 401 ? 2 : 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 503, 429, 500})
    void leavesOnceEvenIfTheServiceAsksForMore(int status) {
        service.api.on("/golive", answer(status, "").with("Retry-After", "0"), accepted(OPERATION));

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.status(), is(status));
        assertThat(failure.retryAfter(), is(Duration.ZERO));
        assertThat(sent(), hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (ScriptedServer foreign = new ScriptedServer()) {
            service.api.on(
                    "/golive",
                    answer(status, "").with("Location", OFFER_PATH + "/golive-here"),
                    answer(status, "").with("Location", foreign.url() + "/golive"));

            for (int i = 1; i <= 2; i++) {
                assertThat(failureOf(service::goLive).status(), is(status));
                assertThat(service.api.received(), hasSize(i));
            }
            assertThat(foreign.received(), is(empty()));
        }
    }

    @Test
    void leavesOnceWhenTheConnectionDrops() {
        service.api.on("/golive", drop(), accepted(OPERATION));

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(failure.provesNothingAccepted(), is(false));
        assertThat(failure.isPassing(), is(true));
        assertThat(
                failure.getMessage(),
                startsWith("Could not go live with contoso/contoso-offer: the answer of 127.0.0.1 did not arrive ("));
        assertThat(sent(), hasSize(1));
    }

    @Test
    void leavesOnceWhenAConnectionThatServedBeforeDrops() throws Exception {
        service.api.on("/submissions/", answer(200, "[]"));
        service.api.on("/golive", drop(), accepted(OPERATION));
        service.submissions();

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(sent(), hasSize(1));
    }

    @Test
    void leavesOnAConnectionOfItsOwn() throws Exception {
        service.api.on("/submissions/", answer(200, "[]"));
        service.api.on("/golive", accepted(OPERATION));
        service.submissions();

        service.goLive();
        service.goLive();

        assertThat(service.http.connectionPool().connectionCount(), is(2));
        assertThat(sent().stream().map(ScriptedServer.Received::port).distinct().toList(), hasSize(2));
    }

    @Test
    void isAcceptedWhenTheAnswerBreaksOffAfterItsHeaders() throws Exception {
        service.api.on("/golive", dropWithinBody(202), accepted(OPERATION));

        service.goLiveWithoutLocation();

        assertThat(sent(), hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br", "deflate", "nonsense"})
    void isAcceptedHoweverItsBodyIsLabelled(String encoding) throws Exception {
        service.api.on(
                "/golive",
                accepted(OPERATION).with("Content-Encoding", encoding),
                answer(202, "{\"broken").with("Location", OPERATION).with("Content-Encoding", encoding));

        assertThat(service.goLive().text(), is(OPERATION));
        assertThat(service.goLive().text(), is(OPERATION));
    }

    @Test
    void isRefusedWithItsReasonThoughItsBodyIsLabelledAsCompressed() {
        service.api.on(
                "/golive",
                answer(400, "{\"error\": {\"code\": \"NotReady\", \"message\": \"Publish it first.\"}}")
                        .with("Content-Encoding", "gzip"));

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(failure.getMessage(), containsString("Publish it first."));
    }

    @Test
    void takesNoLongerThanAllowed() throws Exception {
        service.authenticate();
        service.api.on("/golive", service.api.silence());
        Marketplace marketplace = service.marketplace();
        marketplace.limitCalls(Duration.ofMillis(300));

        MarketplaceException failure = failureOf(() -> service.goLive(marketplace));

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(failure.getMessage(), containsString("it took too long"));
    }

    @Test
    void isUncertainWhenTheAnswerTakesTooLong() throws Exception {
        service.losePatience();
        service.api.on("/golive", service.api.silence());

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(failure.provesNothingAccepted(), is(false));
        assertThat(failure.getMessage(), containsString("it took too long"));
        assertThat(sent(), hasSize(1));
    }

    @Test
    void isUncertainWhenTheWholeCallTakesTooLong() throws Exception {
        service.authenticate();
        service.http =
                service.http.newBuilder().callTimeout(Duration.ofSeconds(2)).build();
        service.api.on("/golive", service.api.silence());

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(failure.provesNothingAccepted(), is(false));
    }

    @Test
    void neverLeftWhenNobodyListens() {
        service.api.close();

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.UNREACHABLE));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(failure.isPassing(), is(true));
        assertThat(
                failure.getMessage(),
                is("Could not go live with contoso/contoso-offer:"
                        + " no connection to 127.0.0.1 (the connection was refused)."));
    }

    @Test
    void neverLeftWhenTheHostIsUnknown() {
        service.http = service.http
                .newBuilder()
                .dns(host -> {
                    throw new UnknownHostException(host);
                })
                .build();
        Endpoints endpoints = Endpoints.of(
                MarketplaceApi.CLOUD_PARTNER_PORTAL, "https://cloudpartner.invalid", service.authority.url());

        MarketplaceException failure = failureOf(() -> service.goLive(service.marketplace(endpoints)));

        assertThat(failure.kind(), is(Kind.UNREACHABLE));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(
                failure.getMessage(),
                containsString("no connection to cloudpartner.invalid (the host name is unknown)."));
    }

    @Test
    void neverLeftWhenThereIsNoSecureConnection() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                while (!plain.isClosed()) {
                    try (Socket socket = plain.accept()) {
                        socket.getInputStream().read();
                        socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    } catch (IOException closed) {
                        // The next connection, or the end.
                    }
                }
            });
            server.start();
            Endpoints secure = Endpoints.of(
                    MarketplaceApi.CLOUD_PARTNER_PORTAL,
                    "https://127.0.0.1:" + plain.getLocalPort(),
                    service.authority.url());

            MarketplaceException failure = failureOf(() -> service.goLive(service.marketplace(secure)));

            assertThat(failure.kind(), is(Kind.UNREACHABLE));
            assertThat(failure.provesNothingAccepted(), is(true));
            assertThat(failure.getMessage(), containsString("no connection to 127.0.0.1 (no secure connection: "));
        }
    }

    @Test
    void neverLeavesWithoutAToken() throws Exception {
        service.authority.on("", answer(401, Samples.read("token-error.json")));

        MarketplaceException failure = failureOf(service::goLive);

        assertThat(failure.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(service.api.received(), is(empty()));
    }

    @Test
    void neverLeavesWithoutAPublisher() {
        Marketplace marketplace = service.marketplace();
        Offer nameless = new Offer("", "contoso-offer");

        MarketplaceException failure = failureOf(() -> marketplace.submit(marketplace.plan(nameless, Target.LIVE)));

        assertThat(failure.kind(), is(Kind.NOT_READY));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(failure.getMessage(), is("The publisher id is missing."));
        assertThat(service.api.received(), is(empty()));
    }

    @Test
    void planReadsNothing() throws Exception {
        SubmissionPlan plan = service.marketplace().plan(Service.OFFER, Target.LIVE);

        assertThat(plan.offer(), is(Service.OFFER));
        assertThat(plan.submission(), is(nullValue()));
        assertThat(plan.alreadyLive(), is(false));
        assertThat(service.api.received(), is(empty()));
        assertThat(service.authority.received(), is(empty()));
    }

    @Test
    void isBrokenOffByAnotherThread() throws Exception {
        Marketplace marketplace = service.marketplace();
        service.api.on("/golive", exchange -> {
            marketplace.abort();
            service.api.silence().to(exchange);
        });

        MarketplaceException failure = failureOf(() -> service.goLive(marketplace));

        assertThat(failure.kind(), is(Kind.NO_ANSWER));
        assertThat(failure.provesNothingAccepted(), is(false));
        assertThat(sent(), hasSize(1));
        assertThat(
                "whatever comes later",
                failureOf(() -> service.goLive(marketplace)).kind(),
                is(Kind.UNREACHABLE));
        assertThat(sent(), hasSize(1));
    }

    @Test
    void theClientIsBoundedInTimeAndFollowsNothing() {
        assertThat(service.http.connectTimeoutMillis(), is(10_000));
        assertThat(service.http.readTimeoutMillis(), is(60_000));
        assertThat(service.http.callTimeoutMillis(), is(90_000));
        assertThat(service.http.followRedirects(), is(false));
        assertThat(service.http.followSslRedirects(), is(false));
    }

    @Test
    void identityTellsPrincipalsApartWithoutRevealingThem() {
        String identity = service.marketplace().identity();
        Marketplace other = service.client()
                .connect(
                        MarketplaceApi.CLOUD_PARTNER_PORTAL,
                        service.endpoints(),
                        new ServicePrincipal(
                                "contoso.onmicrosoft.com", "11111111-2222-3333-4444-555555555555", "another"));

        assertThat(service.marketplace().identity(), is(identity));
        assertThat(other.identity().equals(identity), is(false));
        assertThat(identity, allOf(startsWith(service.api.url()), not(containsString("s3cr3t"))));
    }
}
