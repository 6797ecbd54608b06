package io.jenkins.plugins.azuremarketplace.api.entra;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.scripted.Samples;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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
                "700016 | application is not registered in this tenant",
                "90002 | no such directory",
                "900023 | no such directory",
                "90038 | the authority of that cloud",
                "50034 | not in this directory",
                "7000215 | the secret's value, not its id",
                "7000222 | has expired",
                "7000218 | update the credentials",
                "700025 | as a confidential one",
                "7000112 | enable it",
                "7000229 | az ad sp create",
                "700024 | Check the clock",
                "700027 | public part of this certificate",
                "50012 | public part of this certificate",
                "7000214 | revoked",
                "7000277 | revoked",
                "7000274 | not valid yet or any more",
                "1000502 | not valid yet or any more",
                "700030 | not authorized",
                "50013 | type of the credentials",
                "50027 | type of the credentials",
                "70025 | no federated credential",
                "70021 | issuer, subject and audience",
                "700211 | Compare the issuer",
                "700212 | api://AzureADTokenExchange",
                "7002121 | api://AzureADTokenExchange",
                "700213 | Copy the subject",
                "7002131 | Copy the subject",
                "700222 | managed identity",
                "700226 | managed identity",
                "700227 | managed identity",
                "700229 | managed identity",
                "50166 | the keys of the issuer",
                "501661 | the keys of the issuer",
                "500011 | Check the scope",
                "50001 | /.default",
                "70011 | /.default",
                "65001 | must consent",
                "53003 | conditional access",
                "530032 | conditional access",
                "900144 | please report"
            })
    void hintsAtTheCauseOfACode(String code, String hint) {
        String text = "AADSTS" + code + ": That is wrong.";
        MarketplaceException byText = refusal(400, error("invalid_request", text));
        MarketplaceException byNumber =
                refusal(400, "{\"error\": \"x\", \"error_description\": \"No.\", \"error_codes\": [" + code + "]}");

        assertThat(byText.getMessage(), allOf(containsString(text + " "), containsString(hint)));
        assertThat(byNumber.getMessage(), allOf(containsString("No. "), containsString(hint)));
        for (MarketplaceException refusal : List.of(byText, byNumber)) {
            assertThat(refusal.kind(), is(Kind.TOKEN_REFUSED));
            assertThat(refusal.code(), is("AADSTS" + code));
        }
    }

    @Test
    void saysThatAProxyWantsALogin() {
        service.http = service.http
                .newBuilder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", service.authority.port())))
                .build();

        MarketplaceException refusal = refusal(407, "<html>Login</html>");

        assertThat(refusal.getMessage(), startsWith(START + "a proxy on the way wants a login (407). "));
        assertThat(refusal.kind(), is(Kind.TOKEN_REFUSED));
    }

    @Test
    void believesTheNumbersMoreThanTheText() {
        assertThat(refusal(400, """
                        {"error": "x", "error_description": "AADSTS700016: See AADSTS90033.", "error_codes": ["7000222"]}""").code(), is("AADSTS7000222"));
        assertThat(refusal(400, """
                        {"error": "x", "error_description": "AADSTS700016: No.", "error_codes": [1]}""").code(), is("AADSTS700016"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, temporarily_unavailable, 1",
        "401, server_error, 1",
        "400, invalid_request, 90033",
        "400, invalid_request, 90055",
        "401, invalid_request, 90024",
        "403, invalid_request, 90006",
        "400, invalid_request, 90012",
        "400, invalid_request, 90090",
        "400, invalid_grant, 50196"
    })
    void takesATransientErrorForWeatherWhateverItsStatus(int status, String error, int code) {
        MarketplaceException refusal = refusal(status, error(error, "AADSTS" + code + ": Try again."));

        assertThat(refusal.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(refusal.isPassing(), is(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "302 | '' | 302 to https://login.example/saml",
                "307 | <h1>Moved</h1> | 307 to https://login.example/saml",
                "200 | <html><title>Sign in</title><p>Wi-Fi</p></html> | 200, an HTML page: “Sign in Wi-Fi”",
                "400 | <html>Bad</html> | 400, an HTML page: “Bad”",
                "401 | <html></html> | 401, an HTML page",
                "200 | Please sign in. | 200, no JSON: “Please sign in.”",
                "403 | Access denied | 403, no JSON: “Access denied”"
            })
    void knowsWhatIsNotTheTokenService(int status, String body, String what) {
        service.authority.on("", answer(status, body).with("Location", "https://login.example/saml"));

        MarketplaceException refusal = failureOf(service::goLive);

        assertThat(
                refusal.getMessage(),
                startsWith(START + "instead of the token service something else answered (" + what + ")."));
        assertThat(refusal.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(refusal.isPassing(), is(false));
        assertThat(refusal.provesNothingAccepted(), is(true));
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
        MarketplaceException refusal = refusal(400, error("x", "AADSTS1: No such account." + trailer));

        assertThat(refusal.getMessage(), is(START + "AADSTS1: No such account."));
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
                "504 | TOKEN_UNAVAILABLE"
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
                    case "padded" -> error("invalid_client", "x".repeat(3980) + " " + secret + " is wrong.");
                    case "cut" -> error("invalid_client", "x".repeat(3990) + secret + " is wrong.");
                    default -> '"' + secret.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
                };
        service.authority.on("", answer(400, body));
        ServicePrincipal principal = new ServicePrincipal("contoso", "client", secret);

        MarketplaceException refusal = failureOf(() -> service.client().authenticate(service.endpoints(), principal));

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

        assertThat(refusal.getMessage().length(), is(lessThan(4_200)));
        assertThat(refusal.reasons().get(0).length(), is(greaterThan(40_000)));
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
