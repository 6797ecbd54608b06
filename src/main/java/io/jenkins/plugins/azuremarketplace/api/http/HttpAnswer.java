package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.Buffer;
import okio.GzipSource;
import okio.Source;

/**
 * An answer. Status and headers have arrived; of the body there is what could be read within bounds.
 *
 * @param body perhaps a part, or empty
 * @param damage why the body is not all that the service sent, in words for a log; null if it is
 */
public record HttpAnswer(
        int status,
        Headers headers,
        String body,
        @CheckForNull String damage) {

    /** Bytes, after decompression. */
    static final long LARGEST_BODY = 1024 * 1024;

    private static final List<String> CORRELATION_IDS =
            List.of("x-ms-correlation-request-id", "x-ms-correlation-id", "x-ms-request-id", "request-id");

    /** Never fails: what became of the body is {@link #damage}. */
    public static HttpAnswer read(Response response) {
        Buffer raw = new Buffer();
        String damage = response.body().contentLength() > LARGEST_BODY
                ? tooLarge()
                : copy(response.body().source(), raw);
        Buffer decoded = new Buffer();
        if (isGzip(response.headers()) && raw.size() > 0) {
            String broken = copy(new GzipSource(raw.copy()), decoded);
            if (broken == null || decoded.size() > 0) {
                damage = damage == null ? broken : damage;
            } else if (isText(raw)) {
                decoded = raw;
            } else {
                damage = damage == null ? broken : damage;
            }
        } else {
            decoded = raw;
        }
        if (decoded.size() > LARGEST_BODY) {
            decoded.clear();
        }
        return new HttpAnswer(
                response.code(),
                response.headers(),
                text(decoded, response.body().contentType()),
                damage);
    }

    /** An answer whose body never came into sight. */
    static HttpAnswer withoutBody(Response response, String damage) {
        return new HttpAnswer(response.code(), response.headers(), "", damage);
    }

    @CheckForNull
    private static String copy(Source source, Buffer target) {
        try (source) {
            while (source.read(target, 8192) != -1) {
                if (target.size() > LARGEST_BODY) {
                    return tooLarge();
                }
            }
            return null;
        } catch (IOException e) {
            return NetworkFailure.describe(e);
        }
    }

    private static String tooLarge() {
        return "it is larger than " + LARGEST_BODY / 1024 + " KiB";
    }

    private static boolean isGzip(Headers headers) {
        String encoding = headers.get("Content-Encoding");
        return encoding != null && encoding.toLowerCase(Locale.ROOT).contains("gzip");
    }

    /** Whether a body that is labelled as compressed is not: gateways are known to forget the label. */
    private static boolean isText(Buffer raw) {
        byte first = raw.getByte(0);
        return first == '{' || first == '[' || first == '<' || first == '"';
    }

    /** Bytes that are UTF-8 are read so, whatever they are called: JSON is, and the label is known to be wrong. */
    private static String text(Buffer bytes, @CheckForNull MediaType type) {
        Charset named = type == null ? StandardCharsets.UTF_8 : type.charset(StandardCharsets.UTF_8);
        int mark = bytes.size() < 2 ? 0 : (bytes.getByte(0) & 0xff) << 8 | bytes.getByte(1) & 0xff;
        Charset charset = mark == 0xfeff
                ? StandardCharsets.UTF_16BE
                : mark == 0xfffe
                        ? StandardCharsets.UTF_16LE
                        : !named.name().startsWith("UTF-") && isUtf8(bytes) ? StandardCharsets.UTF_8 : named;
        String text = bytes.readString(charset);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isUtf8(Buffer bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.copy().readByteArray()));
            return true;
        } catch (CharacterCodingException otherCharset) {
            return false;
        }
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    public boolean isRedirect() {
        return status >= 300 && status < 400;
    }

    /** Whether this is markup, as people see it in a browser, where the service would send JSON. */
    public boolean isPage() {
        String type = headers.get("Content-Type");
        return body.stripLeading().startsWith("<")
                || type != null && type.toLowerCase(Locale.ROOT).contains("html");
    }

    @CheckForNull
    public Instant date() {
        return RetryAfter.httpDate(headers.get("Date"));
    }

    @CheckForNull
    public Duration retryAfter() {
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
}
