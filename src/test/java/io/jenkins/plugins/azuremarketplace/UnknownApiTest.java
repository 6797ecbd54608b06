package io.jenkins.plugins.azuremarketplace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.step.GoLiveBuilder;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.transform.stream.StreamSource;
import jenkins.model.Jenkins;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What is meant for an API that this version does not know never goes to another. */
@WithJenkins
class UnknownApiTest {

    private static final String GO_LIVE = "marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer'";
    private static final String WAIT = "marketplaceWait operation: '/api/operations/contoso$contoso-offer$2$preview'";

    private JenkinsRule jenkins;
    private PortalSimulator portal;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {GO_LIVE, WAIT})
    void oneInTheConfigurationFailsAStepThatNamesNone(String step) throws Exception {
        loadConfiguration("<api>partnerCentral</api>");

        assertRefused(pipeline(step), "ERROR: “partnerCentral” is no API: choose one under Manage Jenkins → System");
    }

    @Test
    void oneInTheConfigurationFailsABuildStepThatNamesNone() throws Exception {
        loadConfiguration("<api>partnerCentral</api>");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new GoLiveBuilder("contoso", "contoso-offer"));

        assertRefused(job, "ERROR: “partnerCentral” is no API: choose one under Manage Jenkins → System");
    }

    @Test
    void oneInTheConfigurationIsOfNoConcernToAStepThatNamesAnother() throws Exception {
        loadConfiguration("<api>partnerCentral</api>");

        jenkins.buildAndAssertSuccess(pipeline(GO_LIVE + ", api: 'cloudPartnerPortal'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GO_LIVE, WAIT})
    void oneInAStepFailsIt(String step) throws Exception {
        assertRefused(pipeline(step + ", api: 'partnerCentral'"), "ERROR: “partnerCentral” is no API: use “cloud");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partnerCentral", " productIngestion"})
    void oneInTheFileOfAJobFailsIt(String api) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        GoLiveBuilder builder = new GoLiveBuilder("contoso", "contoso-offer");
        builder.setApi("productIngestion");
        job.getBuildersList().add(builder);
        String xml = job.getConfigFile().asString().replace("<api>productIngestion<", "<api>" + api + "<");
        job.updateByXml(new StreamSource(new StringReader(xml)));

        assertRefused(job, "” is no API: use “cloudPartnerPortal” or “productIngestion”.");
    }

    @Test
    void theTestOfTheConnectionRefusesOne() {
        FormValidation answer = SimulatedPortal.testConnection(
                "partnerCentral",
                portal.endpoint().toString(),
                portal.authority().toString());

        assertThat(answer.kind, is(FormValidation.Kind.ERROR));
        assertThat(answer.getMessage(), containsString("“partnerCentral” is no API"));
        assertThat(portal.requests(), is(empty()));
    }

    @Test
    void theFormShowsOneAndDoesNotReplaceIt() throws Exception {
        loadConfiguration("<api>partnerCentral</api>");

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            assertThat(form.getSelectByName("_.api").getSelectedOptions().get(0).getText(), is("partnerCentral"));
            assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
        }
        assertThat(MarketplaceConfiguration.get().getApi(), is("partnerCentral"));
    }

    @Test
    void addressesThatCannotBeUsedFailWithASentenceAsWell() throws Exception {
        loadConfiguration("<endpoint>ftp://example.com</endpoint>");

        assertRefused(pipeline(GO_LIVE), "ERROR: The endpoint “ftp://example.com” is not a URL such as");
    }

    private void assertRefused(WorkflowJob job, String sentence) throws Exception {
        assertRefused(jenkins.buildAndAssertStatus(Result.FAILURE, job), sentence);
    }

    private void assertRefused(FreeStyleProject job, String sentence) throws Exception {
        assertRefused(jenkins.buildAndAssertStatus(Result.FAILURE, job), sentence);
    }

    private void assertRefused(Run<?, ?> run, String sentence) throws Exception {
        jenkins.assertLogContains(sentence, run);
        jenkins.assertLogNotContains("Exception", run);
        assertThat(portal.requests(), is(empty()));
    }

    private WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** What a later version, or a hand, left in the file. */
    private void loadConfiguration(String changed) throws Exception {
        Path file = Jenkins.get().getRootDir().toPath().resolve(MarketplaceConfiguration.class.getName() + ".xml");
        String end = "</" + MarketplaceConfiguration.class.getName() + ">";
        String xml = Files.readString(file)
                .replaceFirst("<endpoint>.*</endpoint>\\s*", changed.contains("endpoint") ? "" : "$0");
        Files.writeString(file, xml.replace(end, changed + end));
        MarketplaceConfiguration.get().load();
    }
}
