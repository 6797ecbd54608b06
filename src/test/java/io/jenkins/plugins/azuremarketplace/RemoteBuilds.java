package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
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
        Field field = poller().getClass().getDeclaredField("workers");
        field.setAccessible(true);
        ThreadPoolExecutor workers = (ThreadPoolExecutor) field.get(poller());
        workers.setMaximumPoolSize(100);
        workers.setCorePoolSize(100);
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
    static boolean knowsOperation(JenkinsRule rule, String job) throws ReflectiveOperationException {
        PublicationAction action = build(rule, job).getAction(PublicationAction.class);
        if (action == null || action.getPublications().isEmpty()) {
            return false;
        }
        Object publication = call(action.getPublications().get(0), "publication");
        return call(publication, "operation") != null;
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
    static int driven(JenkinsRule rule) throws ReflectiveOperationException {
        int driven = 0;
        PublicationPoller poller = (PublicationPoller) poller();
        for (WorkflowJob job : rule.jenkins.getAllItems(WorkflowJob.class)) {
            PublicationAction action = job.getBuildByNumber(1).getAction(PublicationAction.class);
            for (PublicationEntry entry : action.getPublications()) {
                driven += poller.host((Publication) call(entry, "publication")).isPresent() ? 1 : 0;
            }
        }
        return driven;
    }

    private static Object poller() throws ReflectiveOperationException {
        return call(ExtensionList.lookupSingleton(MarketplaceConnector.class), "poller");
    }

    private static Object call(Object target, String name) throws ReflectiveOperationException {
        Method method = target.getClass().getDeclaredMethod(name);
        method.setAccessible(true);
        return method.invoke(target);
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
