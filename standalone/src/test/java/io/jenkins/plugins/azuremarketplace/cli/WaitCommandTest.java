package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.LocationForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitCommandTest {

    private final CommandRun command = new CommandRun();
    private String location;

    @BeforeEach
    void goLive() {
        command.simulator.locationForm(LocationForm.RELATIVE_NOT_MIGRATED);
        command.simulator.hold();
        command.goLive();
        location = command.location();
    }

    @AfterEach
    void close() {
        command.close();
    }

    @Test
    void endsWithZeroWhenTheOfferIsLive() {
        command.simulator.release();
        assertThat(command.waitFor(location), is(0));
        assertThat(command.out(), endsWith("\nOffer contoso/contoso-offer is live.\n"));
        assertThat(command.err(), is(""));
    }

    @Test
    void endsWithOneWhenTheOperationFailed() {
        command.simulator.finish("contoso-offer", "failed", "The image is not generalized.");
        assertThat(command.waitFor(location), is(1));
        command.assertIsOneError("Publication of contoso/contoso-offer failed");
    }

    @Test
    void endsWithThreeAtOnceWhenTheSecretIsWrong() {
        command.secretInEnvironment = "another secret";
        assertThat(command.waitFor(location), is(3));
        command.assertIsOneError("AADSTS7000215");
        assertThat(command.err(), not(containsString("another secret")));
    }

    @Test
    void endsWithFourWhenTheServiceRefuses() {
        command.simulator.forbid(true);
        assertThat(command.waitFor(location), is(4));
        assertThat(command.err(), containsString("the service answered 403"));
        assertThat(command.err(), containsString("was never seen; check its location"));
    }

    @Test
    void endsWithSixWhenTheLimitIsReached() {
        assertThat(command.waitFor(location, "--timeout", "2"), is(6));
        command.assertIsOneError(
                "To go on waiting: java -jar marketplace-golive.jar wait --operation '" + location + "'");
    }

    @Test
    void outlastsTransientFailures() {
        command.simulator.release();
        command.simulator.next(Call.OPERATION, Fault.drop(), Fault.html(502), Fault.garbage());
        assertThat(command.waitFor(location), is(0));
    }
}
