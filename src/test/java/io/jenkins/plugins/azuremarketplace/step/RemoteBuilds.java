package io.jenkins.plugins.azuremarketplace.step;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What a test does inside a Jenkins that runs in a process of its own. The plugin has another class loader there, so that
 * only its public methods can be called directly.
 */
final class RemoteBuilds {

    /** One build: the job is called like the offer, and so are its credentials and their client. */
    record Job(String offer, String script, boolean performanceOptimized) implements Serializable {}

    /** Stops a pipeline where it is, as long as this process lives. */
    static final String HOLD = "while (Boolean.getBoolean('pipelines.held')) { Thread.sleep(100) }";

    private RemoteBuilds() {}

    static void configure(JenkinsRule rule, String endpoint, String authority) throws Throwable {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setEndpoint(endpoint);
        configuration.setIngestionEndpoint(endpoint);
        configuration.setAuthority(authority);
        configuration.setPollIntervalSeconds(1);
    }

    /** Requests that hang keep a worker each, and there are only a few; {@link #HOLD} holds. */
    static void prepareForHanging(JenkinsRule rule) throws Throwable {
        System.setProperty("pipelines.held", "true");
        Object poller = MarketplaceConnector.get().poller();
        ThreadPoolExecutor workers = (ThreadPoolExecutor) field(field(poller, "workers"), "workers");
        workers.setMaximumPoolSize(100);
        workers.setCorePoolSize(100);
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    static void start(JenkinsRule rule, Job wanted) throws Throwable {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new ServicePrincipalCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        wanted.offer(),
                        "",
                        "11111111-2222-3333-4444-555555555555",
                        wanted.offer(),
                        Secret.fromString(SimulatedPortal.SECRET)));
        provider.save();
        WorkflowJob job = rule.createProject(WorkflowJob.class, wanted.offer());
        if (wanted.performanceOptimized()) {
            job.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        }
        job.setDefinition(
                new CpsFlowDefinition(wanted.script(), !wanted.script().contains(HOLD)));
        job.scheduleBuild2(0).waitForStart();
    }

    static void abort(JenkinsRule rule, String job) {
        build(rule, job).doStop();
    }

    /** Whatever saves the build once it says this gets no further. */
    static void blockSave(JenkinsRule rule, String job, String said) {
        ExtensionList.lookup(SaveableListener.class).add(new BlockedSave(job, Pattern.compile(said)));
    }

    /** From here on nobody can save the build. */
    static void preventSave(JenkinsRule rule, String job) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        WorkflowRun build = build(rule, job);
        Thread holder = new Thread(() -> {
            synchronized (build) {
                held.countDown();
                sleepForever();
            }
        });
        holder.setDaemon(true);
        holder.start();
        held.await();
    }

    /** Whether the build has got a location, be it saved or not. */
    static boolean knowsOperation(JenkinsRule rule, String job) {
        BuildPublicationsAction action = build(rule, job).getAction(BuildPublicationsAction.class);
        return action != null
                && !action.records().isEmpty()
                && action.records().get(0).publication().operation() != null;
    }

    /** The results by job; null for those that have none yet. */
    static LinkedHashMap<String, String> results(JenkinsRule rule) {
        LinkedHashMap<String, String> results = new LinkedHashMap<>();
        for (WorkflowJob job : rule.jenkins.getAllItems(WorkflowJob.class)) {
            WorkflowRun build = job.getBuildByNumber(1);
            Result result = build == null || build.isBuilding() ? null : build.getResult();
            results.put(job.getName(), result == null ? null : result.toString());
        }
        return results;
    }

    /** How many publications are being driven. */
    static int driven(JenkinsRule rule) {
        int driven = 0;
        PublicationPoller poller = MarketplaceConnector.get().poller();
        for (WorkflowJob job : rule.jenkins.getAllItems(WorkflowJob.class)) {
            BuildPublicationsAction action = job.getBuildByNumber(1).getAction(BuildPublicationsAction.class);
            for (PublicationRecord record : action.records()) {
                driven += poller.host(record.publication()).isPresent() ? 1 : 0;
            }
        }
        return driven;
    }

    private static WorkflowRun build(JenkinsRule rule, String job) {
        return rule.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void sleepForever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class BlockedSave extends SaveableListener {

        private final String job;
        private final Pattern said;

        BlockedSave(String job, Pattern said) {
            this.job = job;
            this.said = said;
        }

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            try {
                if (saved instanceof Run<?, ?> run
                        && run.getParent().getFullName().equals(job)
                        && said.matcher(file.asString()).find()) {
                    sleepForever();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
