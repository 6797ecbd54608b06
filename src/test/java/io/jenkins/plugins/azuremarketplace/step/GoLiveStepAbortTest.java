package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.publication.CancellationLimit;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
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
        portal.next(Call.SUBMIT, Fault.delayAfter(HANGING));
        WorkflowRun run = start(GO_LIVE);
        await().until(() -> portal.accepted(OFFER), is(1));

        abortAtOnce(run);

        jenkins.assertLogContains(
                "The go-live of contoso/contoso-offer may have been accepted; look at the offer in Partner Center",
                run);
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void whileAskingWhatBecameOfTheGoLive() throws Exception {
        portal.next(Call.SUBMIT, Fault.dropAfter());
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

    /** In a Jenkins without default credentials, and with a quote in the id. */
    @Test
    void theLineToGoOnNamesWhatTheStepNamed() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(SimulatedPortal.credentials("the publisher's \\ own", SimulatedPortal.SECRET));
        MarketplaceConfiguration.get().setCredentialsId(null);
        portal.hold();
        WorkflowRun run =
                startAndWait(GO_LIVE + ", api: 'cloudPartnerPortal', credentialsId: 'the publisher\\'s \\\\ own'");

        abortAtOnce(run);
        MarketplaceConfiguration.get().setApi("productIngestion");

        portal.release();
        WorkflowRun watching = run(Result.SUCCESS, "echo \"${" + waitCommand(run) + "}\"");
        jenkins.assertLogContains("contoso/contoso-offer: SUCCEEDED", watching);
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
        FlowNode node = paused(run);

        run.doKill();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Silence.of(portal).await();
        assertThat(Driven.publications(), is(empty()));
        jenkins.assertLogContains("To watch it: marketplaceWait operation: '", run);
        await("end of the pause").until(() -> !PauseAction.isPaused(node));
    }

    @Test
    void aTerminatedStepIsNotWatchedAnyLongerAndIsAnEarlierAttempt() throws Exception {
        portal.hold();
        WorkflowRun run = startAndWait("try { " + GO_LIVE + " } catch (e) { echo 'Once more.' }\n" + GO_LIVE);
        FlowNode node = paused(run);

        run.doTerm();

        waitForMessage("The publication of contoso/contoso-offer goes on. To watch it: marketplaceWait", run);
        waitForMessage("Once more.", run);
        await("end of the pause").until(() -> !PauseAction.isPaused(node));
        awaitSecondAttempt(run);
        assertThat(Driven.publications().size(), is(1));
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void aStepWhoseSiblingFailsIsNotWatchedAnyLonger() throws Exception {
        portal.hold();
        WorkflowRun run = startAndWait("parallel(failFast: true, one: { " + GO_LIVE
                + " }, two: { marketplaceGoLive publisher: 'contoso', offer: 'other', wait: true })");
        waitForMessage("Go-live of contoso/contoso-offer accepted.", run);
        waitForMessage("Go-live of contoso/other accepted.", run);
        FlowNode node = paused(run);

        portal.finish("other", "failed", "No.");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(Driven.publications(), is(empty()));
        await("end of the pause").until(() -> !PauseAction.isPaused(node));
        jenkins.assertLogContains("To watch it: marketplaceWait operation: '", run);
    }

    @Test
    void aJobIsDeletedWhileItsBuildWaits() throws Exception {
        portal.hold();
        portal.cancels(CancelForm.IGNORED);
        WorkflowRun run = startAndWait(CANCELING);

        run.getParent().delete();

        assertThat(portal.requests(Call.CANCEL), is(1));
        assertThat(
                Driven.isDriven(
                        run.getAction(BuildPublicationsAction.class).records().get(0)),
                is(false));
        assertThat("what is left of the job", run.getParent().getRootDir().exists(), is(false));
    }

    @Test
    void aFolderIsDeletedWhileABuildInItWaits() throws Exception {
        portal.hold();
        Folder folder = jenkins.createProject(Folder.class);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "inner");
        job.setDefinition(new CpsFlowDefinition(CANCELING, true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofSeconds(30)).until(() -> portal.requests(Call.OPERATION) > 0);

        folder.delete();

        assertThat(portal.requests(Call.CANCEL), is(1));
        assertThat("what is left of the folder", folder.getRootDir().exists(), is(false));
        assertThat(run.isBuilding(), is(false));
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
        portal.next(Call.SUBMIT, Fault.delayAfter(Duration.ofSeconds(3)));
        WorkflowRun run = start(CANCELING);
        await().until(() -> portal.accepted(OFFER), is(1));

        abort(run);

        assertAborted(run);
        jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
    }

    @Test
    void cancelsAGoLiveWhoseAnswerWasLost() throws Exception {
        portal.hold();
        portal.next(Call.SUBMIT, Fault.dropAfter());
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
                run.getAction(BuildPublicationsAction.class).records().get(0).publication();
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

    private static FlowNode paused(WorkflowRun run) {
        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(
                        run.getExecution(),
                        any -> any.getPersistentAction(LabelAction.class) != null
                                && any.getPersistentAction(PauseAction.class) != null);
        assertThat(PauseAction.isPaused(node), is(true));
        return node;
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
        assertThat(Driven.publications(), is(empty()));
    }
}
