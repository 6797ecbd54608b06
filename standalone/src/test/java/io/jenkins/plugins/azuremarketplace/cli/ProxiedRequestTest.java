package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy gets to see, and what a command says about one. */
@Timeout(60)
class ProxiedRequestTest {

    private static final String CHALLENGE = "407 Who?\r\nProxy-Authenticate: Basic realm=\"proxy\"";

    private final CommandRun command = new CommandRun();
    private SmallProxy proxy = new SmallProxy("403 No");

    @AfterEach
    void close() {
        command.close();
        proxy.close();
    }

    private void proxyAnswers(String answer) {
        proxy.close();
        proxy = new SmallProxy(answer);
    }

    private OkHttpClient client(String variable, String value) {
        return EnvironmentProxies.of(Map.of(variable, value)::get)
                .use(new OkHttpClient.Builder())
                .build();
    }

    private static int get(OkHttpClient client, String url) throws IOException {
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.code();
        }
    }

    private static String basic(String login) {
        return "Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aTunnelIsAskedForByTheNameOfTheHost() {
        IOException refusal = assertThrows(
                IOException.class, () -> get(client("HTTPS_PROXY", proxy.address()), "https://service.test/secret"));

        assertThat(refusal.getMessage(), containsString("403"));
        assertThat(proxy.heads().get(0).get(0), is("CONNECT service.test:443 HTTP/1.1"));
        assertThat(proxy.heads().toString(), not(containsString("Authorization")));
        assertThat(proxy.heads().toString(), not(containsString("/secret")));
    }

    @ParameterizedTest
    @CsvSource({
        "user:hunter2, user:hunter2",
        "user:p%40ss%2Fw%C3%B6rd%25, user:p@ss/wörd%",
        "user:p@ss, user:p@ss",
        "user, user:",
        "user:, user:"
    })
    void aTunnelIsAskedForWithThePassword(String written, String login) {
        assertThrows(
                IOException.class,
                () -> get(client("https_proxy", "http://" + written + "@" + proxy.address()), "https://service.test/"));

        assertThat(proxy.heads().get(0), hasItem(basic(login)));
    }

    @Test
    void aPasswordThatIsRefusedIsSentOnce() {
        proxyAnswers(CHALLENGE);

        IOException refusal = assertThrows(
                IOException.class,
                () -> get(client("HTTPS_PROXY", "user:hunter2@" + proxy.address()), "https://service.test/"));

        assertThat(refusal.getMessage(), not(containsString("hunter2")));
        assertThat(proxy.heads(), hasSize(1));
    }

    @Test
    void plainRequestsGoThroughTheProxyOfTheirScheme() throws Exception {
        proxyAnswers("200 OK");

        assertThat(get(client("HTTP_PROXY", proxy.address()), "http://service.test/x"), is(200));
        assertThat(proxy.heads().get(0).get(0), is("GET http://service.test/x HTTP/1.1"));
    }

    @Test
    void plainRequestsAreRepeatedWithThePasswordOnceTheProxyAsks() throws Exception {
        proxyAnswers(CHALLENGE);

        assertThat(get(client("HTTP_PROXY", "user:hunter2@" + proxy.address()), "http://service.test/x"), is(407));
        assertThat(proxy.heads(), hasSize(2));
        assertThat(proxy.heads().get(0), not(hasItem(basic("user:hunter2"))));
        assertThat(proxy.heads().get(1), hasItem(basic("user:hunter2")));
    }

    @Test
    void aProxyThatCannotBeReachedIsToBlameAndNotTheService() {
        String gone = proxy.address();
        proxy.close();

        assertThat(
                assertThrows(
                                IOException.class,
                                () -> get(client("HTTPS_PROXY", "u:hunter2@" + gone), "https://service.test/"))
                        .getMessage(),
                is("the proxy " + gone + " can't be reached"));
        assertThat(
                assertThrows(
                                IOException.class,
                                () -> get(client("HTTPS_PROXY", "proxy.invalid"), "https://service.test/"))
                        .getMessage(),
                is("the proxy proxy.invalid:80 can't be reached"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"golive --publisher contoso --offer vm", "wait --operation /api/operations/1"})
    void commandsUseTheProxy(String line) {
        command.environment.put("HTTPS_PROXY", "http://user:hunter2@" + proxy.address());

        int exitCode = command.run((line + " --tenant T --client-id C --endpoint https://service.test"
                        + " --authority https://authority.test --timeout 1 --poll-interval 1")
                .split(" "));

        assertThat(exitCode, not(is(2)));
        assertThat(proxy.heads().get(0).get(0), is("CONNECT authority.test:443 HTTP/1.1"));
        assertThat(proxy.heads().get(0), hasItem(basic("user:hunter2")));
        assertThat(command.out() + command.err(), not(containsString("hunter2")));
        assertThat(command.err(), startsWith("Error: "));
    }

    @Test
    void aSimulatorOnThisMachineIsReachedWithoutIt() {
        command.environment.put("HTTPS_PROXY", proxy.address());
        command.environment.put("HTTP_PROXY", proxy.address());

        assertThat(command.goLive(), is(0));
        assertThat(proxy.heads(), is(empty()));
    }

    @Test
    void aProxyThatIsNoneIsRefusedBeforeAnythingIsSent() {
        for (String variable : List.of("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy")) {
            command.environment.clear();
            command.environment.put(variable, "http://user:hunter2@proxy.test:port");

            assertThat(command.goLive(), is(2));

            command.assertIsOneError("The proxy in " + variable + " is not a URL");
            assertThat(command.err(), not(containsString("hunter2")));
        }
        assertThat(command.simulator.requests().size(), is(0));
    }

    @Test
    void theBuiltInSimulatorNeedsNone() {
        command.environment.put("HTTPS_PROXY", "socks5://proxy.test");

        assertThat(command.run("golive", "--simulate"), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"golive", "wait"})
    void helpTellsOfTheProxies(String name) {
        command.run(name, "--help");
        for (String word : "HTTPS_PROXY HTTP_PROXY NO_PROXY".split(" ")) {
            assertThat(command.out(), containsString(word));
        }
        assertThat(command.out().lines().allMatch(line -> line.length() <= 80), is(true));
    }
}
