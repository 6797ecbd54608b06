package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/** An answer that was read to its end, within bounds. */
record HttpAnswer(int status, Headers headers, String body) {

    /** Bytes, after decompression. */
    static final long LARGEST_BODY = 1024 * 1024;

    private static final List<String> CORRELATION_IDS =
            List.of("x-ms-correlation-request-id", "x-ms-correlation-id", "x-ms-request-id", "request-id");

    /**
     * @throws BodyTooLarge as soon as the body passes the bound; the rest is not read
     */
    static HttpAnswer read(Response response) throws IOException {
        ResponseBody body = response.body();
        if (body.contentLength() > LARGEST_BODY) {
            throw new BodyTooLarge();
        }
        Buffer read = new Buffer();
        BufferedSource source = body.source();
        while (source.read(read, 8192) != -1) {
            if (read.size() > LARGEST_BODY) {
                throw new BodyTooLarge();
            }
        }
        return new HttpAnswer(response.code(), response.headers(), read.readUtf8());
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @CheckForNull
    Instant date() {
        return RetryAfter.httpDate(headers.get("Date"));
    }

    @CheckForNull
    Duration retryAfter() {
        String wish = headers.get("Retry-After");
        return wish == null ? null : RetryAfter.parse(wish, date(), Instant.now());
    }

    /** The id under which the service's support finds the call, as it came; or empty. */
    String correlationId() {
        return CORRELATION_IDS.stream()
                .map(headers::get)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("");
    }

    static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1;

        BodyTooLarge() {
            super("the answer is larger than " + LARGEST_BODY / 1024 + " KiB");
        }
    }
}
