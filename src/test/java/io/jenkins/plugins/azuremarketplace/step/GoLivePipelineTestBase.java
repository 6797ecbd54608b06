package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.TimeoutStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines in a Jenkins, an offer at a simulated service, and the check that nothing goes on when a test is over. */
@ExtendWith(NothingLeft.class)
@WithJenkins
abstract class GoLivePipelineTestBase {

    static final String OFFER = "contoso-offer";
    static final String GO_LIVE = "marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true";

    /** For what comes sooner or later, on a machine that has a lot else to do as well. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern WAIT_COMMAND = Pattern.compile("marketplaceWait operation: '.*'");

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    JenkinsRule jenkins;
    PortalSimulator portal;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(2));
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void nothingGoesOn() {
        portal.close();
        await("publications that are driven").until(Driven::publications, is(empty()));
    }

    WorkflowRun start(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    WorkflowRun run(Result result, String script) throws Exception {
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(start(script)));
    }

    /** Builds until the operation has been polled. */
    WorkflowRun startAndWait(String script) throws Exception {
        int before = portal.requests(Call.OPERATION);
        WorkflowRun run = start(script);
        await().atMost(PATIENCE).until(() -> portal.requests(Call.OPERATION) > before);
        return run;
    }

    /** Ends the time of the {@code timeout} in a build: one that is chosen beforehand may be too short. */
    static void timeIsUp(WorkflowRun run) throws Exception {
        Method cancel = TimeoutStepExecution.class.getDeclaredMethod("cancel");
        cancel.setAccessible(true);
        for (StepExecution step : run.getExecution().getCurrentExecutions(false).get()) {
            if (step instanceof TimeoutStepExecution timeout) {
                cancel.invoke(timeout);
            }
        }
    }

    void waitForMessage(String sentence, WorkflowRun run) throws Exception {
        jenkins.waitForMessage(sentence, run);
    }

    /** Until it has taken over the operation of the first one. */
    static void awaitSecondAttempt(WorkflowRun run) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            List<PublicationRecord> attempts =
                    run.getAction(BuildPublicationsAction.class).records();
            return attempts.size() == 2 && attempts.get(1).publication().operation() != null;
        });
    }

    static String waitCommand(WorkflowRun run) throws Exception {
        Matcher command = WAIT_COMMAND.matcher(JenkinsRule.getLog(run));
        if (!command.find()) {
            throw new AssertionError("No command to wait in: " + JenkinsRule.getLog(run));
        }
        return command.group();
    }
}
