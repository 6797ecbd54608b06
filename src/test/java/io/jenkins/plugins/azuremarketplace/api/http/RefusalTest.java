package io.jenkins.plugins.azuremarketplace.api.http;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    private MarketplaceException refusal(ScriptedServer.Answer answer) {
        service.api.on("", answer);
        return failureOf(service::goLive);
    }

    @Test
    void saysWhatHappenedWhyAndWhatToDo() {
        MarketplaceException refusal =
                refusal(answer(403, "{\"error\": {\"code\": \"Forbidden\", \"message\": \"No access to contoso\"}}")
                        .with("x-ms-correlation-request-id", "4f2c"));

        assertThat(
                refusal.getMessage(),
                is("Could not go live with contoso/contoso-offer: the service answered 403."
                        + " No access to contoso (Forbidden)."
                        + " The service principal must be a user of this publisher account in Partner Center;"
                        + " a usual cause is that the wrong object id was registered there."
                        + " Correlation id: 4f2c."));
        assertThat(refusal.kind(), is(Kind.STATUS));
        assertThat(refusal.status(), is(403));
        assertThat(refusal.code(), is("Forbidden"));
        assertThat(refusal.reasons(), contains("No access to contoso (Forbidden)"));
        assertThat(refusal.retryAfter(), is(nullValue()));
        assertThat(refusal.isPassing(), is(false));
        assertThat(refusal.isConflict(), is(false));
    }

    @Test
    void saysAllReasons() {
        MarketplaceException refusal = refusal(
                answer(
                        422,
                        "{\"error\": {\"message\": \"Invalid\", \"details\": [{\"message\": \"No logo.\"}, {\"message\": \"No plan\"}]}}"));

        assertThat(
                refusal.getMessage(),
                containsString(
                        " answered 422. Invalid › No logo. Invalid › No plan. The offer did not pass validation"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {} | does not allow this now, or found the request malformed",
                "400 | {\"error\": {\"code\": \"conflict\"}} | Another operation of this offer is in progress",
                "400 | \"An In Progress submission already exists\" | Another operation of this offer is in progress",
                "401 | {} | The token was not accepted",
                "403 | {} | the wrong object id was registered",
                "404 | {} | Check the publisher id and the offer id",
                "409 | {} | Another operation of this offer is in progress",
                "412 | {} | The offer was changed meanwhile.",
                "422 | {} | correct it in Partner Center"
            })
    void hasAHintWhereTheCauseIsAUsualOne(int status, String body, String hint) {
        assertThat(refusal(answer(status, body)).getMessage(), containsString(hint));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | <html><title>Blocked</title></html> | a gateway or proxy on the way answered 403. Blocked. ",
                "403 | Access denied | a gateway or proxy on the way answered 403. Access denied. ",
                "403 | <Error><Code>X</Code><Message>Y</Message></Error> | on the way answered 403. Y (X). ",
                "401 | <h1>Sign in</h1> | a gateway or proxy on the way answered 401. Sign in. ",
                "403 | '' | the service answered 403. "
            })
    void doesNotBlameThePrincipalForWhatTheServiceDidNotSay(int status, String body, String start) {
        assertThat(
                refusal(answer(status, body)).getMessage(),
                is(allOf(containsString(start), endsWith("a gateway or proxy on the way refused."))));
    }

    @Test
    void knowsTheServiceByItsHeadersWhereThereIsNoBody() {
        assertThat(
                refusal(answer(403, "").with("x-ms-request-id", "1")).getMessage(), containsString("wrong object id"));
        assertThat(
                refusal(answer(401, "").with("WWW-Authenticate", "Bearer realm=\"x\""))
                        .getMessage(),
                containsString("The token was not accepted"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void saysWhereItWasRedirectedTo(int status) {
        MarketplaceException refusal =
                refusal(answer(status, "").with("Location", "https://login.example/<b>saml</b>"));

        assertThat(
                refusal.getMessage(),
                containsString(": the service redirected to https://login.example/saml (" + status
                        + "). That is not followed:"));
        assertThat(refusal.kind(), is(Kind.NOT_THE_SERVICE));
        assertThat(refusal.status(), is(status));
        assertThat(refusal.isPassing(), is(false));
        assertThat(refusal.provesNothingAccepted(), is(true));
    }

    @Test
    void survivesARedirectToNowhereOrToTheEndOfTheWorld() {
        assertThat(refusal(answer(302, "")).getMessage(), containsString("redirected without saying where (302)"));
        assertThat(
                refusal(answer(302, "").with("Location", "https://x/?SAMLRequest=" + "x".repeat(5_000)))
                        .getMessage()
                        .length(),
                is(lessThan(500)));
    }

    @Test
    void saysThatAProxyWantsALogin() throws Exception {
        service.authenticate();
        service.http = service.http
                .newBuilder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", service.api.port())))
                .build();

        assertThat(
                refusal(answer(407, "<h1>Login</h1>")).getMessage(),
                allOf(
                        containsString(": a proxy on the way wants a login (407). Login."),
                        not(containsString("service"))));
    }

    @Test
    void keepsReasonsWholeAndShortensThemInTheMessage() {
        String text = "x".repeat(5_000);

        MarketplaceException refusal = refusal(answer(422, "{\"errors\": [\"a" + text + "\", \"b" + text + "\"]}"));

        assertThat(refusal.reasons(), contains("a" + text, "b" + text));
        assertThat(
                refusal.getMessage(),
                containsString(" a" + "x".repeat(3_998) + "… b" + "x".repeat(3_998) + "… The offer"));
    }

    @Test
    void doesNotPrintAWholePage() {
        assertThat(
                refusal(answer(400, "<html><h1>Application-Gateway/v2</h1>" + "word ".repeat(5_000)))
                        .getMessage()
                        .length(),
                is(lessThan(700)));
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 405, 410, 418, 429, 500, 503})
    void hasNoHintOtherwise(int status) {
        assertThat(
                refusal(answer(status, "")).getMessage(),
                is("Could not go live with contoso/contoso-offer: the service answered " + status + "."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-ms-correlation-request-id",
                "x-ms-correlation-id",
                "x-ms-request-id",
                "request-id",
                "X-MS-Request-Id"
            })
    void namesTheCorrelationId(String header) {
        assertThat(
                refusal(answer(500, "").with(header, "0c1f0f4e-1111")).getMessage(),
                endsWith(" Correlation id: 0c1f0f4e-1111."));
    }

    @Test
    void prefersTheMostSpecificCorrelationIdAndMakesItHarmless() {
        assertThat(
                refusal(answer(500, "").with("request-id", "b").with("x-ms-correlation-request-id", "<b>a</b>\u001b"))
                        .getMessage(),
                endsWith(" Correlation id: a."));
        assertThat(
                refusal(answer(500, "").with("x-ms-correlation-request-id", " "))
                        .getMessage(),
                not(containsString("Correlation")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<html>", "null", "\u0000\u0001\u0002", "[[[]]]", "{\"error\": [null]}"})
    void survivesABodyThatSaysNothing(String body) {
        MarketplaceException refusal = refusal(answer(500, body));

        assertThat(refusal.status(), is(500));
        assertThat(refusal.reasons(), is(empty()));
    }

    @Test
    void readsAnHtmlPage() {
        assertThat(
                refusal(answer(503, "<html><h1>Service Unavailable</h1></html>"))
                        .getMessage(),
                is("Could not go live with contoso/contoso-offer: the service answered 503. Service Unavailable."));
    }

    @Test
    void tellsHowLongTheServiceWantsToBeLeftAlone() {
        assertThat(refusal(answer(429, "").with("Retry-After", "7")).retryAfter(), is(Duration.ofSeconds(7)));
        assertThat(refusal(answer(429, "").with("Retry-After", "99999")).retryAfter(), is(Duration.ofHours(1)));
        assertThat(refusal(answer(429, "").with("Retry-After", "soon")).retryAfter(), is(nullValue()));
    }

    @Test
    void measuresADateByTheClockOfTheService() {
        HttpAnswer answer = new HttpAnswer(
                503,
                Headers.of(
                        "Date", "Sun, 02 Feb 2020 02:02:00 GMT",
                        "Retry-After", "Sun, 02 Feb 2020 02:03:30 GMT"),
                "",
                null);

        assertThat(answer.retryAfter(), is(Duration.ofSeconds(90)));
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, true, true",
        "NO_ANSWER, true, false",
        "UNUSABLE, true, false",
        "NOT_READY, false, true",
        "NOT_THE_SERVICE, false, false",
        "TOKEN_REFUSED, false, true",
        "TOKEN_UNAVAILABLE, true, true"
    })
    void anyOtherFailureIsJudgedByItsKind(Kind kind, boolean passing, boolean proof) {
        MarketplaceException failure = new MarketplaceException(kind, "x", null);

        assertThat(failure.isPassing(), is(passing));
        assertThat(failure.provesNothingAccepted(), is(proof));
        assertThat(failure.isConflict(), is(false));
        assertThat(failure.status(), is(0));
        assertThat(failure.code(), is(""));
    }

    @ParameterizedTest
    @CsvSource({
        "400, false",
        "401, true",
        "403, false",
        "404, false",
        "408, true",
        "409, false",
        "412, false",
        "422, false",
        "429, true",
        "500, true",
        "503, true",
        "307, false"
    })
    void aStatusIsWeatherOrFinal(int status, boolean passing) {
        MarketplaceException failure = new MarketplaceException(Kind.STATUS, "x", status, "", List.of(), null, null);

        assertThat(failure.isPassing(), is(passing));
    }

    @Test
    void aConflictIsNoOtherKindOfFailure() {
        assertThat(refusal(answer(409, "")).isConflict(), is(true));
        assertThat(refusal(answer(400, "{\"error\": {\"code\": \"conflict\"}}")).isConflict(), is(true));
        assertThat(
                new MarketplaceException(Kind.TOKEN_REFUSED, "x", 409, "conflict", List.of(), null, null).isConflict(),
                is(false));
    }

    @Test
    void survivesSerialization() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refusal(answer(409, "\"Busy\"").with("Retry-After", "5")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            MarketplaceException back = (MarketplaceException) in.readObject();

            assertThat(back.isConflict(), is(true));
            assertThat(back.getMessage(), containsString("Busy"));
            assertThat(back.reasons(), is(empty()));
            assertThat(back.retryAfter(), is(nullValue()));
        }
    }
}
