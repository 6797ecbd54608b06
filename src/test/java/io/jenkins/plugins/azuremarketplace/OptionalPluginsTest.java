package io.jenkins.plugins.azuremarketplace;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.microsoft.azure.util.AzureCredentials;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.step.GoLiveBuilder;
import io.jenkins.plugins.azuremarketplace.step.GoLiveStep;
import io.jenkins.plugins.azuremarketplace.step.SubmitStep;
import io.jenkins.plugins.azuremarketplace.step.WaitStep;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Without the plugins that are optional, and without those that need them, everything else works. */
class OptionalPluginsTest {

    private static final String FLOW_NODE_MARKS = SubmitStep.class.getPackageName() + ".FlowNodeMarks";
    private static final String AZURE_CREDENTIALS =
            MarketplaceCredentials.class.getPackageName() + ".AzureCredentialsAdapter";

    /** Those that need a pipeline's plugins, and those that are optional whatever else is there. */
    private static final String[] OTHERS = {
        "plugin-util-api",
        "bootstrap5-api",
        "font-awesome-api",
        "prism-api",
        "pipeline-groovy-lib",
        "pipeline-input-step",
        "pipeline-model-api",
        "pipeline-model-definition",
        "pipeline-model-extensions",
        "pipeline-stage-step",
        "pipeline-stage-tags-metadata",
        "workflow-basic-steps",
        "workflow-cps",
        "workflow-durable-task-step",
        "workflow-job",
        "workflow-multibranch",
        "configuration-as-code",
        "oidc-provider",
        "azure-credentials",
        "azure-sdk"
    };

    @RegisterExtension
    private final RealJenkinsExtension withoutSupport =
            new RealJenkinsExtension().omitPlugins(with(OTHERS, "workflow-support"));

    @RegisterExtension
    private final RealJenkinsExtension withoutApi =
            new RealJenkinsExtension().omitPlugins(with(OTHERS, "workflow-support", "workflow-api"));

    @RegisterExtension
    private final RealJenkinsExtension withoutScriptSecurity =
            new RealJenkinsExtension().omitPlugins(with(OTHERS, "workflow-support", "workflow-api", "script-security"));

    @RegisterExtension
    private final RealJenkinsExtension withAll = new RealJenkinsExtension();

    @Test
    void usesThePrincipalsOfTheAzureCredentialsPlugin() throws Throwable {
        try (PortalSimulator portal = PortalSimulator.start()) {
            portal.publicationTakes(Duration.ofMillis(500));
            String endpoint = portal.endpoint().toString();
            withAll.then((RealJenkinsExtension.Step) rule -> publishByAzureCredentials(rule, endpoint));
            assertThat(portal.accepted("contoso-offer"), is(1));
        }
    }

    private static void publishByAzureCredentials(JenkinsRule rule, String endpoint) throws Throwable {
        SimulatedPortal.configure(endpoint, endpoint);
        AzureCredentials azure = new AzureCredentials(
                CredentialsScope.GLOBAL,
                SimulatedPortal.CREDENTIALS,
                "",
                "subscription",
                SimulatedPortal.CLIENT,
                Secret.fromString(SimulatedPortal.SECRET));
        azure.setTenant(SimulatedPortal.TENANT);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        SystemCredentialsProvider.getInstance().getCredentials().add(azure);
        publish(rule);
    }

    @Test
    void worksWithoutWorkflowSupport() throws Throwable {
        publishes(withoutSupport, "workflow-support");
    }

    @Test
    void worksWithoutWorkflowApi() throws Throwable {
        publishes(withoutApi, "workflow-api");
    }

    @Test
    void worksWithoutScriptSecurity() throws Throwable {
        publishes(withoutScriptSecurity, "script-security");
    }

    private static void publishes(RealJenkinsExtension jenkins, String missing) throws Throwable {
        try (PortalSimulator portal = PortalSimulator.start()) {
            portal.publicationTakes(Duration.ofMillis(500));
            String endpoint = portal.endpoint().toString();
            ArrayList<String> classes = classes();
            jenkins.then((RealJenkinsExtension.Step) rule -> publish(rule, missing, endpoint, classes));
            assertThat(portal.accepted("contoso-offer"), is(1));
        }
    }

    private static void publish(JenkinsRule rule, String missing, String endpoint, List<String> classes)
            throws Throwable {
        assertThat(rule.jenkins.getPlugin(missing), nullValue());
        assertThat(rule.jenkins.getPlugin("azure-credentials"), nullValue());
        SimulatedPortal.configure(endpoint, endpoint);
        assertThat(rule.jenkins.getDescriptorByType(GoLiveStep.DescriptorImpl.class), notNullValue());
        assertThat(rule.jenkins.getDescriptorByType(WaitStep.DescriptorImpl.class), notNullValue());
        List<String> broken = new ArrayList<>();
        for (String name : classes) {
            try {
                Class<?> type = Class.forName(name, true, rule.jenkins.pluginManager.uberClassLoader);
                type.getDeclaredMethods();
                type.getDeclaredFields();
            } catch (LinkageError e) {
                broken.add(name + ": " + e);
            }
        }
        assertThat(broken, is(empty()));
        publish(rule);
    }

    private static void publish(JenkinsRule rule) throws Exception {
        FreeStyleProject job = rule.createFreeStyleProject();
        GoLiveBuilder builder = new GoLiveBuilder("contoso", "contoso-offer");
        builder.setWait(true);
        job.getBuildersList().add(builder);
        rule.assertLogContains("is live.", rule.buildAndAssertSuccess(job));
    }

    /** All of the plugin but the classes that are for optional plugins. */
    private static ArrayList<String> classes() throws IOException, URISyntaxException {
        Path root = Path.of(GoLiveBuilder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root.resolve("io"))) {
            return new ArrayList<>(files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.startsWith(FLOW_NODE_MARKS) && !name.equals(AZURE_CREDENTIALS))
                    .toList());
        }
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
    }
}
