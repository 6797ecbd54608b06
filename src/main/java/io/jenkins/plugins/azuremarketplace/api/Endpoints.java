package io.jenkins.plugins.azuremarketplace.api;

import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where requests go: an administrator's choice, never a job author's.
 *
 * @param api the base URL of the service, without a trailing slash
 * @param authority the base URL of the token service, without a trailing slash
 * @param scope the scope that a token is asked for
 */
public record Endpoints(HttpUrl api, HttpUrl authority, String scope) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    /**
     * @throws IllegalArgumentException with a sentence for the user, if a URL can't be used
     */
    public static Endpoints of(MarketplaceApi api, String endpoint, String authority) {
        return new Endpoints(base("endpoint", endpoint), base("authority", authority), api.scope());
    }

    /**
     * Parses a base URL: HTTPS, or plain HTTP to this very machine; nothing but scheme, host, port and path.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static HttpUrl base(String word, String text) {
        HttpUrl url = HttpUrl.parse(text.strip());
        String shown = "The " + word + " “" + PlainText.of(text, 200) + "” ";
        if (url == null) {
            throw new IllegalArgumentException(shown + "is not a URL such as https://cloudpartner.azure.com.");
        }
        if (!url.isHttps() && !isLoopback(url)) {
            throw new IllegalArgumentException(
                    shown + "must begin with https://; plain HTTP is for a simulator on this machine alone.");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("The " + word + " must not contain a user name or password.");
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(shown + "must not contain “?” or “#”.");
        }
        String path = url.encodedPath();
        return path.length() > 1 && path.endsWith("/")
                ? url.newBuilder().encodedPath(path.substring(0, path.length() - 1)).build()
                : url;
    }

    /** Whether the service is a program on this very machine, such as a simulator. */
    public boolean isLoopback() {
        return isLoopback(api);
    }

    /** A URL below the base URL of the service; {@code path} has no leading slash and is taken as it is. */
    HttpUrl.Builder resolve(String path) {
        String base = api.encodedPath();
        return api.newBuilder().encodedPath(base.equals("/") ? "/" + path : base + "/" + path);
    }

    /** Whether a URL has the scheme, host and port of the service, no credentials, and lies below its base path. */
    boolean owns(HttpUrl url) {
        String base = api.encodedPath();
        return url.scheme().equals(api.scheme())
                && url.host().equals(api.host())
                && url.port() == api.port()
                && url.username().isEmpty()
                && url.password().isEmpty()
                && (base.equals("/") || url.encodedPath().startsWith(base + "/"));
    }

    private static boolean isLoopback(HttpUrl url) {
        return LOOPBACK.matcher(url.host().toLowerCase(Locale.ROOT)).matches();
    }
}
