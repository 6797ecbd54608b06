package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationState;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;

/** The whole release: a preview, and the go-live of that very preview. */
class PublishStepTest extends BothServicesTestBase {

    private static final Pattern WAIT_COMMAND = Pattern.compile("marketplaceWait operation: '.*");

    /** As long as it is set, a pipeline stays where {@link #HOLD} stands. */
    private static final String HELD = PublishStepTest.class.getName() + ".held";

    private static final String HOLD =
            "while (System.getProperty('" + HELD + "') != null) { sleep time: 100, unit: 'MILLISECONDS' }\n";

    @AfterEach
    void letGo() {
        System.clearProperty(HELD);
    }

    @ParameterizedTest
    @EnumSource
    void waitsUntilThePreviewIsReady(Backend backend) throws Exception {
        simulate(backend);

        WorkflowRun run = success("def preview = marketplacePublish " + WAITING + """
                echo "${preview.publisher}/${preview.offer} ${preview.state} ${preview.attached}"
                """);

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(startsWith("Publication to preview of contoso/contoso-offer accepted. Operation: ")));
        assertThat(log, hasItem("contoso/contoso-offer IN_PREVIEW false"));
        assertThat(service.requests(Call.SUBMIT), is(1));
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheAcceptanceUnlessToldToWait(Backend backend) throws Exception {
        simulate(backend);
        service.hold();

        WorkflowRun run = success("echo marketplacePublish(publisher: 'contoso', offer: 'contoso-offer').state");

        jenkins.assertLogContains("ACCEPTED", run);
        assertThat(service.requests(Call.OPERATION), is(0));
    }

    @ParameterizedTest
    @EnumSource
    void failsWithTheReasonsOfTheService(Backend backend) throws Exception {
        simulate(backend);
        service.endsWith("failed", "The logo is missing.");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplacePublish " + WAITING));

        jenkins.assertLogContains("The logo is missing.", run);
    }

    @ParameterizedTest
    @EnumSource
    void goesLiveWithThePreviewOfTheSameBuild(Backend backend) throws Exception {
        simulate(backend);

        WorkflowRun run = success("""
                marketplacePublish %s
                def live = marketplaceGoLive %s
                echo "live: ${live.state}"
                """.formatted(WAITING, WAITING));

        jenkins.assertLogContains("live: SUCCEEDED", run);
        assertThat(
                run.getAction(BuildPublicationsAction.class).getPublications().stream()
                        .map(publication -> publication.getTarget() + " " + publication.getState())
                        .toList(),
                is(List.of("preview " + PublicationState.IN_PREVIEW, "live " + PublicationState.SUCCEEDED)));
        assertThat(service.requests(Call.SUBMIT), is(2));
    }

    @ParameterizedTest
    @CsvSource({"false, FAILURE", "true, SUCCESS"})
    void goesLiveWithTheNewerPreviewOfSomebodyElseOnlyIfTold(boolean anyPreview, String result) throws Exception {
        simulate(Backend.PRODUCT_INGESTION);
        System.setProperty(HELD, "true");
        WorkflowRun run = pipeline("marketplacePublish " + WAITING + "\necho 'Published.'\n" + HOLD
                        + "marketplaceGoLive anyPreview: " + anyPreview + ", " + WAITING)
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Published.", run);

        ((IngestionSimulator) service).preview("contoso-offer", PreviewState.SUCCEEDED);
        System.clearProperty(HELD);

        jenkins.assertBuildStatus(Result.fromString(result), jenkins.waitForCompletion(run));
        assertThat(service.requests(Call.SUBMIT), is(anyPreview ? 2 : 1));
        if (!anyPreview) {
            jenkins.assertLogContains("newer preview", run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLineThatWatchesAPreviewWorksAsPasted(Backend backend) throws Exception {
        simulate(backend);
        service.hold();
        WorkflowRun run =
                pipeline("marketplacePublish " + WAITING).scheduleBuild2(0).waitForStart();
        await().until(() -> service.requests(Call.OPERATION) > 0);
        run.doStop();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        Matcher command = WAIT_COMMAND.matcher(JenkinsRule.getLog(run));
        assertThat(command.find(), is(true));
        service.release();

        WorkflowRun watching = success("def seen = " + command.group() + "\necho \"seen: ${seen.state}\"");

        jenkins.assertLogContains("seen: IN_PREVIEW", watching);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    publisher: 'p', offer: 'o', notificationEmails: 'a@b.test, nobody' | “nobody” is no mail address
                    publisher: 'con toso', offer: 'o'                                  | The publisher id “con toso” is not valid
                    publisher: 'p', offer: 'o', onConflict: 'override'                 | “override” is not a conflict policy
                    """)
    void refusesValuesThatCannotBeUsedBeforeAnythingIsSent(String parameters, String complaint) throws Exception {
        simulate(Backend.CLOUD_PARTNER_PORTAL);

        WorkflowRun run =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("marketplacePublish(" + parameters + ")"));

        assertThat(run.getLog(1000), hasItem(startsWith("ERROR: " + complaint)));
        assertThat(service.requests(), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({"live, SUCCEEDED", "preview, IN_PREVIEW"})
    void aFreestyleJobPublishesToBothTargets(String target, String state) throws Exception {
        simulate(Backend.CLOUD_PARTNER_PORTAL);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(target.equals("live") ? goLive() : publish());

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.configRoundtrip(job));

        assertThat(
                build.getAction(BuildPublicationsAction.class)
                        .getPublications()
                        .get(0)
                        .getState()
                        .name(),
                is(state));
        if (target.equals("preview")) {
            assertThat(
                    service.requests().stream()
                            .filter(request -> request.call() == Call.SUBMIT)
                            .map(request -> request.body())
                            .toList(),
                    hasItem(containsString("\"a@b.test,c@d.test\"")));
        }
    }

    private static SubmitBuilder goLive() {
        GoLiveBuilder builder = new GoLiveBuilder("contoso", "contoso-offer");
        builder.setWait(true);
        builder.setAnyPreview(true);
        return builder;
    }

    private static SubmitBuilder publish() {
        PublishBuilder builder = new PublishBuilder("contoso", "contoso-offer");
        builder.setWait(true);
        builder.setNotificationEmails("a@b.test, c@d.test");
        return builder;
    }
}
