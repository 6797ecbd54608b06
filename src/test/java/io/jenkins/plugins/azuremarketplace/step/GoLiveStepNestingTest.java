package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationState;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

class GoLiveStepNestingTest extends GoLivePipelineTestBase {

    @Test
    void timeoutEndsTheWaitAndNothingElse() throws Exception {
        portal.hold();

        WorkflowRun run = startAndWait("timeout(600) { " + GO_LIVE + " }");
        timeIsUp(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The publication of contoso/contoso-offer goes on. To watch it: ", run);
        assertThat(portal.accepted(OFFER), is(1));
        assertThat(portal.requests(Call.CANCEL), is(0));
    }

    @Test
    void timeoutCancelsIfTheStepSaysSo() throws Exception {
        portal.hold();

        WorkflowRun run = startAndWait("timeout(600) { " + GO_LIVE + ", cancelOnAbort: true }");
        timeIsUp(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
    }

    /** A body that is canceled has five seconds in tests, a minute otherwise: less than a cancellation may take. */
    @Test
    void timeoutThatForcesItsBodyLeavesTheCancellationToTheService() throws Exception {
        portal.hold();
        portal.cancelTakes(Duration.ofHours(1));

        WorkflowRun run = startAndWait("timeout(600) { " + GO_LIVE + ", cancelOnAbort: true }");
        timeIsUp(run);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("terminating with extreme prejudice", run);
        jenkins.assertLogContains(
                "The publication of contoso/contoso-offer goes on unless the service cancels it. To watch it: ", run);
        assertThat(portal.requests(Call.CANCEL), is(1));
        assertThat(
                run.getAction(BuildPublicationsAction.class)
                        .getPublications()
                        .get(0)
                        .getState(),
                is(PublicationState.ABORTED));
        assertThat(Driven.publications(), is(empty()));
    }

    /** The step is not told that it is over; the pipeline goes on from it. */
    @Test
    void retryTakesUpWhatATimeoutForced() throws Exception {
        portal.hold();
        portal.cancels(CancelForm.IGNORED);
        WorkflowRun run = start("""
                int attempt = 0
                retry(2) {
                    attempt++
                    timeout(time: attempt == 1 ? 3 : 600, unit: 'SECONDS') {
                        def result = marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true,
                            cancelOnAbort: attempt == 1
                        echo "attempt ${attempt}: ${result.state}"
                    }
                }
                """);
        waitForMessage("terminating with extreme prejudice", run);
        awaitSecondAttempt(run);

        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("goes on unless the service cancels it. To watch it: marketplaceWait", run);
        jenkins.assertLogContains("attempt 2: SUCCEEDED", run);
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void catchErrorGoesOnAfterAFailure() throws Exception {
        portal.endsWith("failed", "The image does not boot.");

        WorkflowRun run =
                run(Result.UNSTABLE, "catchError(buildResult: 'UNSTABLE') { " + GO_LIVE + " }\necho 'Onwards.'");

        jenkins.assertLogContains("The image does not boot.", run);
        jenkins.assertLogContains("Onwards.", run);
    }

    @Test
    void retryAttachesToTheOperationThatStillRuns() throws Exception {
        portal.hold();
        WorkflowRun run = start("""
                int attempt = 0
                retry(2) {
                    attempt++
                    timeout(600) {
                        def result = marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true
                        echo "attempt ${attempt}: ${result.state}, attached ${result.attached}"
                    }
                }
                """);
        waitedFor();
        timeIsUp(run);
        waitForMessage("Retrying", run);

        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("attempt 2: SUCCEEDED, attached false", run);
        assertThat(portal.accepted(OFFER), is(1));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void retryFindsOutWhatBecameOfAGoLiveWithoutAnAnswer() throws Exception {
        portal.next(Call.SUBMIT, Fault.delayAfter(Duration.ofHours(1)));
        portal.hold();
        WorkflowRun run = start("""
                int attempt = 0
                retry(2) {
                    attempt++
                    timeout(600) {
                        def result = marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true
                        echo "attempt ${attempt}: ${result.state}"
                    }
                }
                """);
        await().atMost(PATIENCE).until(() -> portal.accepted(OFFER), is(1));
        timeIsUp(run);
        waitForMessage("The go-live of contoso/contoso-offer had been accepted: it is operation", run);

        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("attempt 2: SUCCEEDED", run);
        assertThat(portal.accepted(OFFER), is(1));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void retrySubmitsAgainWhatHasFailed() throws Exception {
        portal.endsWith("failed", "The image does not boot.");
        portal.publicationTakes(Duration.ofSeconds(5));
        WorkflowRun run = startAndWait("retry(2) { " + GO_LIVE + " }");
        portal.endsWith("completed");

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(portal.accepted(OFFER), is(2));
    }

    @Test
    void branchesPublishDifferentOffers() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                parallel(
                    one: { echo "${marketplaceGoLive publisher: 'contoso', offer: 'one', wait: true}" },
                    two: { echo "${marketplaceGoLive publisher: 'contoso', offer: 'two', wait: true}" })
                """);

        jenkins.assertLogContains("contoso/one: SUCCEEDED (/api/publishers/contoso/offers/one/operations/", run);
        jenkins.assertLogContains("contoso/two: SUCCEEDED (/api/publishers/contoso/offers/two/operations/", run);
        assertThat(portal.accepted(), is(2));
    }

    @Test
    void branchesThatPublishTheSameOfferConflict() throws Exception {
        portal.hold();
        WorkflowRun run = start("parallel(one: { " + GO_LIVE + " }, two: { " + GO_LIVE + " })");
        waitForMessage("Failed in branch", run);
        String operation = waitedFor();
        portal.release();

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("The operation " + operation + " (goLive), running since ", run);
        jenkins.assertLogContains("Offer contoso/contoso-offer is live.", run);
        assertThat(portal.accepted(OFFER), is(1));
    }

    @Test
    void failsIfAnotherOperationIsRunning() throws Exception {
        portal.hold();
        portal.foreignOperation("contoso", OFFER, "publish");

        WorkflowRun run = run(Result.FAILURE, GO_LIVE);

        assertThat(
                JenkinsRule.getLog(run),
                matchesRegex(
                        "(?s).*The operation [0-9a-f-]{36} \\(publish\\), running since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"
                                + " is in the way, so nothing was submitted for contoso/contoso-offer\\. With onConflict 'wait'.*"));
        assertThat(portal.requests(Call.SUBMIT), is(0));
    }

    @Test
    void waitsUntilTheOtherOperationIsOver() throws Exception {
        portal.hold();
        portal.foreignOperation("contoso", OFFER, "publish");
        WorkflowRun run = start(GO_LIVE + ", onConflict: 'wait'");
        waitForMessage("Waiting until the operation", run);
        assertThat(portal.requests(Call.SUBMIT), is(0));

        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(portal.accepted(OFFER), is(1));
    }

    @Test
    void attachesToTheOtherGoLive() throws Exception {
        portal.foreignOperation("contoso", OFFER, "goLive");

        WorkflowRun run = run(
                Result.SUCCESS,
                "def result = " + GO_LIVE + ", onConflict: 'attach'\necho \"attached: ${result.attached}, ${result}\"");

        jenkins.assertLogContains("Attached to the operation ", run);
        jenkins.assertLogContains("attached: true, contoso/contoso-offer: SUCCEEDED (/api/", run);
        assertThat(portal.accepted(OFFER), is(0));
        assertThat(portal.requests(Call.SUBMIT), is(0));
    }

    @Test
    void doesNotAttachToWhatDoesNotGoLive() throws Exception {
        portal.hold();
        portal.foreignOperation("contoso", OFFER, "publish");

        WorkflowRun run = run(Result.FAILURE, GO_LIVE + ", onConflict: 'attach'");

        jenkins.assertLogContains("Cannot attach to the operation ", run);
        assertThat(portal.requests(Call.SUBMIT), is(0));
    }

    /** The id of the operation that is polled. */
    private String waitedFor() {
        await().atMost(PATIENCE).until(() -> portal.requests(Call.OPERATION) > 0);
        return portal.requests().stream()
                .filter(request -> request.call() == Call.OPERATION)
                .map(request -> request.path().replaceFirst(".*/operations/([^?]+).*", "$1"))
                .findFirst()
                .orElseThrow();
    }
}
