package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/** Requests with a token, to the configured service only; answers as values, failures as {@link MarketplaceException}. */
public final class MarketplaceHttp {

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String USER_AGENT = "azure-marketplace-plugin (Jenkins)";

    private final Endpoints endpoints;
    private final TokenSource tokens;
    private final OkHttpClient http;

    @CheckForNull
    private volatile Call current;

    private volatile boolean aborted;

    @CheckForNull
    private volatile Duration limit;

    public MarketplaceHttp(Endpoints endpoints, TokenSource tokens, OkHttpClient http) {
        this.endpoints = endpoints;
        this.tokens = tokens;
        this.http = http;
    }

    /**
     * The one client for all connections: bounded in time, and following nothing, since a redirect could take the token
     * elsewhere or repeat a request.
     */
    public static OkHttpClient client(OkHttpClient.Builder base) {
        return base.connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(60))
                .writeTimeout(Duration.ofSeconds(60))
                .callTimeout(Duration.ofSeconds(90))
                .followRedirects(false)
                .followSslRedirects(false)
                .eventListenerFactory(CallTrace::of)
                .build();
    }

    public String identity() {
        return endpoints.api() + " " + tokens.identity();
    }

    /** No call from now on takes longer than this, the ones for a token included. */
    public void limitCalls(Duration longest) {
        limit = longest;
    }

    /** A document of the service: a success that could be read, and is no page. */
    public HttpAnswer get(HttpUrl url, String purpose) throws MarketplaceException {
        HttpAnswer answer = send(new Request.Builder().url(url), http, purpose);
        if (answer.isPage()) {
            throw page(answer, purpose);
        }
        if (answer.damage() != null) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not " + purpose + ": the answer can't be read (" + answer.damage() + ").",
                    null);
        }
        return answer;
    }

    /** A page came with a success: a login, or a portal on the way. */
    public static MarketplaceException page(HttpAnswer answer, String purpose) {
        return new MarketplaceException(
                MarketplaceException.Kind.NOT_THE_SERVICE,
                "Could not " + purpose + ": instead of the service something else answered (" + answer.status()
                        + ", a page: “" + PlainText.of(answer.body(), 100) + "”). Is a proxy or a login on the way?",
                answer.status(),
                "",
                List.of(),
                null,
                null);
    }

    /**
     * A POST that leaves once: the body can't be read twice, so no layer below can repeat it, and the connection is a new
     * one, since one from the pool may be dead already. Any success is returned, whatever became of its body.
     */
    public HttpAnswer post(HttpUrl url, String json, Map<String, String> headers, String purpose)
            throws MarketplaceException {
        Request.Builder request = new Request.Builder().url(url).post(new OneShotBody(json));
        headers.forEach(request::header);
        ConnectionPool own = new ConnectionPool(0, 1, TimeUnit.SECONDS);
        try {
            return send(request, http.newBuilder().connectionPool(own).build(), purpose);
        } finally {
            own.evictAll();
        }
    }

    public void abort() {
        aborted = true;
        Call call = current;
        if (call != null) {
            call.cancel();
        }
    }

    private HttpAnswer send(Request.Builder request, OkHttpClient client, String purpose) throws MarketplaceException {
        String token = tokens.token(limit);
        HttpAnswer answer = exchange(request, client, token, purpose);
        if (answer.status() == 401) {
            // A 401 is a refusal: nothing was done, so that even a go-live may be sent with a fresh token.
            tokens.drop(token);
            token = tokens.token(limit);
            answer = exchange(request, client, token, purpose);
        }
        if (!answer.isSuccess()) {
            throw refusal(answer, token, purpose);
        }
        return answer;
    }

    private HttpAnswer exchange(Request.Builder builder, OkHttpClient client, String token, String purpose)
            throws MarketplaceException {
        CallTrace trace = new CallTrace();
        Request request = builder.header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                // Said here, so that the HTTP library leaves the body as it is: its label may be wrong.
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", USER_AGENT)
                .tag(CallTrace.class, trace)
                .build();
        if (!endpoints.owns(request.url())) {
            throw new IllegalArgumentException("Not a URL of " + endpoints.api());
        }
        Call call = client.newCall(request);
        limit(call, limit);
        current = call;
        try {
            if (aborted) {
                call.cancel();
            }
            try (Response response = call.execute()) {
                return HttpAnswer.read(response);
            }
        } catch (IOException e) {
            Response answered = trace.answered();
            if (answered != null) {
                return HttpAnswer.withoutBody(answered, NetworkFailure.describe(e));
            }
            boolean left = trace.hasLeft();
            throw new MarketplaceException(
                    left ? MarketplaceException.Kind.NO_ANSWER : MarketplaceException.Kind.UNREACHABLE,
                    "Could not " + purpose + ": "
                            + (left ? "the answer of " : "no connection to ")
                            + endpoints.api().host()
                            + (left ? " did not arrive (" : " (") + NetworkFailure.describe(e) + ").",
                    e);
        } finally {
            current = null;
        }
    }

    /** @param longest null for no other limit than the client's */
    public static void limit(Call call, @CheckForNull Duration longest) {
        long ordinary = call.timeout().timeoutNanos();
        if (longest != null && (ordinary == 0 || longest.toNanos() < ordinary)) {
            call.timeout().timeout(Math.max(1, longest.toMillis()), TimeUnit.MILLISECONDS);
        }
    }

    private MarketplaceException refusal(HttpAnswer answer, String token, String purpose) {
        return Refusal.of(answer, purpose, text -> hide(text, token));
    }

    private String hide(String text, String token) {
        return tokens.hide(text).replace(token, "****");
    }

    private static final class OneShotBody extends RequestBody {
        private final byte[] content;

        OneShotBody(String json) {
            content = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return content.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(content);
        }
    }
}
