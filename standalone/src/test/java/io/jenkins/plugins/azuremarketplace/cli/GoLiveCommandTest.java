package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.LocationForm;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GoLiveCommandTest {

    private final CommandRun command = new CommandRun();

    @AfterEach
    void close() {
        command.close();
    }

    @Test
    void endsWithZeroAsSoonAsTheGoLiveIsAccepted() {
        command.simulator.hold();
        assertThat(command.goLive(), is(0));
        assertThat(command.out(), startsWith("Go-live of contoso/contoso-offer accepted. Operation: "));
        assertThat(command.location(), matchesPattern(CommandRun.OPERATION + "[0-9a-f-]{36}\\?api-version=2017-10-31"));
        assertThat(command.err(), is(""));
        assertThat(command.simulator.accepted("contoso-offer"), is(1));
    }

    @Test
    void waitsUntilTheOfferIsLive() {
        assertThat(command.goLive("--wait"), is(0));
        assertThat(command.out(), endsWith("\nOffer contoso/contoso-offer is live.\n"));
        assertThat(command.out().split("is live", -1).length, is(2));
        assertThat(command.err(), is(""));
    }

    @Test
    void printsTheLocationExactlyAsReceived() {
        command.simulator.locationForm(LocationForm.RELATIVE_NOT_MIGRATED);
        command.goLive();
        assertThat(command.location(), is("/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud-partner-portal", "product-ingestion"})
    void simulatesEachApi(String api) {
        assertThat(command.run("golive", "--simulate", "--wait", "--api", api), is(0));
        assertThat(command.out(), endsWith("\nOffer contoso/contoso-offer is live.\n"));
    }

    @ParameterizedTest
    @CsvSource({"golive, go-live", "publish, publication to preview"})
    void aDryRunTellsWhatWouldBeSent(String name, String noun) {
        assertThat(command.run(name, "--simulate", "--dry-run", "--wait"), is(0));
        assertThat(
                command.out(),
                startsWith("Dry run: nothing was sent. A " + noun + " of contoso/contoso-offer would be sent now: POST "));
        assertThat(command.goLive("--dry-run"), is(0));
        assertThat(command.simulator.requests(Call.SUBMIT), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "rejected", "canceled"})
    void endsWithOneWhenThePublicationFails(String state) {
        command.simulator.endsWith(state, "The image is not generalized.");
        assertThat(command.goLive("--wait"), is(1));
        command.assertIsOneError("Publication of contoso/contoso-offer ");
        if (!state.equals("canceled")) {
            assertThat(command.err(), containsString("The image is not generalized."));
        }
    }

    @Test
    void endsWithThreeWhenTheSecretIsWrong() {
        command.secretInEnvironment = "another secret";
        assertThat(command.goLive("--wait"), is(3));
        command.assertIsOneError("AADSTS7000215", "Check the client secret");
        assertThat(command.err(), not(containsString("another secret")));
        assertThat(command.simulator.requests(Call.SUBMIT), is(0));
    }

    @Test
    void endsWithFourWhenTheServiceRefuses() {
        command.simulator.forbid(true);
        assertThat(command.goLive(), is(4));
        command.assertIsOneError("list the operations of contoso/contoso-offer: the service answered 403", "Nothing was submitted.");
        assertThat(command.simulator.accepted(), is(0));
    }

    @Test
    void endsWithFiveWhenAnotherOperationIsRunning() {
        command.simulator.hold();
        command.simulator.foreignOperation("contoso", "contoso-offer", "goLive");
        assertThat(command.goLive("--wait"), is(5));
        command.assertIsOneError("is in the way, so nothing was submitted");
        assertThat(command.simulator.requests(Call.SUBMIT), is(0));
    }

    @Test
    void attachesToTheOperationOfSomebodyElse() {
        command.simulator.hold();
        command.simulator.foreignOperation("contoso", "contoso-offer", "goLive");
        CompletableFuture<Integer> exitCode =
                command.goLiveUntil("Attached to the operation ", "--wait", "--on-conflict", "attach");
        command.simulator.release();
        assertThat(exitCode.join(), is(0));
        assertThat(command.out(), startsWith("Attached to the operation "));
        assertThat(command.simulator.accepted(), is(0));
    }

    @Test
    void waitsForTheOperationOfSomebodyElseAndGoesLiveThen() {
        command.simulator.hold();
        command.simulator.foreignOperation("contoso", "contoso-offer", "publish");
        CompletableFuture<Integer> exitCode =
                command.goLiveUntil("Waiting until the operation ", "--on-conflict", "wait");
        command.simulator.release();
        assertThat(exitCode.join(), is(0));
        assertThat(command.out(), startsWith("Waiting until the operation "));
        assertThat(command.simulator.accepted(), is(1));
    }

    @Test
    void endsWithSixWhenTheLimitIsReachedAndSaysHowToGoOn() {
        command.simulator.hold();
        assertThat(command.goLive("--wait", "--timeout", "6"), is(6));
        command.assertIsOneError(
                "The limit for the publication of contoso/contoso-offer was reached",
                "To go on waiting: java -jar marketplace-golive.jar wait --operation '" + command.location()
                        + "' --tenant contoso.onmicrosoft.com --client-id 11111111-2222-3333-4444-555555555555"
                        + " --endpoint "
                        + command.simulator.endpoint() + " --authority " + command.simulator.authority()
                        + " --poll-interval 1 --timeout 6");
    }

    @Test
    void endsWithSixWhenItCannotBeFoundOutWhetherTheGoLiveWasAccepted() {
        command.simulator.next(Call.SUBMIT, Fault.dropAfter());
        command.simulator.next(Call.SUBMISSIONS, Fault.none());
        command.simulator.always(Call.SUBMISSIONS, Fault.answer(500));
        assertThat(command.goLive("--timeout", "6"), is(6));
        command.assertIsOneError("its answer was lost", "Look at the offer in Partner Center");
        assertThat(command.simulator.requests(Call.SUBMIT), is(1));
    }

    @Test
    void sendsTheGoLiveOnceEvenIfItsAnswerGetsLost() {
        command.simulator.next(Call.SUBMIT, Fault.dropAfter());
        assertThat(command.goLive("--wait"), is(0));
        assertThat(command.simulator.requests(Call.SUBMIT), is(1));
        assertThat(command.simulator.accepted(), is(1));
    }

    @Test
    void asksTheTerminalWhereTheEnvironmentHasNoSecret() {
        command.secretInEnvironment = null;
        command.typedSecret = CommandRun.SECRET;
        assertThat(command.goLive(), is(0));
    }

    @Test
    void asksTheTerminalWhereTheEnvironmentHasNothingButBlanks() {
        command.secretInEnvironment = "\r\n";
        command.typedSecret = CommandRun.SECRET + "\r";
        assertThat(command.goLive(), is(0));
    }

    @Test
    void runsAgainstTheBuiltInSimulatorWithoutAnyOption() {
        command.secretInEnvironment = null;
        assertThat(command.run("golive", "--simulate", "--wait"), is(0));
        assertThat(command.out(), endsWith("\nOffer contoso/contoso-offer is live.\n"));
        assertThat(command.run("golive", "--simulate", "--publisher", "fabrikam", "--offer", "vm"), is(0));
        assertThat(command.out(), containsString("/api/publishers/fabrikam/offers/vm/operations/"));
        assertThat(command.simulator.requests().size(), is(0));
    }
}
