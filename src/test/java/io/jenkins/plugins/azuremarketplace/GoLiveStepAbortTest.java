package io.jenkins.plugins.azuremarketplace;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.publication.CancellationLimit;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

class GoLiveStepAbortTest extends GoLivePipelineTestBase {

    private static final Duration HANGING = Duration.ofHours(1);

    /** Nothing is waited for that takes longer; on a slow machine, a build takes its time to end. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    private static final String CANCELING = GO_LIVE + ", cancelOnAbort: true";

    @Test
    void whileAskingForAToken() throws Exception {
        portal.next(Call.TOKEN, Fault.drop().late(HANGING));
        WorkflowRun run = start(GO_LIVE);
        await().until(() -> portal.requests(Call.TOKEN), is(1));

        abortAtOnce(run);

        jenkins.assertLogContains("Nothing was submitted for contoso/contoso-offer.", run);
        assertThat(portal.accepted(OFFER), is(0));
    }

    @Test
    void whileAskingWhatElseIsRunning() throws Exception {
        portal.next(Call.SUBMISSIONS, Fault.drop().late(HANGING));
        WorkflowRun run = start(CANCELING);
        await().until(() -> portal.requests(Call.SUBMISSIONS), is(1));

        abortAtOnce(run);

        jenkins.assertLogContains("Nothing was submitted for contoso/contoso-offer.", run);
        assertThat(portal.accepted(OFFER), is(0));
        assertThat(portal.requests(Call.CANCEL), is(0));
    }

    @Test
    void whileWaitingForAnotherOperation() throws Exception {
        portal.hold();
        portal.foreignOperation("contoso", OFFER, "publish");
        WorkflowRun run = start(CANCELING + ", onConflict: 'wait'");
        waitForMessage("Waiting until the operation", run);

        abortAtOnce(run);

        jenkins.assertLogContains("Nothing was submitted for contoso/contoso-offer.", run);
        assertThat(portal.requests(Call.CANCEL), is(0));
    }

    @Test
    void whileTheGoLiveIsUnderWay() throws Exception {
        portal.next(Call.GO_LIVE, Fault.delayAfter(HANGING));
        WorkflowRun run = start(GO_LIVE);
        await().until(() -> portal.accepted(OFFER), is(1));

        abortAtOnce(run);

        jenkins.assertLogContains(
                "The go-live of contoso/contoso-offer may have been accepted; look at the offer in Partner Center",
                run);
        assertThat(portal.requests(Call.GO_LIVE), is(1));
    }

    @Test
    void whileAskingWhatBecameOfTheGoLive() throws Exception {
        portal.next(Call.GO_LIVE, Fault.dropAfter());
        portal.next(Call.SUBMISSIONS, Fault.none(), Fault.drop().late(HANGING));
        WorkflowRun run = start(GO_LIVE);
        await().atMost(PATIENCE).until(() -> portal.requests(Call.SUBMISSIONS), is(2));

        abortAtOnce(run);

        jenkins.assertLogContains("may have been accepted; look at the offer in Partner Center", run);
        assertThat(portal.accepted(OFFER), is(1));
    }

    @Test
    void whileWaitingSaysHowToGoOnAndThatWorks() throws Exception {
        portal.hold();
        WorkflowRun run = startAndWait(GO_LIVE);

        abortAtOnce(run);

        jenkins.assertLogContains("The publication of contoso/contoso-offer goes on. To watch it: ", run);
        portal.release();
        WorkflowRun watching = run(Result.SUCCESS, "echo \"${" + waitCommand(run) + "}\"");
        jenkins.assertLogContains("contoso/contoso-offer: SUCCEEDED", watching);
        assertThat(portal.accepted(OFFER), is(1));
        assertThat(portal.requests(Call.CANCEL), is(0));
    }

    @Test
    void whileALookIsUnderWay() throws Exception {
        portal.hold();
        portal.next(Call.OPERATION, Fault.drop().late(HANGING));
        WorkflowRun run = startAndWait(GO_LIVE);

        abortAtOnce(run);

        jenkins.assertLogContains("To watch it: marketplaceWait operation: '", run);
    }

    @Test
    void duringAnOutage() throws Exception {
        portal.hold();
        WorkflowRun run = startAndWait(GO_LIVE);
        portal.outage(true);
        waitForMessage("Trouble since", run);

        abortAtOnce(run);

        jenkins.assertLogContains("To watch it: marketplaceWait operation: '", run);
    }

    @Test
    void aKilledBuildIsNotWatchedAnyLonger() throws Exception {
        portal.hold();
        WorkflowRun run = startAndWait(GO_LIVE);

        run.doKill();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Silence.of(portal).await();
        jenkins.assertLogContains("To watch it: marketplaceWait operation: '", run);
    }

    @Test
    void cancels() throws Exception {
        portal.hold();
        WorkflowRun run = startAndWait(CANCELING);

        abort(run);

        assertAborted(run);
        jenkins.assertLogContains("Aborted: canceling the publication", run);
        jenkins.assertLogContains("Asked the service to cancel the publication of contoso/contoso-offer.", run);
        jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
        assertThat(portal.requests(Call.CANCEL), is(1));
    }

    @Test
    void cancelsWhatIsAcceptedOnlyAfterTheAbort() throws Exception {
        portal.hold();
        portal.next(Call.GO_LIVE, Fault.delayAfter(Duration.ofSeconds(3)));
        WorkflowRun run = start(CANCELING);
        await().until(() -> portal.accepted(OFFER), is(1));

        abort(run);

        assertAborted(run);
        jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
    }

    @Test
    void cancelsAGoLiveWhoseAnswerWasLost() throws Exception {
        portal.hold();
        portal.next(Call.GO_LIVE, Fault.dropAfter());
        portal.next(Call.SUBMISSIONS, Fault.none(), Fault.delay(Duration.ofSeconds(3)));
        WorkflowRun run = start(CANCELING);
        await().atMost(PATIENCE).until(() -> portal.requests(Call.SUBMISSIONS), is(2));

        abort(run);

        assertAborted(run);
        jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
        assertThat(portal.accepted(OFFER), is(1));
    }

    @Test
    void tellsWhenItIsTooLateToCancel() throws Exception {
        portal.hold();
        portal.cancels(CancelForm.TOO_LATE);
        WorkflowRun run = startAndWait(CANCELING);

        abort(run);
        waitForMessage("The service refused to cancel the publication.", run);
        portal.finish(OFFER, "completed");

        assertAborted(run);
        jenkins.assertLogContains(
                "Too late to cancel: the publication of contoso/contoso-offer was complete already.", run);
    }

    @Test
    void waitsForACancellationForThreeMinutesAtMost() throws Exception {
        portal.hold();
        portal.cancels(CancelForm.IGNORED);
        WorkflowRun run = startAndWait(CANCELING);

        abort(run);
        waitForMessage("Asked the service to cancel", run);
        Publication publication =
                run.getAction(PublicationAction.class).getPublications().get(0).publication();
        assertThat(
                CancellationLimit.left(publication),
                allOf(greaterThan(Duration.ofMinutes(2)), lessThanOrEqualTo(Duration.ofMinutes(3))));
        CancellationLimit.expire(publication);

        assertAborted(run);
        jenkins.assertLogContains("did not do so within 3 min.", run);
        assertThat(waitCommand(run), is("marketplaceWait operation: '" + publication.operation() + "'"));
    }

    @Test
    void aSecondAbortDoesNotWaitForTheCancellation() throws Exception {
        portal.hold();
        portal.cancels(CancelForm.IGNORED);
        WorkflowRun run = startAndWait(CANCELING);
        abort(run);
        waitForMessage("Asked the service to cancel", run);

        abortAtOnce(run);

        jenkins.assertLogContains(
                "goes on unless the service cancels it. To watch it: marketplaceWait operation: '", run);
        assertThat(portal.requests(Call.CANCEL), is(1));
    }

    @Test
    void neverCancelsWhatSomebodyElseStarted() throws Exception {
        portal.hold();
        portal.foreignOperation("contoso", OFFER, "goLive");
        WorkflowRun run = startAndWait(CANCELING + ", onConflict: 'attach'");

        abortAtOnce(run);

        jenkins.assertLogContains("To watch it: marketplaceWait operation: '", run);
        assertThat(portal.requests(Call.CANCEL), is(0));
    }

    @Test
    void aWaitCancelsIfToldTo() throws Exception {
        portal.hold();
        WorkflowRun first = startAndWait(GO_LIVE);
        abortAtOnce(first);
        WorkflowRun run = startAndWait(waitCommand(first) + ", cancelOnAbort: true");

        abort(run);

        assertAborted(run);
        jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
    }

    private static void abort(WorkflowRun run) {
        run.getExecutor().interrupt();
    }

    private void abortAtOnce(WorkflowRun run) throws Exception {
        long begin = System.nanoTime();
        abort(run);
        assertAborted(run);
        assertThat(Duration.ofNanos(System.nanoTime() - begin), lessThan(AT_ONCE));
        Silence.of(portal).await();
    }

    private void assertAborted(WorkflowRun run) throws Exception {
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(MarketplaceConnector.get().poller().size(), is(0));
    }

}
