package io.jenkins.plugins.azuremarketplace.cli;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
}
