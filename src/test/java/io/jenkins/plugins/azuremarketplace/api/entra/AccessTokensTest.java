package io.jenkins.plugins.azuremarketplace.api.entra;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.token;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.scripted.Samples;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import io.jenkins.plugins.azuremarketplace.simulator.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {

    private static final String TENANT = "contoso.onmicrosoft.com";
    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AccessTokens tokens = new AccessTokens(clock);
    private final ScriptedServer authority = new ScriptedServer();
    private final OkHttpClient http = MarketplaceHttp.client(new OkHttpClient.Builder());
    private final Endpoints endpoints = endpoints(authority.url());
    private final ServicePrincipal principal = new ServicePrincipal(TENANT, CLIENT, Service.SECRET);

    @AfterEach
    void close() {
        http.connectionPool().evictAll();
        authority.close();
    }

    private String get() throws MarketplaceException {
        return tokens.get(endpoints, principal, http);
    }

    private static Endpoints endpoints(String authority) {
        return Endpoints.of(MarketplaceApi.CLOUD_PARTNER_PORTAL, "https://localhost:9", authority);
    }

    private int asked() {
        return authority.received().size();
    }

    private static ScriptedServer.Answer lasting(String value, String expiresIn) {
        return answer(200, """
                {"token_type": "Bearer", "expires_in": %s, "access_token": "%s"}""".formatted(expiresIn, value));
    }

    private static ScriptedServer.Answer busy(String retryAfter) {
        return answer(429, "").with("Retry-After", retryAfter);
    }

    @Test
    void asksByTheClientCredentialsGrant() throws Exception {
        authority.on("", token("one"));

        assertThat(get(), is("one"));

        ScriptedServer.Received request = authority.received().get(0);
        assertThat(request.line(), is("POST /contoso.onmicrosoft.com/oauth2/v2.0/token HTTP/1.1"));
        assertThat(request.header("Content-Type"), startsWith("application/x-www-form-urlencoded"));
        assertThat(request.header("Authorization"), is(nullValue()));
        assertThat(
                request.body(),
                is("grant_type=client_credentials&client_id=" + CLIENT
                        + "&client_secret=s3cr3t%7E.Q8value"
                        + "&scope=https%3A%2F%2Fcloudpartner.azure.com%2F.default"));
    }

    @Test
    void keepsTheAuthoritysOwnPath() throws Exception {
        authority.on("", token("one"));

        tokens.get(endpoints(authority.url() + "/gateway/entra/"), principal, http);

        assertThat(
                authority.received().get(0).line(), startsWith("POST /gateway/entra/contoso.onmicrosoft.com/oauth2/"));
    }

    @Test
    void asksOnceForManyCalls() throws Exception {
        authority.on("", token("one"), token("two"));

        assertThat(List.of(get(), get(), get()), everyItem(is("one")));
        assertThat(asked(), is(1));
    }

    @Test
    void keepsOneTokenPerAuthorityTenantClientSecretAndScope() throws Exception {
        try (ScriptedServer otherAuthority = new ScriptedServer()) {
            authority.on("", token("1"), token("2"), token("3"), token("4"), token("5"));
            otherAuthority.on("", token("other"));
            Endpoints elsewhere = endpoints(otherAuthority.url());
            Endpoints scoped = Endpoints.of(MarketplaceApi.PRODUCT_INGESTION, "https://localhost:9", authority.url());

            for (int round = 0; round < 2; round++) {
                assertThat(get(), is("1"));
                assertThat(tokens.get(endpoints, new ServicePrincipal("other", CLIENT, Service.SECRET), http), is("2"));
                assertThat(tokens.get(endpoints, new ServicePrincipal(TENANT, "other", Service.SECRET), http), is("3"));
                assertThat(tokens.get(endpoints, new ServicePrincipal(TENANT, CLIENT, "other"), http), is("4"));
                assertThat(tokens.get(scoped, principal, http), is("5"));
                assertThat(tokens.get(elsewhere, principal, http), is("other"));
            }
            assertThat(asked(), is(5));
            assertThat(otherAuthority.received(), hasSize(1));
        }
    }

    @Test
    void asksForTheNextTokenFiveMinutesEarly() throws Exception {
        authority.on("", lasting("one", "3600"), lasting("two", "3600"));
        get();

        clock.advance(Duration.ofMinutes(55).minusSeconds(1));
        assertThat(get(), is("one"));
        assertThat(asked(), is(1));

        clock.advance(Duration.ofSeconds(1));
        assertThat(get(), is("two"));
        assertThat(asked(), is(2));
    }

    @ParameterizedTest
    @CsvSource({
        "a number, 3600, 3300",
        "as a string, '\"3600\"', 3300",
        "a null, null, 3300",
        "unreadable, '\"soon\"', 3300",
        "an object, {}, 3300",
        "short, 300, 150",
        "very short, 2, 1",
        "a fraction, 3600.9, 3300",
        "a day, 86400, 86100"
    })
    void believesTheLifetimeWhereverItCanBeRead(String name, String expiresIn, int secondsUntilAskedAgain)
            throws Exception {
        authority.on("", lasting("one", expiresIn), lasting("two", expiresIn));
        get();

        clock.advance(Duration.ofSeconds(secondsUntilAskedAgain).minusMillis(1));
        assertThat(get(), is("one"));
        clock.advance(Duration.ofMillis(1));
        assertThat(get(), is("two"));
    }

    @Test
    void takesAnHourForALifetimeThatIsNotNamed() throws Exception {
        authority.on("", answer(200, "{\"access_token\": \"one\"}"), token("two"));
        get();

        clock.advance(Duration.ofMinutes(55).minusMillis(1));
        assertThat(get(), is("one"));
        clock.advance(Duration.ofMillis(1));
        assertThat(get(), is("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3600", "\"-1\""})
    void usesATokenWithoutALifetimeForTheCallAtHand(String expiresIn) throws Exception {
        authority.on("", lasting("one", expiresIn), lasting("two", expiresIn));

        assertThat(get(), is("one"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(get(), is("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "4294967296", "\"99999999999\"", "1e300"})
    void survivesALifetimeBeyondAllReason(String expiresIn) throws Exception {
        authority.on("", lasting("one", expiresIn), lasting("two", expiresIn));
        get();

        clock.advance(Duration.ofMinutes(50));
        assertThat(get(), is("one"));
    }

    @Test
    void asksOnceForManyWaiters() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        authority.on("", token("one").after(gate), token("two"));
        List<FutureTask<String>> results = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            FutureTask<String> result = new FutureTask<>(this::get);
            results.add(result);
            threads.add(new Thread(result));
        }
        threads.forEach(Thread::start);
        await().until(() -> waiting(threads) == 15 && asked() == 1);

        gate.countDown();

        for (FutureTask<String> result : results) {
            assertThat(result.get(), is("one"));
        }
        assertThat(asked(), is(1));
    }

    private static long waiting(List<Thread> threads) {
        return threads.stream()
                .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                .count();
    }

    @Test
    void tellsAllWaitersOfARefusal() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        authority.on("", answer(401, Samples.read("token-error.json")).after(gate), token("one"));
        List<FutureTask<MarketplaceException>> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<MarketplaceException> failure = new FutureTask<>(() -> failureOf(this::get));
            failures.add(failure);
            threads.add(new Thread(failure));
        }
        threads.forEach(Thread::start);
        await().until(() -> waiting(threads) == 3 && asked() == 1);

        gate.countDown();

        for (FutureTask<MarketplaceException> failure : failures) {
            assertThat(failure.get().code(), is("AADSTS7000215"));
        }
        assertThat(get(), is("one"));
    }

    @Test
    void keepsNobodyWaitingForARefreshWhileTheOldTokenIsValid() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        authority.on("", token("one"), token("two").after(gate));
        get();
        clock.advance(Duration.ofMinutes(56));
        FutureTask<String> refresh = new FutureTask<>(this::get);
        new Thread(refresh).start();
        await().until(() -> asked() == 2);

        assertThat(get(), is("one"));

        gate.countDown();
        assertThat(refresh.get(), is("two"));
        assertThat(get(), is("two"));
        assertThat(asked(), is(2));
    }

    @Test
    void servesTheOldTokenWhileTheAuthorityFails() throws Exception {
        authority.on("", lasting("one", "3600"), answer(500, ""), answer(429, ""), token("two"));
        get();

        clock.advance(Duration.ofMinutes(56));
        assertThat(get(), is("one"));
        assertThat(asked(), is(2));

        clock.advance(Duration.ofSeconds(29));
        assertThat("the authority rests", get(), is("one"));
        assertThat(asked(), is(2));

        clock.advance(Duration.ofSeconds(1));
        assertThat(get(), is("one"));
        clock.advance(Duration.ofSeconds(30));
        assertThat(get(), is("two"));
    }

    @Test
    void doesNotServeATokenBeyondItsEnd() throws Exception {
        authority.on("", lasting("one", "3600"), answer(500, ""));
        get();

        clock.advance(Duration.ofMinutes(60).minusSeconds(10));
        assertThat(get(), is("one"));
        clock.advance(Duration.ofSeconds(10));

        MarketplaceException failure = failureOf(this::get);
        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat("it is asked as soon as the old token ends", asked(), is(3));
    }

    @Test
    void leavesAThrottledAuthorityAlone() throws Exception {
        authority.on("", busy("120"), token("one"));

        MarketplaceException failure = failureOf(this::get);
        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.status(), is(429));
        assertThat(failure.retryAfter(), is(Duration.ofSeconds(120)));

        clock.advance(Duration.ofSeconds(100));
        MarketplaceException later = failureOf(this::get);
        assertThat(asked(), is(1));
        assertThat(later.getMessage(), is(failure.getMessage()));
        assertThat("what remains", later.retryAfter(), is(Duration.ofSeconds(20)));

        clock.advance(Duration.ofSeconds(20));
        assertThat(get(), is("one"));
    }

    @Test
    void leavesAThrottledAuthorityAloneWhileTheOldTokenIsValidToo() throws Exception {
        authority.on("", lasting("one", "3600"), busy("600"), token("two"));
        get();
        clock.advance(Duration.ofMinutes(56));

        assertThat(get(), is("one"));
        clock.advance(Duration.ofMinutes(3));
        assertThat("beyond the usual rest", get(), is("one"));
        clock.advance(Duration.ofMinutes(2));
        assertThat("the old token has ended", failureOf(this::get).status(), is(429));
        assertThat(asked(), is(2));

        clock.advance(Duration.ofMinutes(5));
        assertThat(get(), is("two"));
    }

    @Test
    void leavesAThrottledAuthorityAloneAlsoWhenTheTokenWasDropped() throws Exception {
        authority.on("", token("one"), busy("60"), token("two"));
        tokens.drop(endpoints, principal, get());

        failureOf(this::get);
        failureOf(this::get);

        assertThat(asked(), is(2));
    }

    @Test
    void asksAgainAtOnceAfterARefusalWithoutRetryAfter() throws Exception {
        authority.on("", answer(401, Samples.read("token-error.json")), token("one"));

        failureOf(this::get);

        assertThat("the secret may have been corrected", get(), is("one"));
    }

    @Test
    void dropsTheTokenThatWasRefusedAndNoOther() throws Exception {
        authority.on("", token("one"), token("two"), token("three"));
        get();

        tokens.drop(endpoints, principal, "one");
        assertThat(get(), is("two"));
        tokens.drop(endpoints, principal, "one");
        assertThat("a late refusal of the first token", get(), is("two"));
        tokens.drop(endpoints, new ServicePrincipal(TENANT, CLIENT, "another"), "two");
        assertThat(get(), is("two"));
    }

    @Test
    void doesNotFallBackOnADroppedToken() throws Exception {
        authority.on("", token("one"), answer(500, ""));
        tokens.drop(endpoints, principal, get());

        assertThat(failureOf(this::get).kind(), is(Kind.TOKEN_UNAVAILABLE));
    }

    @Test
    void forgetsPrincipalsThatAreNoLongerUsed() throws Exception {
        authority.on("", lasting("same", "3600"));
        for (int i = 0; i < 200; i++) {
            tokens.get(endpoints, new ServicePrincipal(TENANT, "client" + i, Service.SECRET), http);
        }
        assertThat(tokens.size(), is(200));

        clock.advance(Duration.ofHours(1));
        get();

        assertThat(tokens.size(), is(1));
    }

    @Test
    void forgetsPrincipalsThatNeverGotAToken() {
        authority.on("", answer(401, ""));
        for (int i = 0; i < 20; i++) {
            ServicePrincipal unknown = new ServicePrincipal(TENANT, "client" + i, Service.SECRET);
            failureOf(() -> tokens.get(endpoints, unknown, http));
        }

        assertThat(tokens.size(), is(lessThanOrEqualTo(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"access_token\": null}",
                "{\"access_token\": \"\"}",
                "{\"access_token\": [\"one\"]}",
                "{\"access_token\": \"one\\r\\nX-Injected: yes\"}",
                "{\"access_token\": \"one two\"}",
                "{\"access_token\": \"töken\"}"
            })
    void takesOnlyATokenThatFitsAHeader(String body) {
        authority.on("", answer(200, body));

        MarketplaceException failure = failureOf(this::get);

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(failure.getMessage(), startsWith("No token from 127.0.0.1 for client " + CLIENT + ": "));
    }

    @Test
    void isUnavailableWhenNobodyListens() {
        authority.close();

        MarketplaceException failure = failureOf(this::get);

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.isPassing(), is(true));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(failure.getMessage(), is("No token: 127.0.0.1 did not answer (the connection was refused)."));
    }

    @Test
    void isUnavailableWhenTheAnswerBreaksOff() {
        authority.on("", ScriptedServer.dropWithinBody(200));

        assertThat(failureOf(this::get).kind(), is(Kind.TOKEN_UNAVAILABLE));
    }

    @Test
    void isUnavailableWhenTheAnswerTakesTooLong() {
        authority.on("", authority.silence());
        OkHttpClient impatient =
                http.newBuilder().readTimeout(Duration.ofMillis(200)).build();

        MarketplaceException failure = failureOf(() -> tokens.get(endpoints, principal, impatient));

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.getMessage(), containsString("it took too long"));
    }

    @Test
    void doesNotFollowARedirectWithTheSecret() {
        try (ScriptedServer foreign = new ScriptedServer()) {
            foreign.on("", token("stolen"));
            authority.on("", answer(307, "").with("Location", foreign.url() + "/token"));

            failureOf(this::get);

            assertThat(foreign.received(), is(empty()));
        }
    }

    @Test
    void revealsNothingInItsOwnText() throws Exception {
        authority.on("", token("a-token"));
        get();

        assertThat(tokens.toString(), not(containsString("a-token")));
        assertThat(principal.toString(), allOf(containsString(CLIENT), not(containsString(Service.SECRET))));
    }
}
