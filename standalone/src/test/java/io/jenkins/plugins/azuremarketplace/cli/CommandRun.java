package io.jenkins.plugins.azuremarketplace.cli;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A simulator, and commands that run against it in this process. Nothing that they print may be a secret. */
final class CommandRun implements AutoCloseable {

    static final String SECRET = "S3cr3t~of_the-tests/'&<";
    static final String OPERATION = "/api/publishers/contoso/offers/contoso-offer/operations/";

    final PortalSimulator simulator = PortalSimulator.start();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Besides the secret. */
    final Map<String, String> environment = new HashMap<>();

    /** What the environment holds and what is typed at the terminal; null for nothing. */
    String secretInEnvironment = SECRET;

    String typedSecret;

    CommandRun() {
        simulator.secret(SECRET);
        simulator.publicationTakes(Duration.ofMillis(500));
    }

    @Override
    public void close() {
        simulator.close();
    }

    /** Runs one command; returns its exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        int exitCode = new Main(new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        name -> name.equals("MARKETPLACE_CLIENT_SECRET") ? secretInEnvironment : environment.get(name),
                        prompt -> typedSecret == null ? null : typedSecret.toCharArray()))
                .run(arguments);
        assertIsDecent(out());
        assertIsDecent(err());
        return exitCode;
    }

    /** Goes live with all that is needed, looking every second. */
    int goLive(String... more) {
        return run(options(
                List.of("golive", "--publisher", "contoso", "--offer", "contoso-offer", "--poll-interval", "1"), more));
    }

    /** Goes live in another thread, until it has said this. */
    CompletableFuture<Integer> goLiveUntil(String said, String... more) {
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> goLive(more));
        await().atMost(Duration.ofSeconds(30)).until(() -> out().contains(said) || exitCode.isDone());
        return exitCode;
    }

    int waitFor(String operation, String... more) {
        return run(options(List.of("wait", "--operation", operation, "--poll-interval", "1"), more));
    }

    private String[] options(List<String> command, String... more) {
        List<String> words = new ArrayList<>(command);
        words.addAll(service());
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    List<String> service() {
        return List.of(
                "--tenant",
                "contoso.onmicrosoft.com",
                "--client-id",
                "11111111-2222-3333-4444-555555555555",
                "--endpoint",
                simulator.endpoint().toString(),
                "--authority",
                simulator.authority().toString());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The location as it was printed. */
    String location() {
        return out().lines()
                .filter(line -> line.contains(" accepted. Operation: "))
                .map(line -> line.replaceFirst(".* Operation: ", ""))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No location in: " + out()));
    }

    void assertIsOneError(String... parts) {
        assertThat(err().lines().count(), is(1L));
        assertThat(err(), startsWith("Error: "));
        for (String part : parts) {
            assertThat(err(), containsString(part));
            assertThat("told twice", out(), not(containsString(part)));
        }
    }

    static void assertIsDecent(String output) {
        assertThat(output, not(containsString(SECRET)));
        assertThat(output, not(containsString("simtoken-")));
        assertThat("a token of any issuer", output, not(containsString("eyJ")));
        assertThat(output, not(containsString("\tat ")));
        assertThat(output, not(containsString("Exception")));
    }
}
