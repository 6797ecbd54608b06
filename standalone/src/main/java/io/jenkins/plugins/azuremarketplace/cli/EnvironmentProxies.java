package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.Authenticator;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/** The proxies that environment variables name, one for each scheme, as {@code az} uses them. */
final class EnvironmentProxies extends ProxySelector implements Authenticator, Interceptor {

    static final String HELP_1 = "  HTTPS_PROXY, HTTP_PROXY    The proxy for URLs of that scheme, such as";
    static final String HELP_2 = "                             http://user:password@proxy.example:3128.";
    static final String HELP_3 = "  NO_PROXY                   What is reached without it: example.com, host:port,";
    static final String HELP_4 = "                             10.0.0.0/8, ... or *. This machine always is.";

    private static final String AUTHORIZATION = "Proxy-Authorization";

    private final Map<String, ProxyServer> servers = new HashMap<>();
    private final ProxyExclusions exclusions;

    private EnvironmentProxies(UnaryOperator<String> environment) {
        exclusions = ProxyExclusions.of(value(environment, spelling(environment, "NO_PROXY")));
        for (String scheme : List.of("https", "http")) {
            String variable = spelling(environment, scheme.toUpperCase(Locale.ROOT) + "_PROXY");
            String value = value(environment, variable);
            if (!value.isEmpty()) {
                servers.put(scheme, ProxyServer.of(variable, value));
            }
        }
    }

    /**
     * @param environment the value of a variable, or null
     * @throws UnusableArguments if one can't be used
     */
    static EnvironmentProxies of(UnaryOperator<String> environment) {
        return new EnvironmentProxies(environment);
    }

    /** A variable in lower case counts more; an empty one is there to switch the other off. */
    private static String spelling(UnaryOperator<String> environment, String variable) {
        String lower = variable.toLowerCase(Locale.ROOT);
        return environment.apply(lower) == null ? variable : lower;
    }

    private static String value(UnaryOperator<String> environment, String variable) {
        return PastedText.trim(environment.apply(variable));
    }

    OkHttpClient.Builder use(OkHttpClient.Builder client) {
        return client.proxySelector(this).proxyAuthenticator(this).addInterceptor(this);
    }

    private boolean isExcluded(HttpUrl url) {
        return Endpoints.isLoopback(url.host()) || exclusions.contain(url.host(), url.port());
    }

    @CheckForNull
    private ProxyServer server(HttpUrl url) {
        return isExcluded(url) ? null : servers.get(url.scheme());
    }

    /** Where no variable names a proxy, one that was given to the JVM is used. */
    @Override
    public List<Proxy> select(URI uri) {
        HttpUrl url = HttpUrl.get(uri);
        ProxyServer server = server(url);
        if (server != null) {
            return List.of(server.proxy());
        }
        ProxySelector ofJvm = ProxySelector.getDefault();
        return ofJvm == null || isExcluded(url) ? List.of(Proxy.NO_PROXY) : ofJvm.select(uri);
    }

    /** For a tunnel this is asked before the proxy is; a password that was refused is not sent again. */
    @Override
    public Request authenticate(@CheckForNull Route route, Response response) {
        ProxyServer server = route == null ? null : server(route.address().url());
        String authorization = server == null ? null : server.authorization();
        return authorization == null || response.request().header(AUTHORIZATION) != null
                ? null
                : response.request()
                        .newBuilder()
                        .header(AUTHORIZATION, authorization)
                        .build();
    }

    /** Blames the proxy for what would look like a fault of the service. */
    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return chain.proceed(chain.request());
        } catch (UnknownHostException | ConnectException | NoRouteToHostException e) {
            ProxyServer server = server(chain.request().url());
            throw server == null ? e : new IOException("the proxy " + server + " can't be reached", e);
        }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // There is no other one to try; the request fails and says why.
    }
}
