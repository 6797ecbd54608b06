package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code --json}, standard output is one document, whatever happens. */
@Timeout(60)
class JsonOutputTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final CommandRun command = new CommandRun();

    @AfterEach
    void close() {
        command.close();
    }

    private JsonNode result() throws Exception {
        assertThat(command.out().lines().count(), is(1L));
        assertThat(command.out().chars().allMatch(character -> character < 0x80), is(true));
        return JSON.readTree(command.out());
    }

    private JsonNode result(int exitCode, String... words) throws Exception {
        assertThat(command.run(words), is(exitCode));
        return result();
    }

    private String[] about(String name, String... more) {
        return Stream.of(
                        List.of(name, "--json", "--publisher", "contoso", "--offer", "contoso-offer"),
                        command.service(),
                        Arrays.asList(more))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private String[] operation(String name, String location, String... more) {
        return Stream.of(List.of(name, "--json", "--operation", location), command.service(), Arrays.asList(more))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "golive, --wait, SUCCEEDED",
        "golive, --dry-run, DRY_RUN",
        "publish, --wait, IN_PREVIEW",
        "publish, --dry-run, DRY_RUN"
    })
    void publicationsHaveTheNamesOfTheStep(String name, String option, String state) throws Exception {
        JsonNode result = result(0, about(name, option, "--poll-interval", "1"));

        assertThat(
                names(result),
                contains(
                        "publisher",
                        "offer",
                        "operation",
                        "operationUrl",
                        "submission",
                        "attached",
                        "state",
                        "message",
                        "reasons"));
        assertThat(result.path("publisher").asText(), is("contoso"));
        assertThat(result.path("offer").asText(), is("contoso-offer"));
        assertThat(result.path("state").asText(), is(state));
        assertThat(result.path("attached").isBoolean(), is(true));
        assertThat(result.path("operation").isNull(), is(state.equals("DRY_RUN")));
        assertThat(command.err(), containsString(result.path("message").asText()));
    }

    @Test
    void tellsWhereTheOperationIs() throws Exception {
        command.simulator.hold();

        JsonNode result = result(0, about("golive"));

        assertThat(result.path("state").asText(), is("ACCEPTED"));
        assertThat(result.path("operation").asText(), startsWith(CommandRun.OPERATION));
        assertThat(
                result.path("operationUrl").asText(),
                is(command.simulator.endpoint() + result.path("operation").asText()));

        command.simulator.cancels(CancelForm.AT_ONCE);
        JsonNode canceled = result(0, operation("cancel", result.path("operation").asText()));
        assertThat(canceled.path("state").asText(), is("CANCELED"));
        assertThat(canceled.path("offer").asText(), is("contoso-offer"));
    }

    @Test
    void aFailureHasItsReasons() throws Exception {
        command.simulator.endsWith("failed", "The image is not generalized.");

        JsonNode result = result(1, about("golive", "--wait", "--poll-interval", "1"));

        assertThat(result.path("state").asText(), is("FAILED"));
        assertThat(result.path("reasons").toString(), containsString("The image is not generalized."));
        assertThat(command.err(), containsString("\nError: Publication of contoso/contoso-offer failed"));
    }

    @Test
    void aConflictIsAResult() throws Exception {
        command.simulator.hold();
        command.simulator.foreignOperation("contoso", "contoso-offer", "goLive");

        assertThat(result(5, about("golive")).path("state").asText(), is("CONFLICT"));
    }

    @Test
    void aWaitThatReachesItsLimitIsAResult() throws Exception {
        command.simulator.hold();
        String location = result(0, about("golive")).path("operation").asText();

        assertThat(result(6, operation("wait", location, "--timeout", "1")).path("state").asText(), is("EXPIRED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud-partner-portal", "product-ingestion"})
    void aStatusTellsSlotsReadinessAndChanges(String api) throws Exception {
        JsonNode result = result(0, "status", "--simulate", "--changes", "--json", "--api", api);

        assertThat(
                names(result),
                contains(
                        "publisher",
                        "offer",
                        "readyToGoLive",
                        "page",
                        "blockers",
                        "draft",
                        "preview",
                        "live",
                        "running",
                        "changes",
                        "state",
                        "message",
                        "reasons"));
        assertThat(result.path("readyToGoLive").asBoolean(), is(true));
        assertThat(result.path("blockers").isEmpty(), is(true));
        for (String slot : List.of("draft", "preview", "live")) {
            assertThat(names(result.path(slot)), contains("state", "text", "submission", "version", "changed"));
            assertThat(result.path(slot).path("state").asText(), is("PRESENT"));
        }
        JsonNode comparison = result.path("changes").path(0);
        assertThat(names(comparison), contains("slot", "against", "first", "changes", "more"));
        assertThat(comparison.path("slot").asText(), is("preview"));
        assertThat(
                names(comparison.path("changes").path(0)), contains("path", "kind", "members", "more"));
        assertThat(comparison.findValuesAsText("kind"), hasItem("added"));
        assertThat(command.out(), not(containsString("sig=")));
    }

    @Test
    void aStatusWithoutChangesHasNone() throws Exception {
        JsonNode result = result(0, about("status"));

        assertThat(result.has("changes"), is(false));
        assertThat(result.path("readyToGoLive").asBoolean(), is(false));
        assertThat(result.path("blockers").path(0).asText(), containsString("is in preview"));
        assertThat(result.path("live").path("state").asText(), is("EMPTY"));
        assertThat(result.path("live").path("changed").isNull(), is(true));
    }

    @Test
    void aStatusTellsWhatRuns() throws Exception {
        command.simulator.hold();
        command.simulator.foreignOperation("contoso", "contoso-offer", "publish");

        JsonNode running = result(0, about("status")).path("running").path(0);

        assertThat(names(running), contains("operation", "operationUrl", "type", "since", "step"));
        assertThat(running.path("type").asText(), is("publish"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"golive", "publish", "status"})
    void aRefusedPrincipalIsAResult(String name) throws Exception {
        command.secretInEnvironment = "another secret";

        JsonNode result = result(3, about(name));

        assertThat(result.path("state").asText(), is("NO_TOKEN"));
        assertThat(result.path("offer").asText(), is("contoso-offer"));
        assertThat(result.path("message").asText(), containsString("AADSTS7000215"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "golive --json",
                "--json publish",
                "wait --json",
                "cancel --json",
                "status --json",
                "status --json --offer",
                "golive --json --nonsense",
                "simulate --json --port 65536",
                "--json"
            })
    void badUsageIsAResult(String line) throws Exception {
        JsonNode result = result(2, line.split(" "));

        assertThat(names(result), contains("state", "message", "reasons"));
        assertThat(result.path("state").asText(), is("USAGE"));
        assertThat(command.err(), is("Error: " + result.path("message").asText() + "\n"));
        assertThat(command.simulator.requests(), is(empty()));
    }

    @Test
    void anErrorOfOursIsAResult() throws Exception {
        Terminal broken = new Terminal(
                new PrintStream(command.out, true, StandardCharsets.UTF_8),
                new PrintStream(command.err, true, StandardCharsets.UTF_8),
                name -> {
                    throw new IllegalStateException("“broken”");
                },
                prompt -> null);

        assertThat(new Main(broken).run(about("golive")), is(70));

        assertThat(result().path("state").asText(), is("INTERNAL_ERROR"));
        assertThat(result().path("message").asText(), containsString("“broken”"));
    }
}
