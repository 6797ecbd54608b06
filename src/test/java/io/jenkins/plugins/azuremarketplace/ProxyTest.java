package io.jenkins.plugins.azuremarketplace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hudson.ProxyConfiguration;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.step.GoLiveBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The proxy of Jenkins, with its exclusions and its password, is that of the plugin. */
@WithJenkins
class ProxyTest {

    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("jenkins:open sesame".getBytes(UTF_8));
    private static final Set<String> OWN_HEADERS = Set.of("host", "connection", "content-length", "proxy-connection");

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private JenkinsRule jenkins;
    private PortalSimulator portal;
    private HttpServer proxy;
    private volatile boolean locked;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofMillis(500));
        SimulatedPortal.configure(portal);
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(Executors.newCachedThreadPool());
        proxy.createContext("/", this::forward);
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.stop(0);
        portal.close();
    }

    @Test
    void everythingGoesThroughTheProxy() throws Exception {
        use(null, null, "");

        jenkins.assertLogContains("is live.", jenkins.buildAndAssertSuccess(job()));

        assertThat(seen, hasItem(containsString("POST " + portal.authority())));
        assertThat(seen, hasItem(containsString("/golive")));
        assertThat(seen, everyItem(containsString(portal.endpoint().toString())));
        assertThat(seen.size(), is(portal.requests().size()));
    }

    /** In the clear, so that the proxy asks first; a go-live can't be repeated and is for tunnels, as below. */
    @Test
    void theProxyGetsItsPassword() {
        locked = true;
        use("jenkins", "open sesame", "");

        FormValidation answer = SimulatedPortal.testConnection(
                portal.endpoint().toString(),
                portal.authority().toString(),
                "",
                SimulatedPortal.CREDENTIALS,
                "contoso",
                "contoso-offer");

        assertThat(answer.getMessage(), containsString("contoso/contoso-offer can be read"));
        assertThat(authorizations, hasItem(AUTHORIZATION));
        assertThat(
                portal.requests().stream()
                        .filter(request -> request.header("Proxy-Authorization") != null)
                        .toList(),
                is(empty()));
    }

    /** The service is reached by HTTPS: the proxy gets its password for the tunnel, before there is a request in it. */
    @Test
    void theTunnelToTheServiceOpensWithThePassword() throws Exception {
        try (ServerSocket tunnels = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> asked = CompletableFuture.supplyAsync(() -> refuse(tunnels));
            jenkins.jenkins.setProxy(
                    new ProxyConfiguration("127.0.0.1", tunnels.getLocalPort(), "jenkins", "open sesame", ""));

            FormValidation answer = SimulatedPortal.testConnection(
                    "https://service.test", "https://authority.test", "", SimulatedPortal.CREDENTIALS, "", "");

            assertThat(answer.kind, is(FormValidation.Kind.ERROR));
            List<String> head = asked.get(30, TimeUnit.SECONDS);
            assertThat(head.get(0), is("CONNECT authority.test:443 HTTP/1.1"));
            assertThat(head, hasItem("Proxy-Authorization: " + AUTHORIZATION));
        }
    }

    @Test
    void aProxyThatRefusesIsNamedAndNothingIsSubmitted() throws Exception {
        locked = true;
        use("jenkins", "wrong", "");

        jenkins.assertLogContains("No token", jenkins.buildAndAssertStatus(Result.FAILURE, job()));

        assertThat(portal.accepted(), is(0));
    }

    @Test
    void exclusionsGoStraightToTheService() throws Exception {
        use(null, null, "127.0.0.1");

        jenkins.buildAndAssertSuccess(job());

        assertThat(seen, is(empty()));
        assertThat(portal.accepted(), is(1));
    }

    private void use(String user, String password, String exclusions) {
        jenkins.jenkins.setProxy(
                new ProxyConfiguration("127.0.0.1", proxy.getAddress().getPort(), user, password, exclusions));
    }

    private FreeStyleProject job() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        GoLiveBuilder builder = new GoLiveBuilder("contoso", "contoso-offer");
        builder.setWait(true);
        builder.setTimeoutMinutes(1);
        job.getBuildersList().add(builder);
        return job;
    }

    /** Asks for a password, and opens no tunnel all the same. */
    private static List<String> refuse(ServerSocket tunnels) {
        List<String> head = new ArrayList<>();
        for (String answer : List.of("407 Who?\r\nProxy-Authenticate: Basic realm=\"proxy\"", "502 No")) {
            head.clear();
            try (Socket socket = tunnels.accept();
                    BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    head.add(line);
                }
                String close = "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(close.getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return head;
    }

    /** A proxy speaks plain HTTP with the whole URL in the request line. */
    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (authorization != null) {
                authorizations.add(authorization);
            }
            if (locked && !AUTHORIZATION.equals(authorization)) {
                exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
                exchange.sendResponseHeaders(407, -1);
                return;
            }
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            HttpRequest.Builder request = HttpRequest.newBuilder(exchange.getRequestURI())
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                        && !name.equalsIgnoreCase("Proxy-Authorization")) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            HttpResponse<byte[]> answer = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(null))
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                        && !name.equalsIgnoreCase("transfer-encoding")) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            byte[] content = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
