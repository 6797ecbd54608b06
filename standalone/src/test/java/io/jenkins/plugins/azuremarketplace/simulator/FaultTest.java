package io.jenkins.plugins.azuremarketplace.simulator;

import static io.jenkins.plugins.azuremarketplace.simulator.Caller.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FaultTest {

    private static final String OFFER = "/api/publishers/contoso/offers/vm";
    private static final String VERSION = "?api-version=2017-10-31";
    private static final String GO_LIVE = OFFER + "/golive" + VERSION;

    private PortalSimulator simulator;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        simulator = PortalSimulator.start();
        simulator.hold();
        caller = new Caller(simulator, "https://cloudpartner.azure.com").signedIn();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<InputStream> spoilt(Spoiling how) throws Exception {
        simulator.next(Call.PRODUCT, Fault.spoiltAfter(how));
        HttpResponse<InputStream> answer =
                caller.open(caller.request(OFFER + VERSION).build());
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.headers().firstValue("ETag").orElseThrow(), is("\"1\""));
        return answer;
    }

    private HttpRequest.Builder goLive() {
        return caller.request(GO_LIVE).header("If-Match", "*").POST(BodyPublishers.noBody());
    }

    private static String text(HttpResponse<InputStream> answer) throws IOException {
        return new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsLabelledGzipNeedNotBeGzip() throws Exception {
        for (Spoiling how :
                new Spoiling[] {Spoiling.GZIP_LABEL, Spoiling.GZIP_LABEL_ON_NOTHING, Spoiling.BROKEN_GZIP}) {
            HttpResponse<InputStream> answer = spoilt(how);
            assertThat(answer.headers().firstValue("Content-Encoding").orElseThrow(), is("gzip"));
            assertThrows(IOException.class, () -> new GZIPInputStream(answer.body()).readAllBytes());
        }
    }

    @Test
    void bodiesCanBeCutShort() throws Exception {
        HttpResponse<InputStream> cut = spoilt(Spoiling.CUT_SHORT);
        assertThrows(IOException.class, () -> text(cut));
        simulator.next(Call.PRODUCT, Fault.spoiltAfter(Spoiling.BAD_CHUNKS));
        assertThrows(IOException.class, () -> caller.get(OFFER + VERSION));
        assertThat(caller.get(OFFER + VERSION).statusCode(), is(200));
    }

    @Test
    void bodiesCanBeTooLongEmptyOrInAnotherCharset() throws Exception {
        assertThat(text(spoilt(Spoiling.OVERSIZED)).length(), greaterThan(2 << 20));
        assertThat(text(spoilt(Spoiling.EMPTY)), is(""));
        assertThat(text(spoilt(Spoiling.NO_JSON)), is("{\"status\": \"runn"));
        assertThat(text(spoilt(Spoiling.WRONG_CHARSET)), startsWith("{\0"));
        HttpResponse<InputStream> klingon = spoilt(Spoiling.UNKNOWN_CHARSET);
        assertThat(klingon.headers().firstValue("Content-Type").orElseThrow(), containsString("x-klingon"));
        assertThat(text(klingon), containsString("\"contoso\""));
    }

    /** The client of this test does not hand out the headers of an answer with bad chunks. */
    @ParameterizedTest
    @EnumSource(value = Spoiling.class, mode = Mode.EXCLUDE, names = "BAD_CHUNKS")
    void whatIsAcceptedKeepsItsLocation(Spoiling how) throws Exception {
        simulator.next(Call.SUBMIT, Fault.spoiltAfter(how));
        HttpResponse<InputStream> answer = caller.open(goLive().build());
        assertThat(answer.statusCode(), is(202));
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(json(caller.get(location)).path(0).path("status").asText(), is("running"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Spoiling.class,
            mode = Mode.EXCLUDE,
            names = {"CUT_SHORT", "BAD_CHUNKS"})
    void whatIsRefusedKeepsItsStatus(Spoiling how) throws Exception {
        simulator.next(Call.PRODUCT, Fault.answer(400).spoilt(how));
        assertThat(caller.get(OFFER + VERSION).statusCode(), is(400));
    }

    @Test
    void refusalsComeInManyShapes() throws Exception {
        simulator.next(
                Call.PRODUCT,
                Fault.redirect(307, "https://elsewhere.example/"),
                Fault.loginPage(),
                Fault.gatewayPage(403),
                Fault.xml(503),
                Fault.problem(400),
                Fault.answer(425));
        HttpResponse<String> redirect = caller.get(OFFER + VERSION);
        assertThat(redirect.statusCode(), is(307));
        assertThat(redirect.headers().firstValue("Location").orElseThrow(), is("https://elsewhere.example/"));
        assertThat(caller.get(OFFER + VERSION).body(), containsString("sign in"));
        assertThat(caller.get(OFFER + VERSION).body(), containsString("Application-Gateway"));
        assertThat(caller.get(OFFER + VERSION).body(), startsWith("<?xml"));
        assertThat(
                json(caller.get(OFFER + VERSION))
                        .path("errors")
                        .path("x-ms-someHeader")
                        .size(),
                is(1));
        assertThat(caller.get(OFFER + VERSION).statusCode(), is(425));
    }

    @Test
    void theTokenEndpointHasItsWeather() throws Exception {
        simulator.next(Call.TOKEN, Fault.transientTokenError());
        HttpResponse<String> answer = caller.token("tenant", "client", "s3cret-of-the-simulator");
        assertThat(answer.statusCode(), is(400));
        assertThat(json(answer).path("error").asText(), is("temporarily_unavailable"));
        assertThat(answer.body(), containsString("AADSTS90033"));
    }

    @Test
    void connectionsCanBeReset() throws Exception {
        simulator.next(Call.SUBMIT, Fault.reset(), Fault.resetAfter());
        assertThrows(IOException.class, () -> caller.post(GO_LIVE, ""));
        assertThat(simulator.accepted("vm"), is(0));
        assertThrows(IOException.class, () -> caller.post(GO_LIVE, ""));
        assertThat(simulator.accepted("vm"), is(1));
    }

    @Test
    void answersMayNeverCome() {
        simulator.next(Call.PRODUCT, Fault.hang());
        simulator.next(Call.SUBMIT, Fault.hangAfter());
        HttpRequest look =
                caller.request(OFFER + VERSION).timeout(Duration.ofMillis(50)).build();
        assertThrows(HttpTimeoutException.class, () -> caller.send(look));
        HttpRequest request = goLive().timeout(Duration.ofMillis(200)).build();
        assertThrows(HttpTimeoutException.class, () -> caller.send(request));
        assertThat(simulator.accepted("vm"), is(1));
    }

    @Test
    void eachConnectionMayDieAfterItsAnswerWithoutSayingSo() throws Exception {
        simulator.closesSilently(true);
        HttpResponse<String> answer = caller.get(OFFER + VERSION);
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.headers().firstValue("Connection").orElseThrow(), is("keep-alive"));
        try (Socket socket = new Socket("127.0.0.1", simulator.endpoint().getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(all, startsWith("HTTP/1.1 401"));
        }
    }

    @Test
    void somethingMayHappenRightBeforeOrAfterARequest() throws Exception {
        Runnable other = () -> simulator.foreignOperationIfFree("contoso", "vm", "publish");
        simulator.next(Call.SUBMIT, Fault.none().beforehand(other));
        assertThat(caller.post(GO_LIVE, "").statusCode(), is(409));
        simulator.finish("vm", "completed");
        simulator.next(Call.SUBMIT, Fault.answer(503).afterwards(other));
        assertThat(caller.post(GO_LIVE, "").statusCode(), is(503));
        assertThat(caller.post(GO_LIVE, "").statusCode(), is(409));
        assertThat(simulator.accepted("vm"), is(0));
    }
}
