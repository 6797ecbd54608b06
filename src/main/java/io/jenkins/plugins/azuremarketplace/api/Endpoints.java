package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Where requests go: an administrator's choice, never a job author's.
 *
 * @param api the base URL of the service, without a trailing slash
 * @param authority the base URL of the token service, without a trailing slash
 * @param scope the scope that a token is asked for
 * @param version the version of the API
 * @param schema the base URL of the documents' schemas; no request goes there, but the service goes by the name
 */
public record Endpoints(HttpUrl api, HttpUrl authority, String scope, String version, HttpUrl schema) {

    /** The host that names the schemas of the Product Ingestion API. */
    public static final String DEFAULT_SCHEMA_HOST = "https://schema.mp.microsoft.com";

    private static final HttpUrl SCHEMA = HttpUrl.get(DEFAULT_SCHEMA_HOST);
    private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-z0-9]{1,20})?");

    /** All before the last @, where a password may be. */
    private static final Pattern USER = Pattern.compile("^([^/@]*//)?.*@", Pattern.DOTALL);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    /**
     * @throws IllegalArgumentException with a sentence for the user, if a URL can't be used
     */
    public static Endpoints of(MarketplaceApi api, String endpoint, String authority) {
        return new Endpoints(
                base("endpoint", endpoint), base("authority", authority), api.scope(), api.defaultVersion(), SCHEMA);
    }

    /**
     * The same with another version of the API or another host of schemas, for the day on which Microsoft moves them.
     *
     * @param newVersion null or empty for the default
     * @param newSchema null or empty for the default
     * @throws IllegalArgumentException with a sentence for the user, if one can't be used
     */
    public Endpoints with(@CheckForNull String newVersion, @CheckForNull String newSchema) {
        String complaint = versionComplaint(newVersion);
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
        return new Endpoints(
                api,
                authority,
                scope,
                newVersion == null || newVersion.isBlank() ? version : newVersion.strip(),
                newSchema == null || newSchema.isBlank() ? schema : base("schema host", newSchema));
    }

    /** What is wrong with a version, as a sentence for the user, or null. */
    @CheckForNull
    public static String versionComplaint(@CheckForNull String version) {
        return version == null
                        || version.isBlank()
                        || VERSION.matcher(version.strip()).matches()
                ? null
                : "The version “" + PlainText.of(version, 60)
                        + "” is not valid: something like 2022-03-01-preview2 is expected.";
    }

    /**
     * Parses a base URL: HTTPS, or plain HTTP to this very machine; nothing but scheme, host, port and path.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static HttpUrl base(String word, String text) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            throw unusable(word, text, "is not a URL such as https://cloudpartner.azure.com.");
        }
        if (!url.isHttps() && !isLoopback(url)) {
            throw unusable(
                    word, text, "must begin with https://; plain HTTP is for a simulator on this machine alone.");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("The " + word + " must not contain a user name or password.");
        }
        if (url.query() != null || url.fragment() != null) {
            throw unusable(word, text, "must not contain “?” or “#”.");
        }
        String path = url.encodedPath();
        return path.length() > 1 && path.endsWith("/")
                ? url.newBuilder()
                        .encodedPath(path.substring(0, path.length() - 1))
                        .build()
                : url;
    }

    private static IllegalArgumentException unusable(String word, String text, String complaint) {
        String shown = PlainText.of(USER.matcher(text).replaceFirst("$1****@"), 200);
        return new IllegalArgumentException("The " + word + " “" + shown + "” " + complaint);
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
