package io.jenkins.plugins.azuremarketplace.cli;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimulateCommandTest {

    @Test
    void printsACommandLineThatWorks() throws Exception {
        try (CommandRun simulator = new CommandRun();
                CommandRun client = new CommandRun()) {
            CompletableFuture<Integer> exitCode = new CompletableFuture<>();
            Thread thread = new Thread(() -> exitCode.complete(simulator.run("simulate")));
            thread.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> simulator.out().endsWith(" --wait\n"));
            String pasted =
                    simulator.out().lines().reduce((first, last) -> last).orElseThrow();
            String[] words = pasted.split(" ");
            client.secretInEnvironment = words[0].replaceFirst("MARKETPLACE_CLIENT_SECRET=", "");
            assertThat(pasted, containsString(" java -jar marketplace-golive.jar golive "));
            assertThat(client.run(Arrays.copyOfRange(words, 4, words.length - 1)), is(0));
            assertThat(client.out(), containsString("Go-live of contoso/contoso-offer accepted."));
            assertThat(words[words.length - 1], endsWith("--wait"));
            thread.interrupt();
            assertThat(exitCode.get(), is(130));
        }
    }

    @Test
    void writesIdentitiesThatSignIn(@TempDir Path directory) throws Exception {
        try (CommandRun simulator = new CommandRun();
                CommandRun client = new CommandRun()) {
            Path identities = directory.resolve("new/identities");
            Thread thread = new Thread(() -> simulator.run("simulate", "--write-identities", identities.toString()));
            thread.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> simulator.out().endsWith(" --wait\n"));
            List<String> lines = simulator.out().lines().toList();
            String[] pasted = lines.get(lines.size() - 1).split(" ");
            client.secretInEnvironment = null;
            List<String> ways = lines.stream().filter(line -> line.startsWith("  ")).toList();
            assertThat(ways.size(), is(5));
            for (String way : ways) {
                String[] halves = way.strip().replaceFirst(" \\(.*", "").split("\\.\\.\\. ?");
                client.environment.clear();
                for (String variable : halves[0].strip().split(" ")) {
                    if (!variable.isEmpty()) {
                        client.environment.put(variable.split("=")[0], variable.split("=")[1]);
                    }
                }
                List<String> words = new ArrayList<>(List.of(pasted).subList(4, pasted.length - 1));
                words.set(words.indexOf("contoso-offer"), "offer-" + ways.indexOf(way));
                words.addAll(List.of(halves[1].split(" ")));
                assertThat(way, client.run(words.toArray(String[]::new)), is(0));
            }
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void complainsAboutADirectoryThatCannotBeWrittenTo(@TempDir Path directory) throws Exception {
        try (CommandRun simulator = new CommandRun()) {
            Path file = Files.createFile(directory.resolve("file"));
            assertThat(simulator.run("simulate", "--write-identities", file.toString()), is(2));
            simulator.assertIsOneError("Nothing can be written to " + file);
        }
    }

    @Test
    void tellsAsJsonHowToReachIt() throws Exception {
        try (CommandRun simulator = new CommandRun()) {
            CompletableFuture<Integer> exitCode = new CompletableFuture<>();
            Thread thread = new Thread(() -> exitCode.complete(simulator.run("simulate", "--json")));
            thread.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> simulator.out().endsWith("\n"));
            thread.interrupt();
            assertThat(exitCode.get(), is(130));
            assertThat(simulator.out().lines().count(), is(1L));
            assertThat(simulator.out(), containsString("{\"endpoint\":\"http://127.0.0.1:"));
            assertThat(simulator.out(), containsString("\"state\":\"LISTENING\""));
        }
    }
}
