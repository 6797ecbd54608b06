package io.jenkins.plugins.azuremarketplace.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.RecordedRequest;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/** What is read before anything is done, and what is done without sending anything. */
class StatusStepTest extends BothServicesTestBase {

    private static final String STATUS = "def status = marketplaceStatus publisher: 'contoso', offer: 'contoso-offer'";

    @ParameterizedTest
    @EnumSource
    void tellsWhetherTheOfferCanGoLive(Backend backend) throws Exception {
        simulate(backend);

        WorkflowRun run = success("marketplacePublish " + WAITING + STATUS + """

                echo "ready: ${status.readyToGoLive} ${status.blockers} ${status.preview.state} ${status.running instanceof List}"
                """);

        jenkins.assertLogContains("ready: true [] PRESENT true", run);
        jenkins.assertLogContains("Ready to go live.", run);
        jenkins.assertLogContains("Partner Center: https://", run);
    }

    @ParameterizedTest
    @EnumSource
    void showsOnTheBuildPageWhatWouldChange(Backend backend) throws Exception {
        simulate(backend);

        WorkflowRun run = success("marketplacePublish " + WAITING + STATUS + """
                , changes: true
                for (comparison in status.changes) { echo "${comparison.slot} ${comparison.changes.size()} ${comparison.first}" }
                """);

        jenkins.assertLogContains("Preview against live: ", run);
        jenkins.assertLogContains("preview ", run);
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            String page = client.getPage(run).asNormalizedText();
            assertThat(page, containsString("Status of contoso/contoso-offer"));
            assertThat(page, containsString("Preview against live: "));
            assertThat(page, containsString(backend == Backend.PRODUCT_INGESTION ? "changed" : "added"));
            assertThat(page, not(containsString("sig=")));
        }
        run.reload();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.getPage(run).asNormalizedText(), containsString("Status of contoso/contoso-offer"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainWhatPasses(Backend backend) throws Exception {
        simulate(backend);
        service.next(Call.SUBMISSIONS, Fault.answer(503), Fault.drop());
        service.next(Call.STATUS, Fault.answer(503), Fault.drop());

        success("marketplacePublish " + WAITING + STATUS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    publisher: 'contoso', offer: 'no/thing'                            | The offer id
                    offer: 'contoso-offer'                                             | The publisher id is missing.
                    publisher: 'contoso', offer: 'contoso-offer', credentialsId: 'no'  | There are no credentials with the id “no”
                    publisher: 'contoso', offer: 'contoso-offer', api: 'other'         | “other” is no API
                    """)
    void failsWithASentence(String parameters, String complaint) throws Exception {
        simulate(Backend.CLOUD_PARTNER_PORTAL);

        WorkflowRun run =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplaceStatus(" + parameters + ")"));

        assertThat(run.getLog(1000), hasItem(startsWith("ERROR: " + complaint)));
        assertThat(writing(), is(empty()));
    }

    @Test
    void anAbortEndsItAtOnce() throws Exception {
        simulate(Backend.CLOUD_PARTNER_PORTAL);
        service.next(Call.TOKEN, Fault.delay(Duration.ofMinutes(5)));
        WorkflowRun run = pipeline(STATUS).scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("marketplaceStatus", run);

        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunSendsNothing(Backend backend) throws Exception {
        simulate(backend);

        WorkflowRun run = success("echo \"it is ${marketplacePublish(publisher: 'contoso', offer: 'contoso-offer',"
                + " wait: true, dryRun: true).state}\"");

        jenkins.assertLogContains("it is DRY_RUN", run);
        assertThat(service.requests(Call.SUBMIT), is(0));
        assertThat(writing(), is(empty()));
    }

    @Test
    void aDryRunOfAFreestyleJobSendsNothing() throws Exception {
        simulate(Backend.CLOUD_PARTNER_PORTAL);
        GoLiveBuilder builder = new GoLiveBuilder("contoso", "contoso-offer");
        builder.setDryRun(true);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(builder);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(
                build.getAction(BuildPublicationsAction.class)
                        .getPublications()
                        .get(0)
                        .getOutcome(),
                is("DRY_RUN"));
        assertThat(writing(), is(empty()));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.getPage(job).asNormalizedText(), not(containsString("contoso-offer")));
        }
    }

    /** Requests that could change anything. */
    private List<RecordedRequest> writing() {
        return service.requests().stream()
                .filter(request -> !request.method().equals("GET") && request.call() != Call.TOKEN)
                .toList();
    }
}
