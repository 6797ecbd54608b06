package io.jenkins.plugins.azuremarketplace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GoLiveStepTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private JenkinsRule jenkins;
    private PortalSimulator portal;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(2));
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void waitsUntilTheOfferIsPublic() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("""
                def result = marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true
                echo "${result.publisher}/${result.offer} ${result.state} ${result.operation} ${result.operationUrl}"
                """));

        jenkins.assertLogContains("Offer contoso/contoso-offer is live.", run);
        jenkins.assertLogContains(
                "contoso/contoso-offer SUCCEEDED /api/publishers/contoso/offers/contoso-offer/operations/", run);
        assertThat(portal.accepted("contoso-offer"), is(1));
    }

    @Test
    void failsWithTheReasonsOfTheService() throws Exception {
        portal.endsWith("failed", "No image was found for the <b>plan contoso</b>.");

        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, pipeline("marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true"));

        jenkins.assertLogContains("No image was found for the plan contoso.", run);
        jenkins.assertLogContains("https://partner.microsoft.com/", run);
    }

    private WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
