package io.jenkins.plugins.azuremarketplace.cli;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real processes, real signals. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(90)
class InterruptionTest {

    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final CommandRun command = new CommandRun();

    @TempDir
    private Path files;

    private Process process;

    @AfterEach
    void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        command.close();
    }

    private void start(List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(files.resolve("out").toFile())
                .redirectError(files.resolve("err").toFile());
        builder.environment().put("MARKETPLACE_CLIENT_SECRET", CommandRun.SECRET);
        process = builder.start();
    }

    private void startGoLive(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(JAVA, "-cp", CLASS_PATH, Main.class.getName()));
        line.addAll(List.of("golive", "--publisher", "contoso", "--offer", "contoso-offer", "--poll-interval", "1"));
        line.addAll(command.service());
        line.addAll(List.of(more));
        start(line);
    }

    private void send(String signal) throws Exception {
        assumeFalse(
                signal.equals("INT") && ignoresInterrupts(),
                "This JVM was started with SIGINT ignored, and so are its children.");
        assertThat(
                new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                        .start()
                        .waitFor(),
                is(0));
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    private int exitCode() throws Exception {
        assertThat("still running", process.waitFor(30, TimeUnit.SECONDS), is(true));
        CommandRun.assertIsDecent(read("out") + read("err"));
        return process.exitValue();
    }

    private String read(String name) throws IOException {
        return Files.readString(files.resolve(name));
    }

    private void awaitOutput(String part) {
        await().atMost(Duration.ofSeconds(30)).until(() -> read("out").contains(part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void anInterruptedCommandTellsHowToGoOnAndThatWorks(String signal) throws Exception {
        command.simulator.hold();
        startGoLive("--wait");
        awaitOutput("The operation is running.");
        send(signal);
        assertThat(exitCode(), is(130));
        assertThat(read("err"), is(""));
        String location = read("out").lines().findFirst().orElseThrow().replaceFirst(".* Operation: ", "");
        String advice =
                "The publication of contoso/contoso-offer goes on. To watch it: java -jar marketplace-golive.jar ";
        String last = read("out").lines().reduce((before, after) -> after).orElseThrow();
        assertThat(last, containsString(advice + "wait --operation '" + location + "' --tenant "));

        command.simulator.release();
        start(List.of(
                "sh",
                "-c",
                last.replace(advice, "exec '" + JAVA + "' -cp '" + CLASS_PATH + "' " + Main.class.getName() + " ")));
        assertThat(exitCode(), is(0));
        assertThat(read("out"), endsWith("Offer contoso/contoso-offer is live.\n"));
        assertThat(command.simulator.accepted(), is(1));
    }

    @Test
    void aGoLiveWithoutAnAnswerYetMayHaveBeenAccepted() throws Exception {
        command.simulator.next(Call.SUBMIT, Fault.delay(Duration.ofSeconds(30)));
        startGoLive();
        await().atMost(Duration.ofSeconds(30)).until(() -> command.simulator.requests(Call.SUBMIT) == 1);
        send("TERM");
        assertThat(exitCode(), is(130));
        assertThat(read("out"), containsString("The go-live of contoso/contoso-offer may have been accepted"));
    }

    @Test
    void nothingIsSentAfterAnInterruption() throws Exception {
        command.simulator.next(Call.SUBMISSIONS, Fault.delay(Duration.ofSeconds(30)));
        startGoLive();
        await().atMost(Duration.ofSeconds(30)).until(() -> command.simulator.requests(Call.SUBMISSIONS) == 1);
        send("TERM");
        assertThat(exitCode(), is(130));
        assertThat(read("out"), is("Nothing was submitted for contoso/contoso-offer.\n"));
        assertThat(command.simulator.requests(Call.SUBMIT), is(0));
    }

    @Test
    void anInterruptionIsAResultToo() throws Exception {
        command.simulator.hold();
        startGoLive("--wait", "--json");
        await().atMost(Duration.ofSeconds(30)).until(() -> read("err").contains("The operation is running."));
        send("TERM");
        assertThat(exitCode(), is(130));
        assertThat(read("out").lines().count(), is(1L));
        assertThat(read("out"), containsString("\"state\":\"ABORTED\",\"message\":\"The publication of "));
    }

    @Test
    void theBuiltInSimulatorEndsWithItsCommand() throws Exception {
        start(List.of(JAVA, "-cp", CLASS_PATH, Main.class.getName(), "golive", "--simulate", "--wait"));
        awaitOutput("The operation is running.");
        send("TERM");
        assertThat(exitCode(), is(130));
        assertThat(
                read("out"),
                endsWith("Interrupted; the simulator ends with this command, and the publication with it.\n"));
        assertThat(read("out"), not(containsString("goes on")));
    }
}
