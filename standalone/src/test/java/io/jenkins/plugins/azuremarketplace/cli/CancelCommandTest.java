package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CancelCommandTest {

    private final CommandRun command = new CommandRun();
    private String location;

    @BeforeEach
    void goLive() {
        command.simulator.hold();
        command.goLive();
        location = command.location();
    }

    @AfterEach
    void close() {
        command.close();
    }

    private int cancel(String... more) {
        return command.run(Stream.of(List.of("cancel", "--operation", location), command.service(), List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @Test
    void endsWithZeroWhenTheOperationIsCanceled() {
        command.simulator.cancels(CancelForm.AT_ONCE);
        assertThat(cancel(), is(0));
        assertThat(
                command.out(),
                is("Asked the service to cancel the publication of contoso/contoso-offer.\n"
                        + "The publication of contoso/contoso-offer was canceled.\n"));
        assertThat(command.err(), is(""));
        assertThat(command.simulator.stateOfAccepted("contoso-offer"), is("canceled"));
    }

    @Test
    void endsWithZeroWhenNobodyWaits() {
        command.simulator.cancels(CancelForm.IGNORED);
        assertThat(cancel("--no-wait"), is(0));
        assertThat(command.out(), endsWith("Asked the service to cancel the publication of contoso/contoso-offer.\n"));
        assertThat(command.simulator.requests(Call.CANCEL), is(1));
    }

    @Test
    void endsWithOneWhenItIsTooLate() {
        command.simulator.finish("contoso-offer", "completed");
        assertThat(cancel(), is(1));
        command.assertIsOneError("Too late to cancel: the publication of contoso/contoso-offer was complete already.");
        assertThat(command.simulator.requests(Call.CANCEL), is(0));
    }

    @Test
    void endsWithThreeWhenTheSecretIsWrong() {
        command.secretInEnvironment = "another secret";
        assertThat(cancel(), is(3));
        command.assertIsOneError("AADSTS7000215");
    }

    @Test
    void endsWithFourWhenTheServiceRefuses() {
        command.simulator.forbid(true);
        assertThat(cancel(), is(4));
        command.assertIsOneError("the service answered 403");
    }

    @Test
    void namesAllThatIsMissing() {
        assertThat(command.run("cancel"), is(2));
        command.assertIsOneError("Missing: --operation, --tenant, --client-id.");
    }
}
