package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StatusCommandTest {

    private final CommandRun command = new CommandRun();

    @AfterEach
    void close() {
        assertThat(command.simulator.requests(Call.SUBMIT), is(0));
        command.close();
    }

    private int status(String... more) {
        return command.run(Stream.of(
                        List.of("status", "--publisher", "contoso", "--offer", "contoso-offer"),
                        command.service(),
                        List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud-partner-portal", "product-ingestion"})
    void simulatesEachApi(String api) {
        assertThat(command.run("status", "--simulate", "--api", api), is(0));
        assertThat(command.out(), startsWith("Draft: there"));
        assertThat(command.out(), containsString("\nPreview: there ("));
        assertThat(command.out(), containsString("\nLive: there ("));
        assertThat(command.out(), containsString("\nReady to go live.\nPartner Center: https://partner.microsoft.com/"));
        assertThat(command.err(), is(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud-partner-portal", "product-ingestion"})
    void tellsWhatWouldChange(String api) {
        assertThat(command.run("status", "--simulate", "--changes", "--api", api), is(0));
        assertThat(command.out(), containsString("\nPreview against live: "));
        assertThat(command.out(), containsString("\nDraft against preview: 1 change.\n  changed "));
        assertThat(command.out(), not(containsString("sig=")));
    }

    @Test
    void endsWithZeroAlsoWhereTheOfferCannotGoLive() {
        assertThat(status(), is(0));
        assertThat(command.out(), containsString("Not ready to go live: Nothing of contoso/contoso-offer is in preview"));
    }

    @Test
    void tellsWhatRuns() {
        command.simulator.hold();
        command.simulator.foreignOperation("contoso", "contoso-offer", "publish");
        assertThat(status(), is(0));
        assertThat(command.out(), containsString("\nPreview: being published.\n"));
        assertThat(command.out(), containsString("\nRunning: operation " + CommandRun.OPERATION));
        assertThat(command.out(), containsString("\nNot ready to go live: The operation " + CommandRun.OPERATION));
    }

    @Test
    void outlastsTransientFailures() {
        command.simulator.next(Call.STATUS, Fault.answer(503));
        assertThat(status(), is(0));
    }

    @Test
    void endsWithThreeWhenTheSecretIsWrong() {
        command.secretInEnvironment = "another secret";
        assertThat(status(), is(3));
        command.assertIsOneError("AADSTS7000215");
    }

    @Test
    void endsWithFourWhenTheServiceRefuses() {
        command.simulator.forbid(true);
        assertThat(status(), is(4));
        command.assertIsOneError("the service answered 403");
    }

    @Test
    void namesAllThatIsMissing() {
        assertThat(command.run("status"), is(2));
        command.assertIsOneError("Missing: --publisher, --offer, --tenant, --client-id.");
    }
}
