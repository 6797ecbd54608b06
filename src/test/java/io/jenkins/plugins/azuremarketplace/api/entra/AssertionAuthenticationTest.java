package io.jenkins.plugins.azuremarketplace.api.entra;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.token;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.federation.AssertionProvider;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.SettableClock;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssertionAuthenticationTest {

    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String SUBJECT = "https://jenkins.example/job/release/";
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final TokenIssuer ISSUER = new TokenIssuer("https://jenkins.example/oidc");

    private final SettableClock clock = new SettableClock(NOW);
    private final AccessTokens tokens = new AccessTokens(clock);
    private final OkHttpClient http = MarketplaceHttp.client(new OkHttpClient.Builder());
    private final PortalSimulator simulator = PortalSimulator.start();
    private final ScriptedServer authority = new ScriptedServer();

    AssertionAuthenticationTest() {
        simulator.useClock(clock);
    }

    @AfterEach
    void close() {
        http.connectionPool().evictAll();
        authority.close();
        simulator.close();
    }

    private String fresh() {
        return ISSUER.token(SUBJECT, AUDIENCE, clock.instant(), Duration.ofMinutes(5));
    }

    private static ServicePrincipal principal(String identity, AssertionProvider provider) {
        return new ServicePrincipal(
                "contoso.onmicrosoft.com", CLIENT, ClientAuthentication.assertion(identity, provider));
    }

    private String get(String url, AssertionProvider provider) throws MarketplaceException {
        return get(url, principal("credentials 7", provider), null);
    }

    private String get(String url, ServicePrincipal principal, Duration limit) throws MarketplaceException {
        return tokens.get(
                Endpoints.of(MarketplaceApi.CLOUD_PARTNER_PORTAL, "https://localhost:9", url), principal, http, limit);
    }

    private String simulated(AssertionProvider provider) throws MarketplaceException {
        return get(simulator.authority().toString(), provider);
    }

    @Test
    void handsTheTokenOnUnchanged() throws Exception {
        authority.on("", token("one"));
        String assertion = fresh();

        assertThat(get(authority.url(), limit -> " " + assertion + "\n"), is("one"));

        assertThat(
                authority.received().get(0).body(),
                is("grant_type=client_credentials&client_id=" + CLIENT
                        + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                        + "&client_assertion=" + assertion
                        + "&scope=https%3A%2F%2Fcloudpartner.azure.com%2F.default"));
    }

    @Test
    void asksForAnotherTokenEachTimeOfAWaitOfDays() throws Exception {
        simulator.trust(ISSUER.name(), SUBJECT, AUDIENCE);
        simulator.publish(ISSUER);
        List<String> assertions = new ArrayList<>();
        Instant end = NOW.plus(Duration.ofDays(7));

        while (clock.instant().isBefore(end)) {
            simulated(limit -> {
                assertions.add(fresh());
                return assertions.get(assertions.size() - 1);
            });
            clock.advance(Duration.ofMinutes(5));
        }

        assertThat("one an hour, five minutes early", simulator.tokensIssued(), is(7 * 24 * 60 / 55 + 1));
        assertThat(assertions.size(), is(simulator.tokensIssued()));
        assertThat(new HashSet<>(assertions).size(), is(assertions.size()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://jenkins.example/oidc/ | " + SUBJECT + " | " + AUDIENCE + " | 700211",
                "https://jenkins.example/OIDC | " + SUBJECT + " | " + AUDIENCE + " | 700211",
                "https://jenkins.example/oidc | https://jenkins.example/job/release | " + AUDIENCE + " | 700213",
                "https://jenkins.example/oidc | " + SUBJECT + " | api://azureadtokenexchange | 700212"
            })
    void isRefusedWithTheClaimsThatWerePresented(String issuer, String subject, String audience, int code) {
        simulator.trust(issuer, subject, audience);
        simulator.publish(ISSUER);
        String assertion = fresh();

        MarketplaceException refusal = failureOf(() -> simulated(limit -> assertion));

        assertThat(refusal.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(refusal.code(), is("AADSTS" + code));
        assertThat(
                refusal.getMessage(),
                containsString(" Presented was a token with the issuer “https://jenkins.example/oidc”, the subject “"
                        + SUBJECT + "” and the audience “" + AUDIENCE + "”."));
        assertThat(everythingAbout(refusal), not(containsString(assertion.split("\\.")[1])));
    }

    @ParameterizedTest
    @CsvSource({
        "70021, true",
        "7002121, true",
        "7002131, true",
        "70025, true",
        "50013, true",
        "700024, true",
        "501661, true",
        "700016, false",
        "90002, false",
        "500011, false"
    })
    void namesTheClaimsWhereTheyMatter(int code, boolean named) {
        authority.on("", answer(400, "{\"error\": \"invalid_client\", \"error_codes\": [" + code + "]}"));

        String message = failureOf(() -> get(authority.url(), limit -> fresh())).getMessage();

        assertThat(message, message.contains("Presented was a token"), is(named));
    }

    @Test
    void isRefusedForTheReasonsThatConcernTheToken() {
        assertThat(failureOf(() -> simulated(limit -> fresh())).code(), is("AADSTS70025"));
        simulator.trust(ISSUER.name(), SUBJECT, AUDIENCE);
        assertThat(failureOf(() -> simulated(limit -> fresh())).code(), is("AADSTS50166"));

        simulator.publish(new TokenIssuer(ISSUER.name()));
        assertThat(
                "signed by a key of somebody else",
                failureOf(() -> simulated(limit -> fresh())).code(),
                is("AADSTS50013"));

        simulator.publish(ISSUER);
        String old = fresh();
        clock.advance(Duration.ofMinutes(11));
        assertThat(failureOf(() -> simulated(limit -> old)).code(), is("AADSTS700024"));
        String[] parts = fresh().split("\\.");
        String tampered = parts[0] + "." + old.split("\\.")[1] + "." + parts[2];
        assertThat(failureOf(() -> simulated(limit -> tampered)).code(), is("AADSTS50013"));
    }

    @ParameterizedTest
    @CsvSource({"hunter2, no signed JWT", "'', is missing", "eyJhbGciOiJFUzI1NiJ9.e30.c2ln, “ES256”"})
    void sendsNothingThatIsVisiblyNoToken(String text, String why) {
        MarketplaceException refusal = failureOf(() -> get(authority.url(), limit -> text));

        assertThat(refusal.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(refusal.provesNothingAccepted(), is(true));
        assertThat(refusal.getMessage(), containsString(why));
        assertThat(everythingAbout(refusal), not(containsString("hunter2")));
        assertThat(authority.received(), is(empty()));
    }

    @Test
    void failsAsWhoeverMakesTheTokenDoes() {
        MarketplaceException failure =
                new MarketplaceException(Kind.TOKEN_UNAVAILABLE, "The machine does not answer.", null);

        assertThat(
                failureOf(() -> get(authority.url(), limit -> {
                    throw failure;
                })),
                is(sameInstance(failure)));
    }

    @Test
    void leavesTheOldTokenInUseWhileThereIsNoAssertion() throws Exception {
        authority.on("", token("one"), token("two"));
        get(authority.url(), limit -> fresh());
        clock.advance(Duration.ofMinutes(56));

        assertThat(get(authority.url(), limit -> "no token"), is("one"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(get(authority.url(), limit -> fresh()), is("two"));
    }

    @Test
    void tellsWhoeverMakesTheTokenHowLongThatMayTake() throws Exception {
        authority.on("", token("one"));
        List<Duration> limits = new ArrayList<>();
        AssertionProvider provider = limit -> {
            limits.add(limit);
            return fresh();
        };

        get(authority.url(), principal("one", provider), Duration.ofSeconds(20));
        get(authority.url(), principal("other", provider), null);

        assertThat(limits.get(0), is(Duration.ofSeconds(20)));
        assertThat(limits.get(1) == null, is(true));
    }

    @Test
    void sendsNothingAfterTheLimit() {
        MarketplaceException late =
                failureOf(() -> get(authority.url(), principal("one", limit -> fresh()), Duration.ofNanos(1)));

        assertThat(late.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(late.getMessage(), containsString("took too long"));
        assertThat(authority.received(), is(empty()));
    }

    @Test
    void sharesATokenAmongThoseWithOneIdentity() throws Exception {
        authority.on("", token("one"), token("two"), token("three"));
        String url = authority.url();

        assertThat(get(url, principal("credentials 7", limit -> fresh()), null), is("one"));
        assertThat(get(url, principal("credentials 7", limit -> fresh()), null), is("one"));
        assertThat(get(url, principal("credentials 8", limit -> fresh()), null), is("two"));
        assertThat(
                "a secret that reads like the identity",
                get(url, new ServicePrincipal("contoso.onmicrosoft.com", CLIENT, "credentials 7"), null),
                is("three"));
    }

    @ParameterizedTest
    @CsvSource({"whole", "signature", "claims", "form"})
    void neverRepeatsTheTokenThatTheAuthorityEchoes(String what) {
        String assertion = fresh();
        String echo =
                switch (what) {
                    case "signature" -> assertion.split("\\.")[2];
                    case "claims" -> assertion.split("\\.")[1];
                    case "form" -> "client_assertion=" + assertion + "&scope=x";
                    default -> assertion;
                };
        authority.on(
                "",
                answer(
                        400,
                        Json.MAPPER
                                .createObjectNode()
                                .put("error", "invalid_client")
                                .put("error_description", "AADSTS50013: It is " + echo + " and wrong.")
                                .toString()));

        MarketplaceException refusal = failureOf(() -> get(authority.url(), limit -> assertion));

        for (String part : assertion.split("\\.")) {
            assertThat(everythingAbout(refusal), not(containsString(part)));
        }
        assertThat(refusal.getMessage(), containsString("****"));
    }

    @Test
    void showsWhoMakesTheTokenAlone() {
        assertThat(
                principal("credentials 7", limit -> fresh()).toString(),
                is("ServicePrincipal[tenant=contoso.onmicrosoft.com, clientId=" + CLIENT
                        + ", authentication=assertion of credentials 7]"));
        assertThat(Proof.assertion(fresh(), "").toString(), is("Proof[****]"));
    }

    private static String everythingAbout(MarketplaceException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        return trace + e.code() + e.reasons();
    }
}
