package io.jenkins.plugins.azuremarketplace.api.entra;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.NetworkFailure;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Call;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** One request for a token, by the client-credentials grant. */
record TokenRequest(Endpoints endpoints, ServicePrincipal principal, OkHttpClient http, Clock clock) {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    /**
     * @param limit how long this may take, the making of the proof included; null for as long as the client and whoever makes
     *     the proof allow
     */
    AccessToken send(@CheckForNull Duration limit) throws MarketplaceException {
        HttpUrl url = endpoints
                .authority()
                .newBuilder()
                .addPathSegment(principal.tenant())
                .addPathSegments("oauth2/v2.0/token")
                .build();
        long begin = System.nanoTime();
        Proof proof = principal.authentication().prove(principal.clientId(), url, clock.instant(), limit);
        Duration left = limit == null ? null : limit.minusNanos(System.nanoTime() - begin);
        if (left != null && left.isNegative()) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.TOKEN_UNAVAILABLE,
                    "No token: to get an assertion for client " + principal.clientId() + " took too long.",
                    null);
        }
        HttpAnswer answer = exchange(url, proof, left);
        if (answer.isSuccess() && answer.damage() != null) {
            throw unavailable(url, " as expected (" + answer.damage() + ")", null);
        }
        AccessToken token = answer.isSuccess() ? read(answer) : null;
        if (token == null) {
            throw TokenRefusal.of(answer, principal.clientId(), proof, url);
        }
        return token;
    }

    private HttpAnswer exchange(HttpUrl url, Proof proof, @CheckForNull Duration limit) throws MarketplaceException {
        FormBody.Builder form =
                new FormBody.Builder().add("grant_type", "client_credentials").add("client_id", principal.clientId());
        proof.addTo(form);
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .post(form.add("scope", endpoints.scope()).build())
                .build();
        Call call = http.newCall(request);
        MarketplaceHttp.limit(call, limit);
        try (Response response = call.execute()) {
            return HttpAnswer.read(response);
        } catch (IOException e) {
            throw unavailable(url, " (" + NetworkFailure.describe(e) + ")", e);
        }
    }

    static MarketplaceException unavailable(HttpUrl authority, String why, @CheckForNull Exception cause) {
        return new MarketplaceException(
                MarketplaceException.Kind.TOKEN_UNAVAILABLE,
                "No token: " + authority.host() + " did not answer" + why + ".",
                cause);
    }

    /** Null if there is no usable token in the answer. */
    @CheckForNull
    private AccessToken read(HttpAnswer answer) {
        JsonNode json = Json.parse(answer.body());
        String value = Json.text(json, "access_token");
        if (value.isEmpty() || !value.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            return null;
        }
        int seconds = Json.number(json, "expires_in", (int) DEFAULT_LIFETIME.toSeconds());
        Duration lifetime = Duration.ofSeconds(Math.max(1, seconds));
        Duration early = EARLY.multipliedBy(2).compareTo(lifetime) > 0 ? lifetime.dividedBy(2) : EARLY;
        Instant end = clock.instant().plus(lifetime);
        return new AccessToken(value, end, end.minus(early));
    }
}
