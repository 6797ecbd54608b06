package io.jenkins.plugins.azuremarketplace.api;

import static io.jenkins.plugins.azuremarketplace.api.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRefusalTest {

    private static final String START = "No token from 127.0.0.1 for client 11111111-2222-3333-4444-555555555555: ";

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    private MarketplaceException refusal(int status, String body) {
        service.authority.on("", answer(status, body));
        return failureOf(service::goLive);
    }

    private static String error(String error, String description) {
        return Json.MAPPER
                .createObjectNode()
                .put("error", error)
                .put("error_description", description)
                .toString();
    }

    private static String everythingAbout(MarketplaceException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        return trace + e.code() + e.reasons();
    }

    @Test
    void keepsTheCodeAndItsSentenceAndSaysWhatToDo() throws Exception {
        MarketplaceException refusal = refusal(401, Samples.read("token-error.json"));

        assertThat(refusal.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(refusal.isPassing(), is(false));
        assertThat(refusal.provesNothingAccepted(), is(true));
        assertThat(refusal.status(), is(401));
        assertThat(refusal.code(), is("AADSTS7000215"));
        assertThat(
                refusal.getMessage(),
                is(START + "AADSTS7000215: Invalid client secret provided."
                        + " Check the client secret: enter the secret's value, not its id."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AADSTS700016 | application is not registered in this tenant",
                "AADSTS90002 | no such directory",
                "AADSTS900023 | no such directory",
                "AADSTS7000215 | the secret's value, not its id",
                "AADSTS7000222 | has expired",
                "AADSTS7000218 | update the credentials"
            })
    void hintsAtTheCauseOfACode(String code, String hint) {
        MarketplaceException refusal = refusal(400, error("invalid_request", code + ": That is wrong."));

        assertThat(refusal.code(), is(code));
        assertThat(refusal.getMessage(), allOf(containsString(code + ": That is wrong."), containsString(hint)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " Trace ID: 0c1f Correlation ID: 9d2c Timestamp: 2026-01-01 00:00:00Z",
                "\r\nTrace ID: 0c1f\r\nCorrelation ID: 9d2c\r\nTimestamp: 2026-01-01 00:00:00Z",
                "\nTimestamp: 2026-01-01 00:00:00Z",
                ""
            })
    void cutsTheTrailerThatOnlySupportUnderstands(String trailer) {
        MarketplaceException refusal = refusal(400, error("x", "AADSTS50034: No such account." + trailer));

        assertThat(refusal.getMessage(), is(START + "AADSTS50034: No such account."));
    }

    @Test
    void keepsAnErrorWithoutADescription() {
        MarketplaceException refusal = refusal(400, "{\"error\": \"invalid_scope\"}");

        assertThat(refusal.code(), is("invalid_scope"));
        assertThat(refusal.getMessage(), is(START + "invalid_scope"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | TOKEN_REFUSED",
                "401 | TOKEN_REFUSED",
                "403 | TOKEN_REFUSED",
                "404 | TOKEN_REFUSED",
                "408 | TOKEN_UNAVAILABLE",
                "429 | TOKEN_UNAVAILABLE",
                "500 | TOKEN_UNAVAILABLE",
                "502 | TOKEN_UNAVAILABLE",
                "503 | TOKEN_UNAVAILABLE",
                "504 | TOKEN_UNAVAILABLE",
                "302 | TOKEN_UNAVAILABLE"
            })
    void tellsARefusalFromABusyAuthority(int status, Kind kind) {
        MarketplaceException refusal = refusal(status, "");

        assertThat(refusal.kind(), is(kind));
        assertThat(refusal.isPassing(), is(kind == Kind.TOKEN_UNAVAILABLE));
        assertThat(refusal.provesNothingAccepted(), is(true));
        assertThat(refusal.getMessage(), is(START + "it answered " + status + " and gave no usable reason."));
    }

    @Test
    void readsAnHtmlPage() {
        MarketplaceException refusal = refusal(502, "<html><body><h1>Bad gateway</h1><p>Try later.</p></body></html>");

        assertThat(refusal.getMessage(), is(START + "Bad gateway Try later."));
    }

    @Test
    void tellsHowLongTheAuthorityWantsToBeLeftAlone() {
        service.authority.on("", answer(503, "").with("Retry-After", "17"));

        assertThat(failureOf(service::goLive).retryAfter(), is(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "html", "form", "error", "html page", "padded", "cut", "json string"})
    void neverRepeatsTheSecretThatTheAuthorityEchoes(String way) {
        String secret = "Zx<8Q~&\"q+/\\=4?Tail";
        String body =
                switch (way) {
                    case "plain" -> error("invalid_client", "The secret '" + secret + "' is wrong.");
                    case "html" ->
                        error(
                                "invalid_client",
                                "The secret <b>" + secret.replace("&", "&amp;").replace("<", "&lt;")
                                        + "</b> is wrong.");
                    case "form" ->
                        error(
                                "invalid_client",
                                "client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&scope=x");
                    case "error" -> error(secret, "");
                    case "html page" ->
                        "<html>client_secret=" + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "</html>";
                    case "padded" -> error("invalid_client", "x".repeat(480) + " " + secret + " is wrong.");
                    case "cut" -> error("invalid_client", "x".repeat(490) + secret + " is wrong.");
                    default -> '"' + secret.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                };
        service.authority.on("", answer(400, body));
        ServicePrincipal principal = new ServicePrincipal("contoso", "client", secret);

        MarketplaceException refusal =
                failureOf(() -> service.tokens.get(service.endpoints(), principal, service.http));

        String all = everythingAbout(refusal);
        assertThat(all, not(containsString("Zx<")));
        assertThat(all, not(containsString("Zx")));
        assertThat(all, not(containsString("Tail")));
        assertThat(all, not(containsString("8Q~")));
    }

    @Test
    void isBoundedAndOneLine() {
        MarketplaceException refusal =
                refusal(400, error("x", "AADSTS1: Line\r\nbroken \u001b[31mred " + "long ".repeat(10_000)));

        assertThat(refusal.getMessage().length(), is(lessThan(700)));
        assertThat(refusal.getMessage(), allOf(containsString("Line broken red long"), endsWith("…")));
        assertThat(refusal.getMessage().chars().noneMatch(Character::isISOControl), is(true));
    }

    @Test
    void survivesAnswersOfAnotherShape() {
        String[] bodies = {
            "null",
            "[]",
            "5",
            "{\"error\": null, \"error_description\": null}",
            "{\"error\": {\"code\": 7}}",
            "{\"error\": [1, {}], \"error_description\": {\"a\": []}}",
            "{\"error_codes\": \"x\"}",
            "{",
            "\u0000"
        };
        for (String body : bodies) {
            assertThat(refusal(400, body).kind(), is(Kind.TOKEN_REFUSED));
        }
    }
}
