package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
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
 * @param productVersion the version of the product's schema, where the API has one of its own for it
 * @param schema the base URL of the documents' schemas; no request goes there, but the service goes by the name
 */
public record Endpoints(
        HttpUrl api, HttpUrl authority, String scope, String version, String productVersion, HttpUrl schema) {

    /** The host that names the schemas of the Product Ingestion API. */
    public static final String DEFAULT_SCHEMA_HOST = "https://schema.mp.microsoft.com";

    /** The product schema of the Product Ingestion API is one version ahead of the others. */
    public static final String DEFAULT_PRODUCT_VERSION = "2022-03-01-preview3";

    private static final HttpUrl SCHEMA = HttpUrl.get(DEFAULT_SCHEMA_HOST);
    private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-[a-z0-9]{1,20})?");

    /** Two slashes before the last word belong to a resource whose own name ends with one. */
    private static final Pattern SCOPE =
            Pattern.compile("(https|api)://[A-Za-z0-9][A-Za-z0-9.-]*(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*/{1,2}\\.default");

    private static final int LONGEST_SCOPE = 300;

    /** All before the last @, where a password may be. */
    private static final Pattern USER = Pattern.compile("^([^/@]*//)?.*@", Pattern.DOTALL);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    /**
     * @throws IllegalArgumentException with a sentence for the user, if a URL can't be used
     */
    public static Endpoints of(MarketplaceApi api, String endpoint, String authority) {
        return new Endpoints(
                base("endpoint", endpoint),
                base("authority", authority),
                api.scope(),
                api.defaultVersion(),
                DEFAULT_PRODUCT_VERSION,
                SCHEMA);
    }

    /**
     * The same with another version of the API, for the day on which Microsoft moves it.
     *
     * @param chosen null or blank for the version there is; so with all that can be chosen
     * @throws IllegalArgumentException with a sentence for the user, if it can't be used; so with all that can be chosen
     */
    public Endpoints withVersion(@CheckForNull String chosen) {
        require(versionComplaint(chosen));
        return new Endpoints(api, authority, scope, either(chosen, version), productVersion, schema);
    }

    /** The same with another version of the product's schema. */
    public Endpoints withProductVersion(@CheckForNull String chosen) {
        require(versionComplaint("product version", chosen, DEFAULT_PRODUCT_VERSION));
        return new Endpoints(api, authority, scope, version, either(chosen, productVersion), schema);
    }

    /** The same with another host of the schemas. */
    public Endpoints withSchema(@CheckForNull String host) {
        return isNothing(host)
                ? this
                : new Endpoints(api, authority, scope, version, productVersion, base("schema host", host));
    }

    /** The same with another scope of the tokens, as other clouds have it. */
    public Endpoints withScope(@CheckForNull String chosen) {
        require(scopeComplaint(chosen));
        return new Endpoints(api, authority, either(chosen, scope), version, productVersion, schema);
    }

    private static boolean isNothing(@CheckForNull String chosen) {
        return PastedText.trim(chosen).isEmpty();
    }

    private static String either(@CheckForNull String chosen, String otherwise) {
        return isNothing(chosen) ? otherwise : PastedText.trim(chosen);
    }

    private static void require(@CheckForNull String complaint) {
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** What is wrong with a version, as a sentence for the user, or null. */
    @CheckForNull
    public static String versionComplaint(@CheckForNull String version) {
        return versionComplaint("version", version, MarketplaceApi.PRODUCT_INGESTION.defaultVersion());
    }

    @CheckForNull
    private static String versionComplaint(String word, @CheckForNull String version, String example) {
        return isNothing(version) || VERSION.matcher(PastedText.trim(version)).matches()
                ? null
                : "The " + word + " “" + PlainText.of(version, 60) + "” is not valid: something like " + example
                        + " is expected.";
    }

    /** What is wrong with a scope, as a sentence for the user, or null. */
    @CheckForNull
    public static String scopeComplaint(@CheckForNull String scope) {
        String trimmed = PastedText.trim(scope);
        return trimmed.isEmpty()
                        || trimmed.length() <= LONGEST_SCOPE
                                && SCOPE.matcher(trimmed).matches()
                ? null
                : "The scope “" + shown(trimmed) + "” is not valid: it begins with https:// or api:// and ends with"
                        + " /.default, such as https://graph.microsoft.us/.default.";
    }

    /**
     * Parses a base URL: HTTPS, or plain HTTP to this very machine; nothing but scheme, host, port and path.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static HttpUrl base(String word, String text) {
        HttpUrl url = HttpUrl.parse(PastedText.trim(text));
        if (url == null) {
            throw unusable(word, text, "is not a URL such as https://cloudpartner.azure.com.");
        }
        if (!url.isHttps() && !isLoopback(url.host())) {
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
        return new IllegalArgumentException("The " + word + " “" + shown(text) + "” " + complaint);
    }

    private static String shown(String text) {
        return PlainText.of(USER.matcher(text).replaceFirst("$1****@"), 200);
    }

    /**
     * Whether a name or an address is that of this very machine.
     *
     * @param host an address is without brackets
     */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether the service is a program on this very machine, such as a simulator. */
    public boolean isLoopback() {
        return isLoopback(api.host());
    }

    /** A URL below the base URL of the service; {@code path} has no leading slash and is taken as it is. */
    public HttpUrl.Builder resolve(String path) {
        String base = api.encodedPath();
        return api.newBuilder().encodedPath(base.equals("/") ? "/" + path : base + "/" + path);
    }

    /** Whether a URL has the scheme, host and port of the service, no credentials, and lies below its base path. */
    public boolean owns(HttpUrl url) {
        String base = api.encodedPath();
        return url.scheme().equals(api.scheme())
                && url.host().equals(api.host())
                && url.port() == api.port()
                && url.username().isEmpty()
                && url.password().isEmpty()
                && (base.equals("/") || url.encodedPath().startsWith(base + "/"));
    }
}
