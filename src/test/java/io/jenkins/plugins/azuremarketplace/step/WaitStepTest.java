package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.LocationForm;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class WaitStepTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private static JenkinsRule jenkins;

    private PortalSimulator portal;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void simulate() throws Exception {
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofMillis(500));
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void closePortal() {
        portal.close();
    }

    @ParameterizedTest
    @EnumSource(LocationForm.class)
    void waitsForAnOperationThatAnotherBuildStarted(LocationForm form) throws Exception {
        portal.locationForm(form);
        portal.hold();
        String operation = goLive();

        WorkflowRun run =
                pipeline("""
                def live = marketplaceWait operation: '%s', timeoutMinutes: 5
                echo "${live.publisher}/${live.offer} ${live.state} ${live.attached} ${live.operation == '%s'}"
                echo live.operationUrl
                """.formatted(operation, operation)).scheduleBuild2(0).waitForStart();
        await().until(() -> portal.requests(Call.OPERATION), greaterThanOrEqualTo(1));
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(startsWith("Watching operation " + operation + " until ")));
        assertThat(log, hasItem("Offer contoso/contoso-offer is live."));
        assertThat(log, hasItem("contoso/contoso-offer SUCCEEDED false true"));
        assertThat(log, hasItem(allOf(startsWith(portal.endpoint() + "/api/"), containsString("api-version="))));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void theMinimalFormInADeclarativePipelineIsEnough() throws Exception {
        String operation = goLive();

        jenkins.buildAndAssertSuccess(pipeline("""
                pipeline {
                  agent none
                  stages { stage('Wait') { steps { marketplaceWait '%s' } } }
                }
                """.formatted(operation)));
    }

    @Test
    void severalBuildsMayWaitForTheSameOperation() throws Exception {
        portal.hold();
        String operation = goLive();

        WorkflowRun run =
                pipeline("""
                parallel(
                  one: { echo "one: ${marketplaceWait('%s').state}" },
                  two: { echo "two: ${marketplaceWait('%s').state}" })
                """.formatted(operation, operation)).scheduleBuild2(0).waitForStart();
        await().until(() -> portal.requests(Call.OPERATION), greaterThanOrEqualTo(2));
        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("one: SUCCEEDED", run);
        jenkins.assertLogContains("two: SUCCEEDED", run);
    }

    @ParameterizedTest
    @CsvSource({"failed, failed", "rejected, was rejected", "canceled, was canceled"})
    void failsAsTheOperationFailed(String state, String words) throws Exception {
        portal.endsWith(state, "The logo is missing.");
        String operation = goLive();

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplaceWait '" + operation + "'"));

        List<String> log = run.getLog(1000);
        assertThat(
                log,
                hasItem(allOf(
                        startsWith("ERROR: Publication of contoso/contoso-offer " + words + ": The logo is missing."),
                        containsString(" See https://partner.microsoft.com/dashboard/"))));
        assertThat(log, hasNoStackTrace());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloudpartner.azure.com/api/operations/1",
                "https://evil.example/api/operations/1",
                "//evil.example/api/operations/1",
                "/\\\\evil.example/api/operations/1",
                "http://127.0.0.1:1/api/operations/1",
                "https://127.0.0.1:PORT/api/operations/1",
                "http://user:password@127.0.0.1:PORT/api/operations/1",
                "http://127.0.0.1:PORT@evil.example/api/operations/1",
                "http://127.0.0.1.evil.example:PORT/api/operations/1",
                "http://localhost:PORT/api/operations/1",
                "ftp://127.0.0.1:PORT/api/operations/1",
            })
    void refusesALocationOnAnotherServiceAndSendsNothing(String location) throws Exception {
        assertRefused(
                location.replace("PORT", String.valueOf(portal.endpoint().getPort())), "The operation location “");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                           | The location of an operation is missing
                    '   '                                        | The location of an operation is missing
                    contoso-offer                                | “contoso-offer” is not the location of an operation
                    /api/publishers/contoso/offers/contoso-offer | is not the location of an operation
                    /api/operations/1 2                          | is not a location that the service sends
                    /api/operations/1\\u00e4                     | is not a location that the service sends
                    /api/operations/../../token                  | is not the location of an operation
                    """)
    void refusesWhatIsNoLocationAndSendsNothing(String operation, String complaint) throws Exception {
        assertRefused(operation, complaint);
    }

    @Test
    void refusesALimitThatCannotBeUsed() throws Exception {
        for (int minutes : new int[] {0, -1, 43201}) {
            WorkflowRun run = jenkins.buildAndAssertStatus(
                    Result.FAILURE,
                    pipeline("marketplaceWait operation: '/api/operations/1', timeoutMinutes: " + minutes));

            jenkins.assertLogContains("ERROR: The limit must be a whole number of minutes from 1 to 43200", run);
            assertThat(run.getLog(1000), hasNoStackTrace());
        }
        assertThat(portal.requests(), is(empty()));
    }

    @Test
    void refusesToBeCalledWithoutAnOperation() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplaceWait()"));

        jenkins.assertLogContains("ERROR: The location of an operation is missing", run);
        assertThat(portal.requests(), is(empty()));
    }

    private void assertRefused(String operation, String complaint) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplaceWait '" + operation + "'"));

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(allOf(startsWith("ERROR: "), containsString(complaint))));
        assertThat(log, hasNoStackTrace());
        assertThat(portal.requests(), is(empty()));
    }

    /** In a build of its own. */
    private static String goLive() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                pipeline("echo \"at ${marketplaceGoLive(publisher: 'contoso', offer: 'contoso-offer').operation}\""));
        return run.getLog(1000).stream()
                .filter(line -> line.startsWith("at "))
                .map(line -> line.substring(3))
                .findFirst()
                .orElseThrow();
    }

    private static WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static org.hamcrest.Matcher<Iterable<? super String>> hasNoStackTrace() {
        return not(hasItem(matchesPattern("\\s+at [\\w$.]+\\(.*|.*Exception: .*")));
    }
}
