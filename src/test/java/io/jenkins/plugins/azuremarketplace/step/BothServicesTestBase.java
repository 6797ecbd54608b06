package io.jenkins.plugins.azuremarketplace.step;

import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines in one Jenkins for all tests of a class, and an offer at either service. */
@WithJenkins
abstract class BothServicesTestBase {

    /** Ends a line. */
    static final String OFFER = "publisher: 'contoso', offer: 'contoso-offer'\n";

    /** Ends a line. */
    static final String WAITING = "publisher: 'contoso', offer: 'contoso-offer', wait: true\n";

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    static JenkinsRule jenkins;

    ServiceSimulator service;

    enum Backend {
        CLOUD_PARTNER_PORTAL("cloudPartnerPortal", PortalSimulator::start),
        PRODUCT_INGESTION("productIngestion", IngestionSimulator::start);

        private final String api;
        private final Supplier<ServiceSimulator> simulator;

        Backend(String api, Supplier<ServiceSimulator> simulator) {
            this.api = api;
            this.simulator = simulator;
        }
    }

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    void simulate(Backend backend) throws IOException {
        service = backend.simulator.get();
        service.publicationTakes(Duration.ofMillis(500));
        SimulatedPortal.configure(service);
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setIngestionEndpoint(service.endpoint().toString());
        configuration.setApi(backend.api);
    }

    @AfterEach
    void close() {
        MarketplaceConfiguration.get().setApi(null);
        MarketplaceConfiguration.get().setIngestionEndpoint(null);
        service.close();
    }

    static WorkflowRun success(String script) throws Exception {
        return jenkins.buildAndAssertSuccess(pipeline(script));
    }

    /** In the sandbox, unless the script looks at the system. */
    static WorkflowJob pipeline(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, !script.contains("System.")));
        return job;
    }
}
