package io.jenkins.plugins.azuremarketplace;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import hudson.tasks.Mailer;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every Jenkinsfile and every configuration in the documentation works as it stands there. */
@WithJenkins
class DocumentationTest {

    private static final Pattern STEP = Pattern.compile("marketplace(Publish|GoLive) ");

    @Test
    void everyJenkinsfileSucceeds(JenkinsRule jenkins) throws Exception {
        List<String> scripts = blocks("groovy");
        assertThat(scripts.size(), is(greaterThanOrEqualTo(3)));
        try (PortalSimulator portal = PortalSimulator.start();
                MailSink mails = MailSink.start()) {
            Mailer.descriptor().setSmtpHost("127.0.0.1");
            Mailer.descriptor().setSmtpPort(String.valueOf(mails.port()));
            portal.publicationTakes(Duration.ofSeconds(2));
            SimulatedPortal.configure(portal);
            for (String script : scripts) {
                WorkflowJob job = jenkins.createProject(WorkflowJob.class);
                job.setDefinition(new CpsFlowDefinition(script, true));
                WorkflowRun run = job.scheduleBuild2(0).waitForStart();
                await().atMost(Duration.ofMinutes(2)).until(() -> answer(run) || !run.isBuilding());
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            }
            long publishing = scripts.stream()
                    .flatMap(script -> STEP.matcher(script).results())
                    .count();
            assertThat(portal.requests(Call.SUBMIT), is((int) publishing));
            assertThat(mails.received(), hasItem(containsString("Subject: contoso-offer: SUCCEEDED")));
        }
    }

    /** Says yes to whatever a build asks. */
    private static boolean answer(WorkflowRun run) throws Exception {
        InputAction asked = run.getAction(InputAction.class);
        if (asked == null || asked.getExecutions().isEmpty()) {
            return false;
        }
        asked.getExecutions().get(0).doProceedEmpty();
        return true;
    }

    @Test
    void everyConfigurationCanBeLoaded(JenkinsRule jenkins) throws Exception {
        List<String> configurations = blocks("yaml");
        assertThat(configurations.size(), is(greaterThanOrEqualTo(2)));
        for (String yaml : configurations) {
            ConfigurationAsCode.get()
                    .configureWith(YamlSource.of(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(MarketplaceConfiguration.get().getCredentialsId(), is("partner-center"));
        assertThat(MarketplaceConfiguration.get().getEndpoint(), is("https://cloudpartner.azure.com"));
    }

    private static List<String> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("^```" + language + "\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
        try (Stream<Path> documents = Stream.concat(Stream.of(Path.of("README.md")), Files.list(Path.of("docs")))) {
            return documents
                    .filter(document -> document.toString().endsWith(".md"))
                    .map(DocumentationTest::read)
                    .flatMap(text -> block.matcher(text).results().map((MatchResult match) -> match.group(1)))
                    .toList();
        }
    }

    private static String read(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
