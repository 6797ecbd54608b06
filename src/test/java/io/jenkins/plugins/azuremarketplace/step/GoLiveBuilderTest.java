package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.Executor;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import io.jenkins.plugins.azuremarketplace.record.PublicationReport;
import io.jenkins.plugins.azuremarketplace.record.PublicationState;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GoLiveBuilderTest {

    private JenkinsRule jenkins;
    private PortalSimulator portal;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(1));
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void everyFieldSurvivesTheForm() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        GoLiveBuilder before = new GoLiveBuilder("contoso", "${OFFER}");
        before.setCredentialsId(SimulatedPortal.CREDENTIALS);
        before.setWait(true);
        before.setTimeoutMinutes(90);
        before.setOnConflict("attach");
        before.setCancelOnAbort(true);
        job.getBuildersList().add(before);

        FreeStyleProject after = jenkins.configRoundtrip(job);

        jenkins.assertEqualDataBoundBeans(before, after.getBuildersList().get(GoLiveBuilder.class));
    }

    @Test
    void whatIsNotFilledInStaysUnset() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new GoLiveBuilder("contoso", "contoso-offer"));

        GoLiveBuilder after = jenkins.configRoundtrip(job).getBuildersList().get(GoLiveBuilder.class);

        jenkins.assertEqualDataBoundBeans(new GoLiveBuilder("contoso", "contoso-offer"), after);
        assertThat(after.getCredentialsId(), nullValue());
        assertThat(after.getTimeoutMinutes(), nullValue());
        assertThat(after.getOnConflict(), nullValue());
    }

    @Test
    void expandsParametersAndWaitsUntilTheOfferIsPublic() throws Exception {
        FreeStyleProject job = job(builder("${WHO}", "$OFFER", true));
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("WHO", ""),
                new StringParameterDefinition("OFFER", ""),
                new StringParameterDefinition("CREDENTIALS", "")));
        job.getBuildersList().get(GoLiveBuilder.class).setCredentialsId("${CREDENTIALS}");

        FreeStyleBuild build = jenkins.assertBuildStatusSuccess(job.scheduleBuild2(
                0,
                new ParametersAction(
                        new StringParameterValue("WHO", "contoso"),
                        new StringParameterValue("OFFER", "contoso-offer"),
                        new StringParameterValue("CREDENTIALS", SimulatedPortal.CREDENTIALS))));

        jenkins.assertLogContains("Offer contoso/contoso-offer is live.", build);
        assertThat(entry(build).getState(), is(PublicationState.SUCCEEDED));
        assertThat(record(build).credentialsId(), is(SimulatedPortal.CREDENTIALS));
        assertThat(portal.accepted("contoso-offer"), is(1));
    }

    @Test
    void endsWithTheAcceptanceUnlessToldToWait() throws Exception {
        portal.hold();

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job(builder("contoso", "contoso-offer", false)));

        jenkins.assertLogContains("Go-live of contoso/contoso-offer accepted.", build);
        assertThat(entry(build).getState(), is(PublicationState.ACCEPTED));
    }

    @Test
    void failsWithTheReasonsOfTheService() throws Exception {
        portal.endsWith("failed", "No image was found for the <b>plan contoso</b>.");

        FreeStyleBuild build =
                jenkins.buildAndAssertStatus(Result.FAILURE, job(builder("contoso", "contoso-offer", true)));

        jenkins.assertLogContains("ERROR: Publication of contoso/contoso-offer failed", build);
        jenkins.assertLogContains("No image was found for the plan contoso.", build);
        jenkins.assertLogNotContains("AbortException", build);
    }

    @Test
    void submitsNothingForAnIdThatIsNone() throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job(builder("contoso", "a/../b", true)));

        jenkins.assertLogContains("is not valid", build);
        assertThat(portal.accepted(), is(0));
        assertThat(build.getAction(BuildPublicationsAction.class), nullValue());
    }

    @Test
    void anAbortLeavesThePublicationAloneAndSaysHowToGoOn() throws Exception {
        portal.hold();
        FreeStyleBuild build = started(builder("contoso", "contoso-offer", true));

        interrupt(build);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains(
                "The publication of contoso/contoso-offer goes on. To watch it: marketplaceWait", build);
        assertThat(entry(build).getState(), is(PublicationState.ABORTED));
    }

    @Test
    void anAbortCancelsThePublicationIfAsked() throws Exception {
        portal.hold();
        GoLiveBuilder builder = builder("contoso", "contoso-offer", true);
        builder.setCancelOnAbort(true);
        FreeStyleBuild build = started(builder);

        interrupt(build);

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("Aborted: canceling the publication", build);
        assertThat(entry(build).getState(), is(PublicationState.CANCELED));
    }

    @Test
    void aJobIsDeletedWhileItsBuildWaits() throws Exception {
        portal.hold();
        portal.cancels(CancelForm.IGNORED);
        GoLiveBuilder builder = builder("contoso", "contoso-offer", true);
        builder.setCancelOnAbort(true);
        FreeStyleBuild build = started(builder);

        build.getParent().delete();

        assertThat(portal.requests(Call.CANCEL), is(1));
        assertThat(Driven.isDriven(record(build)), is(false));
        assertThat("what is left of the job", build.getParent().getRootDir().exists(), is(false));
    }

    private FreeStyleBuild started(GoLiveBuilder builder) throws Exception {
        FreeStyleBuild build = job(builder).scheduleBuild2(0).waitForStart();
        await().until(() -> {
            BuildPublicationsAction action = build.getAction(BuildPublicationsAction.class);
            return action != null && action.getPublications().get(0).getOperation() != null;
        });
        return build;
    }

    private static void interrupt(FreeStyleBuild build) {
        Executor executor = build.getExecutor();
        assert executor != null;
        executor.interrupt();
    }

    private FreeStyleProject job(GoLiveBuilder builder) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(builder);
        return job;
    }

    private static GoLiveBuilder builder(String publisher, String offer, boolean wait) {
        GoLiveBuilder builder = new GoLiveBuilder(publisher, offer);
        builder.setWait(wait);
        return builder;
    }

    private static PublicationReport entry(FreeStyleBuild build) {
        return build.getAction(BuildPublicationsAction.class).getPublications().get(0);
    }

    private static PublicationRecord record(FreeStyleBuild build) {
        return build.getAction(BuildPublicationsAction.class).records().get(0);
    }
}
