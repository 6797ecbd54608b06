package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.User;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl;
import io.jenkins.plugins.azuremarketplace.publication.Durations;
import io.jenkins.plugins.azuremarketplace.record.BuildRecord;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.CancelForm;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.springframework.security.core.Authentication;

class GoLiveStepRestartTest {

    private static final String OFFER = "contoso-offer";
    private static final String GO_LIVE = "marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true";
    private static final Duration PATIENCE = GoLivePipelineTestBase.PATIENCE;

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private PortalSimulator portal;

    private interface Step {
        void run(JenkinsRule jenkins, WorkflowRun run) throws Throwable;
    }

    @BeforeEach
    void simulate() {
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(2));
        portal.hold();
    }

    @AfterEach
    void close() {
        portal.close();
        NothingLeft.assertNoThreads();
    }

    @Test
    void aWaitGoesOn() throws Throwable {
        begin(GO_LIVE);
        resume((jenkins, run) -> {
            portal.release();
            assertSucceeded(jenkins, run);
            assertThat("said once", count("The operation is running.", run), is(1));
            assertThat("said once", count("Go-live of contoso/contoso-offer accepted.", run), is(1));
        });
    }

    @Test
    void aWaitGoesOnAfterManyRestarts() throws Throwable {
        begin(GO_LIVE);
        for (int i = 0; i < 3; i++) {
            resume((jenkins, run) -> look());
        }
        resume((jenkins, run) -> {
            portal.release();
            assertSucceeded(jenkins, run);
        });
    }

    @Test
    void aWaitOfThePerformanceOptimizedDurabilityGoesOnAfterACleanRestart() throws Throwable {
        begin("properties([durabilityHint('PERFORMANCE_OPTIMIZED')])\n" + GO_LIVE);
        resume((jenkins, run) -> {
            portal.release();
            assertSucceeded(jenkins, run);
        });
    }

    @Test
    void aGoLiveUnderWayIsNotSubmittedAgain() throws Throwable {
        portal.next(Call.SUBMIT, Fault.delayAfter(Duration.ofHours(1)));
        session(jenkins -> {
            start(jenkins, GO_LIVE);
            await().atMost(PATIENCE).until(() -> portal.accepted(OFFER), is(1));
        });
        resume((jenkins, run) -> {
            portal.release();
            assertSucceeded(jenkins, run);
            assertThat(portal.requests(Call.SUBMIT), is(1));
        });
    }

    @Test
    void aRotatedSecretIsUsed() throws Throwable {
        begin(GO_LIVE);
        portal.secret("rotated");
        portal.revokeTokens();
        resume((jenkins, run) -> {
            jenkins.waitForMessage("Trouble since", run);
            credential("rotated");
            jenkins.waitForMessage("The trouble is over after", run);
            portal.release();
            assertSucceeded(jenkins, run);
            assertThat(count("Trouble since", run), is(1));
        });
    }

    @Test
    void aDeletedCredentialIsWeather() throws Throwable {
        begin(GO_LIVE);
        session(jenkins -> credential(null));
        resume((jenkins, run) -> {
            jenkins.waitForMessage(
                    "There are no credentials with the id “partner-center” that this build may use.", run);
            int sent = portal.requests().size();
            int lookedUp = LookUps.COUNT.get();
            await().atMost(PATIENCE).until(() -> LookUps.COUNT.get() > lookedUp + 1);
            assertThat("requests without credentials", portal.requests().size(), is(sent));
            assertThat(run.isBuilding(), is(true));
            credential(SimulatedPortal.SECRET);
            jenkins.waitForMessage("The trouble is over after", run);
            portal.release();
            assertSucceeded(jenkins, run);
            assertThat(count("There are no credentials", run), is(1));
        });
    }

    /** As Jenkins does it by default; its test harness does not. */
    @Test
    void aBuildThatIsTooOldToBeResumedSaysHowToGoOn() throws Throwable {
        session(jenkins -> {
            WorkflowRun run = start(jenkins, GO_LIVE + ", timeoutMinutes: 43200");
            jenkins.waitForMessage(
                    "but Jenkins resumes this build after a restart until "
                            + Durations.time(Instant.ofEpochMilli(run.getStartTimeInMillis())
                                    .plus(Duration.ofDays(30)))
                            + " only.",
                    run);
            look();
        });
        Path record = sessions.getHome().toPath().resolve("jobs/publication/builds/1/build.xml");
        long start = System.currentTimeMillis() - Duration.ofDays(31).toMillis();
        Files.writeString(record, Files.readString(record).replaceFirst("<startTime>\\d+", "<startTime>" + start));
        Field oldest = WorkflowRun.class.getDeclaredField("MAX_RESUMPTION_AGE");
        oldest.setAccessible(true);
        oldest.set(null, Duration.ofDays(30));
        try {
            resume((jenkins, run) -> {
                jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
                jenkins.assertLogContains("Build started too long ago; cancelling", run);
                jenkins.assertLogContains(
                        "The publication of contoso/contoso-offer goes on. To watch it: marketplaceWait operation: '/api/",
                        run);
                assertThat(Driven.publications(), is(empty()));
            });
        } finally {
            oldest.set(null, null);
        }
    }

    @Test
    void theLimitPassesWhileJenkinsIsDown() throws Throwable {
        begin(GO_LIVE);
        letTheLimitPass();
        resume((jenkins, run) -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("The limit for the publication of contoso/contoso-offer was reached", run);
            jenkins.assertLogContains("To go on waiting: marketplaceWait operation: '/api/", run);
        });
    }

    @Test
    void successCountsEvenIfTheLimitPassedMeanwhile() throws Throwable {
        begin(GO_LIVE);
        letTheLimitPass();
        portal.finish(OFFER, "completed");
        resume(this::assertSucceeded);
    }

    @Test
    void theOperationEndsWhileJenkinsIsDown() throws Throwable {
        begin(GO_LIVE);
        portal.finish(OFFER, "failed", "The image does not boot.");
        resume((jenkins, run) -> {
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("The image does not boot.", run);
        });
    }

    @Test
    void anAbortAfterARestartEndsTheBuildAtOnce() throws Throwable {
        begin(GO_LIVE);
        resume((jenkins, run) -> {
            await().until(run::getExecutor, notNullValue());
            long begin = System.nanoTime();
            run.getExecutor().interrupt();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertThat(Duration.ofNanos(System.nanoTime() - begin), lessThan(Duration.ofMinutes(1)));
            jenkins.assertLogContains("To watch it: marketplaceWait operation: '/api/", run);
            Silence.of(portal).await();
        });
    }

    @Test
    void aCancellationGoesOnAndTheBuildKnowsWhoAbortedIt() throws Throwable {
        portal.cancels(CancelForm.IGNORED);
        session(jenkins -> {
            WorkflowRun run = start(jenkins, GO_LIVE + ", cancelOnAbort: true");
            look();
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            try (var as = hudson.security.ACL.as2(User.getById("alice", true).impersonate2())) {
                run.doStop();
            }
            jenkins.waitForMessage("Asked the service to cancel", run);
        });
        portal.cancels(CancelForm.ACCEPTED);
        resume((jenkins, run) -> {
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("The publication of contoso/contoso-offer was canceled.", run);
            jenkins.assertLogContains("Aborted by alice", run);
        });
    }

    @Test
    void nothingIsReportedWhileJenkinsTerminates() throws Throwable {
        portal.next(Call.STATUS, Fault.delay(Duration.ofHours(1)));
        session(jenkins -> {
            start(jenkins, "def result = " + GO_LIVE + "\necho \"It returned ${result.state}.\"");
            look();
            portal.finish(OFFER, "completed");
            await().atMost(PATIENCE).until(() -> portal.requests(Call.STATUS), is(1));
        });
        resume((jenkins, run) -> {
            assertSucceeded(jenkins, run);
            assertThat(count("It returned SUCCEEDED.", run), is(1));
            assertThat(count("Offer contoso/contoso-offer is live.", run), is(1));
        });
    }

    @Test
    void anEndDuringQuietDownIsReportedAfterTheRestart() throws Throwable {
        session(jenkins -> {
            WorkflowRun run = start(jenkins, "def result = " + GO_LIVE + "\necho \"It returned ${result.state}.\"");
            look();
            jenkins.jenkins.doQuietDown();
            portal.finish(OFFER, "completed");
            jenkins.waitForMessage("Offer contoso/contoso-offer is live.", run);
            assertThat(run.isBuilding(), is(true));
            assertThat(count("It returned", run), is(0));
        });
        int looks = portal.requests(Call.OPERATION);
        resume((jenkins, run) -> {
            assertSucceeded(jenkins, run);
            assertThat(count("It returned SUCCEEDED.", run), is(1));
            assertThat(portal.requests(Call.OPERATION), is(looks));
        });
    }

    @Test
    void anEndDuringQuietDownIsReportedWhenThatIsCanceled() throws Throwable {
        session(jenkins -> {
            WorkflowRun run = start(jenkins, GO_LIVE);
            look();
            jenkins.jenkins.doQuietDown();
            portal.finish(OFFER, "completed");
            jenkins.waitForMessage("Offer contoso/contoso-offer is live.", run);
            assertThat(run.isBuilding(), is(true));
            jenkins.jenkins.doCancelQuietDown();
            assertSucceeded(jenkins, run);
        });
    }

    private void session(JenkinsSessionExtension.Step step) throws Throwable {
        sessions.then(step);
        NothingLeft.assertNoThreads();
    }

    /** A Jenkins in which a build waits for an operation. */
    private void begin(String script) throws Throwable {
        session(jenkins -> {
            start(jenkins, script);
            look();
        });
    }

    /** Another Jenkins that takes the build up again. */
    private void resume(Step step) throws Throwable {
        session(jenkins -> step.run(
                jenkins,
                jenkins.jenkins
                        .getItemByFullName("publication", WorkflowJob.class)
                        .getBuildByNumber(1)));
    }

    private WorkflowRun start(JenkinsRule jenkins, String script) throws Exception {
        SimulatedPortal.configure(portal);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "publication");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Waits until the operation has been polled. */
    private void look() {
        int before = portal.requests(Call.OPERATION);
        await().atMost(PATIENCE).until(() -> portal.requests(Call.OPERATION) > before + 1);
    }

    private void assertSucceeded(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(portal.accepted(OFFER), is(1));
        assertThat(Driven.publications(), is(empty()));
    }

    private void letTheLimitPass() throws Exception {
        BuildRecord.in(sessions.getHome().toPath().resolve("jobs/publication/builds/1"))
                .say("deadline", String.valueOf(System.currentTimeMillis() - 1));
    }

    /** Replaces the credentials; null for none. */
    private static void credential(String secret) throws Exception {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().removeIf(ServicePrincipalCredentialsImpl.class::isInstance);
        if (secret != null) {
            provider.getCredentials().add(SimulatedPortal.credentials(SimulatedPortal.CREDENTIALS, secret));
        }
        provider.save();
    }

    /** Tells that a look was tried: the first thing that it needs. */
    @TestExtension
    @SuppressWarnings("rawtypes")
    public static final class LookUps extends CredentialsProvider {

        static final AtomicInteger COUNT = new AtomicInteger();

        @Override
        public <C extends Credentials> List<C> getCredentialsInItem(
                Class<C> type, Item item, Authentication authentication, List<DomainRequirement> requirements) {
            COUNT.incrementAndGet();
            return List.of();
        }

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup group, Authentication authentication, List<DomainRequirement> requirements) {
            return List.of();
        }
    }

    private static int count(String sentence, WorkflowRun run) throws Exception {
        return JenkinsRule.getLog(run).split(java.util.regex.Pattern.quote(sentence), -1).length - 1;
    }
}
