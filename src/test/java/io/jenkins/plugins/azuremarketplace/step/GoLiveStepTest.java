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
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GoLiveStepTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private static final String GO_LIVE = "marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer'";
    private static final String LOCATION = "/api/publishers/contoso/offers/contoso-offer/operations/";
    private static final String PARTNER_CENTER = "https://partner.microsoft.com/dashboard/";

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

    @Test
    void waitsUntilTheOfferIsPublic() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("def live = " + GO_LIVE + """
                , wait: true
                echo "${live.publisher}/${live.offer} ${live.state} ${live.operation} ${live.operationUrl}"
                """));

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(startsWith("Go-live of contoso/contoso-offer accepted. Operation: " + LOCATION)));
        assertThat(log, hasItem("Offer contoso/contoso-offer is live."));
        assertThat(
                log,
                hasItem(allOf(
                        startsWith("contoso/contoso-offer SUCCEEDED " + LOCATION),
                        containsString(" " + portal.endpoint() + LOCATION))));
        assertThat(portal.accepted("contoso-offer"), is(1));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void returnsAsSoonAsTheServiceAcceptsIfNobodyWaits() throws Exception {
        portal.hold();

        WorkflowRun run = jenkins.buildAndAssertSuccess(
                pipeline("def live = " + GO_LIVE + "\necho \"${live.state} ${live.operation}\""));

        jenkins.assertLogContains("ACCEPTED " + LOCATION, run);
        assertThat(portal.requests(Call.SUBMIT), is(1));
        assertThat(portal.requests(Call.OPERATION), is(0));
    }

    @ParameterizedTest
    @CsvSource({"failed, failed", "rejected, was rejected", "canceled, was canceled", "cancelled, was canceled"})
    void failsWithTheReasonsOfTheService(String state, String words) throws Exception {
        portal.endsWith(state, "No image was found for the <b>plan contoso</b>.", "The logo is missing");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(GO_LIVE + ", wait: true"));

        List<String> log = run.getLog(1000);
        assertThat(
                log,
                hasItem(allOf(
                        startsWith("ERROR: Publication of contoso/contoso-offer " + words + ": "),
                        containsString("No image was found for the plan contoso."),
                        containsString("The logo is missing."),
                        containsString(" See " + PARTNER_CENTER))));
        assertThat(log, hasNoStackTrace());
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void anIntervalThatAnAdministratorShortensReachesAWaitThatRuns() throws Exception {
        MarketplaceConfiguration.get().setPollIntervalSeconds(3600);
        portal.hold();
        WorkflowRun run = pipeline(GO_LIVE + ", wait: true").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Go-live of contoso/contoso-offer accepted.", run);

        MarketplaceConfiguration.get().setPollIntervalSeconds(1);

        await().until(() -> portal.requests(Call.OPERATION) >= 3);
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void aPipelineCanCatchTheFailureAndReadItsReasons() throws Exception {
        portal.endsWith("failed", "The logo is missing.");

        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("try {\n" + GO_LIVE + """
                , wait: true
                } catch (e) {
                  echo "caught: ${e.message}"
                }
                """));

        jenkins.assertLogContains("caught: Publication of contoso/contoso-offer failed: The logo is missing.", run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    publisher: '', offer: 'o'                          | The publisher id is missing.
                    publisher: null, offer: 'o'                        | The publisher id is missing.
                    offer: 'o'                                         | The publisher id is missing.
                    publisher: 'p'                                     | The offer id is missing.
                    publisher: 'con toso', offer: 'o'                  | The publisher id “con toso” is not valid
                    publisher: 'p', offer: '../other/golive?'          | The offer id “../other/golive?” is not valid
                    publisher: 'p', offer: '..'                        | The offer id “..” is not valid
                    publisher: 'p', offer: 'o', timeoutMinutes: 0      | The limit must be a whole number of minutes from 1 to 43200
                    publisher: 'p', offer: 'o', timeoutMinutes: -5     | The limit must be a whole number of minutes from 1 to 43200
                    publisher: 'p', offer: 'o', timeoutMinutes: 43201  | The limit must be a whole number of minutes from 1 to 43200
                    publisher: 'p', offer: 'o', onConflict: 'override' | “override” is not a conflict policy: use “fail”, “wait” or “attach”.
                    """)
    void refusesValuesThatCannotBeUsedBeforeAnythingIsSent(String parameters, String complaint) throws Exception {
        WorkflowRun run =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplaceGoLive(" + parameters + ")"));

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(startsWith("ERROR: " + complaint)));
        assertThat(log, hasNoStackTrace());
        assertThat(portal.requests(), is(empty()));
    }

    @Test
    void anIdOfFiftyCharactersIsFineAndOneMoreIsNot() throws Exception {
        String longest = "a".repeat(50);

        jenkins.buildAndAssertSuccess(pipeline("marketplaceGoLive publisher: 'p.-_', offer: '" + longest + "'"));
        assertThat(portal.accepted(longest), is(1));

        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline("marketplaceGoLive publisher: 'p', offer: '" + longest + "a'"));
        jenkins.assertLogContains("ERROR: The offer id “" + longest + "a” is not valid", run);
        assertThat(portal.accepted(), is(1));
    }

    @Test
    void theResultIsUsableInTheSandboxAndSurvivesInAVariable() throws Exception {
        portal.hold();
        portal.foreignOperation("contoso", "contoso-offer", "goLive");

        WorkflowRun run =
                pipeline("def live = " + GO_LIVE + """
                , wait: true, onConflict: 'attach'
                sleep time: 10, unit: 'MILLISECONDS'
                echo "properties: ${live.publisher} ${live.offer} ${live.state} ${live.attached}"
                echo "getters: ${live.getPublisher()} ${live.getOffer()} ${live.getState()} ${live.isAttached()}"
                echo "locations: ${live.operation == live.getOperation()} ${live.operationUrl == live.getOperationUrl()}"
                echo "text: ${live}"
                """).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Attached to the operation", run);
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem("properties: contoso contoso-offer SUCCEEDED true"));
        assertThat(log, hasItem("getters: contoso contoso-offer SUCCEEDED true"));
        assertThat(log, hasItem("locations: true true"));
        assertThat(log, hasItem(startsWith("text: contoso/contoso-offer: SUCCEEDED (" + LOCATION)));
        assertThat(portal.accepted(), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "any"})
    void runsInADeclarativePipeline(String agent) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("""
                pipeline {
                  agent AGENT
                  stages {
                    stage('Go live') {
                      steps {
                        marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true, timeoutMinutes: 60
                      }
                    }
                  }
                }
                """.replace("AGENT", agent)));

        jenkins.assertLogContains("Offer contoso/contoso-offer is live.", run);
        assertThat(portal.accepted("contoso-offer"), is(1));
    }

    @Test
    void runsOnAnAgentToo() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("node {\n" + GO_LIVE + ", wait: true\n}"));

        jenkins.assertLogContains("Offer contoso/contoso-offer is live.", run);
    }

    @Test
    void publishesTwoOffersInParallelAndOneFailureLeavesTheOtherAlone() throws Exception {
        portal.hold();
        WorkflowRun run = pipeline("""
                parallel(
                  one: { echo "one: ${marketplaceGoLive(publisher: 'contoso', offer: 'one', wait: true).state}" },
                  two: { marketplaceGoLive publisher: 'contoso', offer: 'two', wait: true })
                """).scheduleBuild2(0).waitForStart();
        await().until(() -> portal.accepted("one") == 1 && portal.accepted("two") == 1);

        portal.finish("two", "failed", "The logo is missing.");
        await().untilAsserted(() ->
                assertThat(run.getLog(1000), hasItem(containsString("Certification: error: The logo is missing."))));
        portal.release();
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem("Offer contoso/one is live."));
        assertThat(log, hasItem("one: SUCCEEDED"));
        assertThat(log, hasItem(containsString("Publication of contoso/two failed: The logo is missing.")));
        assertThat(portal.accepted(), is(2));
    }

    @Test
    void saysEachThingOnceAndNothingWhenNothingChanges() throws Exception {
        portal.message("The <i>logo</i> is small.");
        portal.hold();
        WorkflowRun run = pipeline(GO_LIVE + ", wait: true").scheduleBuild2(0).waitForStart();
        await().until(() -> portal.requests(Call.OPERATION), greaterThanOrEqualTo(2));
        List<String> before = run.getLog(1000);
        int looks = portal.requests(Call.OPERATION);
        await().until(() -> portal.requests(Call.OPERATION), greaterThanOrEqualTo(looks + 3));
        assertThat(run.getLog(1000), is(before));

        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        Set<String> said = new HashSet<>();
        List<String> again = run.getLog(1000).stream()
                .filter(line -> !line.startsWith("[Pipeline]"))
                .filter(line -> !said.add(line))
                .toList();
        assertThat(again, is(empty()));
        assertThat(said, hasItem(matchesPattern("[A-Z].*: The logo is small\\.")));
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
