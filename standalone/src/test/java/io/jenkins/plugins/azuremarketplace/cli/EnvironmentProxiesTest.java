package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

    private static final String SERVICE = "https://service.test/x";

    private final Map<String, String> environment = new HashMap<>();

    /** The way to a URL: {@code host:port} of a proxy, or {@code direct}. */
    private String way(String url) {
        List<Proxy> proxies = EnvironmentProxies.of(environment::get).select(URI.create(url));
        assertThat(proxies.size(), is(1));
        return proxies.get(0) == Proxy.NO_PROXY
                ? "direct"
                : ((InetSocketAddress) proxies.get(0).address()).getHostString() + ":"
                        + ((InetSocketAddress) proxies.get(0).address()).getPort();
    }

    @Test
    void areNoneWhereNoVariableNamesOne() {
        assertThat(way(SERVICE), is("direct"));
    }

    @Test
    void areThoseOfTheJvmWhereNoVariableNamesOne() {
        ProxySelector ofJvm = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(InetSocketAddress.createUnresolved("jvm.test", 8080)));
        try {
            assertThat(way(SERVICE), is("jvm.test:8080"));
            assertThat(way("http://localhost/"), is("direct"));

            environment.put("NO_PROXY", "service.test");
            assertThat(way(SERVICE), is("direct"));

            environment.clear();
            environment.put("HTTPS_PROXY", "proxy.test:3128");
            assertThat(way(SERVICE), is("proxy.test:3128"));
        } finally {
            ProxySelector.setDefault(ofJvm);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy.test:3128, proxy.test:3128",
        "http://proxy.test:3128/, proxy.test:3128",
        "HTTP://Proxy.Test:3128, proxy.test:3128",
        "proxy.test:3128, proxy.test:3128",
        "//proxy.test:3128, proxy.test:3128",
        "http://proxy.test, proxy.test:80",
        "proxy, proxy:80",
        "10.1.2.3:8080, 10.1.2.3:8080",
        "http://[fd00::1]:8080, fd00::1:8080",
        "http://user:hunter2@proxy.test:3128, proxy.test:3128",
        "user:hunter2@proxy.test:3128, proxy.test:3128",
        "user:p@ss@proxy.test:3128, proxy.test:3128",
        "' http://proxy.test:3128\n', proxy.test:3128"
    })
    void areUrlsOrHostsWithPorts(String value, String proxy) {
        environment.put("HTTPS_PROXY", value);
        assertThat(way(SERVICE), is(proxy));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void areNoneWhereTheVariableIsEmpty(String nothing) {
        environment.put("HTTPS_PROXY", nothing);
        assertThat(way(SERVICE), is("direct"));
    }

    @Test
    void belongToOneScheme() {
        environment.put("HTTPS_PROXY", "secure.test:1");
        environment.put("HTTP_PROXY", "plain.test:2");

        assertThat(way(SERVICE), is("secure.test:1"));
        assertThat(way("http://service.test/x"), is("plain.test:2"));

        environment.remove("HTTPS_PROXY");
        assertThat(way(SERVICE), is("direct"));
    }

    @Test
    void mayBeNamedInLowerCaseWhichCountsMoreAndSwitchesOffToo() {
        environment.put("https_proxy", "lower.test:1");
        assertThat(way(SERVICE), is("lower.test:1"));

        environment.put("HTTPS_PROXY", "upper.test:1");
        assertThat(way(SERVICE), is("lower.test:1"));

        environment.put("https_proxy", "");
        assertThat(way(SERVICE), is("direct"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO_PROXY", "no_proxy"})
    void areLeftOutForWhatIsExcluded(String variable) {
        environment.put("HTTPS_PROXY", "proxy.test:3128");
        environment.put(variable, "other.test,.service.test,fd00::/8,secure.test:8443");

        assertThat(way(SERVICE), is("direct"));
        assertThat(way("https://a.service.test/x"), is("direct"));
        assertThat(way("https://[fd00::1]/x"), is("direct"));
        assertThat(way("https://secure.test:8443/x"), is("direct"));
        assertThat(way("https://secure.test/x"), is("proxy.test:3128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8085/x",
                "https://LOCALHOST/x",
                "http://127.0.0.1:8085/x",
                "https://127.9.9.9/x",
                "http://[::1]:8085/x"
            })
    void neverLeadToThisMachine(String url) {
        environment.put("HTTPS_PROXY", "proxy.test:3128");
        environment.put("HTTP_PROXY", "proxy.test:3128");
        assertThat(way(url), is("direct"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "http://:3128",
                "http://proxy.test:port",
                "http://proxy.test:99999",
                "http://pro xy.test:3128",
                "http://proxy.test:3128/path",
                "http://proxy.test:3128?x",
                "http://proxy.test:3128#x",
                "%%%",
                "http://user:hunter2@",
                "http://user:hunter2@:3128",
                "http://user:hun/ter2@proxy.test:3128",
                "http://user:1/hunter2@proxy.test:3128",
                "http://user:#hunter2@proxy.test:3128",
                "http://user:?hunter2@proxy.test:3128",
                "http://user:hunter2@proxy.test:port"
            })
    void areRefusedWithASentenceWhichRepeatsNothing(String value) {
        for (String variable : List.of("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")) {
            environment.clear();
            environment.put(variable, value);

            String refusal =
                    assertThrows(UnusableArguments.class, () -> way(SERVICE)).getMessage();

            assertThat(
                    refusal,
                    allOf(
                            startsWith("The proxy in " + variable + " is not a URL such as http://proxy.example:3128."),
                            not(containsString("ter2")),
                            not(containsString("user"))));
            assertThat(refusal.contains("%2F"), is(value.contains("@")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:hunter2@proxy.test:3128",
                "socks5://user:hunter2@proxy.test:1080",
                "socks5h://proxy.test",
                "ftp://proxy.test"
            })
    void areReachedByPlainHttpAlone(String value) {
        environment.put("HTTPS_PROXY", value);

        String refusal =
                assertThrows(UnusableArguments.class, () -> way(SERVICE)).getMessage();

        assertThat(
                refusal,
                is("The proxy in HTTPS_PROXY must begin with http://: this program speaks neither TLS to a proxy nor"
                        + " SOCKS."));
    }

    @Test
    void neverShowTheirPassword() {
        environment.put("HTTPS_PROXY", "http://user:hunter2@proxy.test:3128");

        assertThat(EnvironmentProxies.of(environment::get).toString(), not(containsString("hunter2")));
        assertThat(
                ProxyServer.of("HTTPS_PROXY", "http://user:hunter2@proxy.test:3128")
                        .toString(),
                is("proxy.test:3128"));
    }
}
