package io.jenkins.plugins.azuremarketplace.credentials;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Fingerprint;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.User;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.triggers.TimerTrigger;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.step.GoLiveBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which credentials a build gets, and what it says if it gets none. */
@WithJenkins
class CredentialsScopeTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private static JenkinsRule jenkins;

    private PortalSimulator portal;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(CredentialsProvider.USE_OWN)
                .everywhere()
                .to("alice"));
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void simulate() throws Exception {
        portal = PortalSimulator.start();
        SimulatedPortal.configure(portal);
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
    }

    @AfterEach
    void closePortal() {
        portal.close();
    }

    @Test
    void withoutAnyCredentialsNothingIsSent() throws Exception {
        MarketplaceConfiguration.get().setCredentialsId(null);

        assertRefused(
                pipeline(jenkins.jenkins, goLive()),
                "There are no credentials: set credentialsId, or choose default credentials under"
                        + " Manage Jenkins → System → Azure Marketplace.");
    }

    @Test
    void anUnknownIdIsNamedAndNothingIsSent() throws Exception {
        assertRefused(
                pipeline(jenkins.jenkins, goLive("no-such-id")),
                "There are no credentials with the id “no-such-id” that this build may use.");
    }

    @Test
    void credentialsOfAnotherTypeAreRefused() throws Exception {
        add(jenkins.jenkins, new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("x")));

        assertRefused(
                pipeline(jenkins.jenkins, goLive("text")),
                "The credentials “text” are of another type: those of an application for the Azure Marketplace, or a user"
                        + " name with password, are needed.");
    }

    @Test
    void credentialsOfSystemScopeAreNotForBuilds() throws Exception {
        add(jenkins.jenkins, principal(CredentialsScope.SYSTEM, "internal"));

        assertRefused(
                pipeline(jenkins.jenkins, goLive("internal")),
                "There are no credentials with the id “internal” that this build may use.");
    }

    @Test
    void aWaitRefusesCredentialsThatCannotBeUsedAsWell() throws Exception {
        add(jenkins.jenkins, new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("x")));
        String wait = "marketplaceWait operation: '/api/operations/contoso$contoso-offer$2$preview', credentialsId: ";

        assertRefused(
                pipeline(jenkins.jenkins, wait + "'no-such-id'"), "There are no credentials with the id “no-such-id”");
        assertRefused(pipeline(jenkins.jenkins, wait + "'text'"), "The credentials “text” are of another type: ");
    }

    @Test
    void credentialsOfAFolderAreForTheJobsInItAlone() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        Folder inner = folder.createProject(Folder.class, "inner");
        add(folder, principal(CredentialsScope.GLOBAL, "of-the-folder"));

        jenkins.buildAndAssertSuccess(pipeline(folder, goLive("of-the-folder")));
        jenkins.buildAndAssertSuccess(pipeline(inner, goLive("of-the-folder")));
        assertThat(portal.requests(Call.SUBMIT), is(2));

        WorkflowRun outside =
                jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins.jenkins, goLive("of-the-folder")));
        jenkins.assertLogContains("There are no credentials with the id “of-the-folder”", outside);
        assertThat(portal.requests(Call.SUBMIT), is(2));
    }

    @Test
    void aFolderCanReplaceTheDefaultCredentialsByItsOwn() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        add(
                folder,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        SimulatedPortal.CREDENTIALS,
                        "",
                        "client-of-the-folder",
                        SimulatedPortal.SECRET));
        MarketplaceConfiguration.get().setTenantId("contoso.onmicrosoft.com");

        jenkins.buildAndAssertSuccess(pipeline(folder, goLive()));

        assertThat(tokenRequests(), contains(containsString("client_id=client-of-the-folder")));
    }

    @Test
    void aBuildThatRunsAsAUserGetsTheCredentialsOfThatUserOnly() throws Exception {
        addAs("alice", principal(CredentialsScope.USER, "of-alice"));
        WorkflowJob job = pipeline(jenkins.jenkins, goLive("of-alice"));

        assertRefused(job, "There are no credentials with the id “of-alice”");

        runAs(job, "bob");
        assertRefused(job, "There are no credentials with the id “of-alice”");

        runAs(job, "alice");
        jenkins.buildAndAssertSuccess(job);
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @Test
    void whoeverStartsABuildMayLendItTheirCredentialsThroughAParameter() throws Exception {
        addAs("alice", principal(CredentialsScope.USER, "of-alice"));
        WorkflowJob job = pipeline(jenkins.jenkins, goLive("PUBLISHER_ACCOUNT"));
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "PUBLISHER_ACCOUNT", "", "", StandardCredentials.class.getName(), true)));

        WorkflowRun byBob =
                jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0, startedBy("bob"), choice("of-alice")));
        jenkins.assertLogContains("There are no credentials with the id “PUBLISHER_ACCOUNT”", byBob);
        assertThat(portal.requests(), is(empty()));

        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, startedBy("alice"), choice("of-alice")));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${PUBLISHER_ACCOUNT}", "$PUBLISHER_ACCOUNT"})
    void soMayWhoeverStartsABuildOfAFreestyleJob(String parameter) throws Exception {
        addAs("alice", principal(CredentialsScope.USER, "of-alice"));
        FreeStyleProject job = jenkins.createFreeStyleProject();
        GoLiveBuilder builder = new GoLiveBuilder("contoso", "offer-" + UUID.randomUUID());
        builder.setCredentialsId(parameter);
        job.getBuildersList().add(builder);
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "PUBLISHER_ACCOUNT", "", "", StandardCredentials.class.getName(), true)));

        FreeStyleBuild byBob =
                jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0, startedBy("bob"), choice("of-alice")));
        jenkins.assertLogContains("There are no credentials with the id “${PUBLISHER_ACCOUNT}”", byBob);
        assertThat(portal.requests(), is(empty()));

        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, startedBy("alice"), choice("of-alice")));
        assertThat(portal.requests(Call.SUBMIT), is(1));
    }

    /** Nobody but an administrator and the authenticated may see a job, and the threads that work are nobody by nature. */
    @Test
    void aParameterIsFoundWhoeverOrWhateverStartedTheBuild() throws Exception {
        User.getOrCreateByIdOrFullName("admin");
        add(jenkins.jenkins, principal(CredentialsScope.GLOBAL, "of-all"));
        String script = "marketplaceGoLive(publisher: 'contoso', offer: \"parameter-${env.BUILD_NUMBER}\","
                + " credentialsId: 'PUBLISHER_ACCOUNT')";
        WorkflowJob job = pipeline(jenkins.jenkins, script);
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "PUBLISHER_ACCOUNT", "", "of-all", StandardCredentials.class.getName(), true)));
        WorkflowJob upstream = pipeline(jenkins.jenkins, "echo 'Upstream.'");
        WorkflowRun first = jenkins.assertBuildStatusSuccess(upstream.scheduleBuild2(0, startedBy("admin")));
        add(jenkins.jenkins, principal(CredentialsScope.GLOBAL, "chosen"));

        jenkins.assertBuildStatusSuccess(
                job.scheduleBuild2(0, new CauseAction(new Cause.UpstreamCause((Run<?, ?>) first)), choice("chosen")));
        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, new CauseAction(new TimerTrigger.TimerTriggerCause())));
        WorkflowRun byAdmin =
                jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, startedBy("admin"), choice("chosen")));
        try (ACLContext ignored =
                ACL.as2(User.getOrCreateByIdOrFullName("admin").impersonate2())) {
            Queue.Item replay = byAdmin.getAction(ReplayAction.class).run2(script, Map.of(), false);
            jenkins.assertBuildStatusSuccess((WorkflowRun) replay.getFuture().get());
        }
        assertThat(portal.requests(Call.SUBMIT), is(4));
    }

    /** What others do when a build is saved is done by Jenkins, and no thread keeps the classes of a script. */
    @Test
    void workIsDoneByJenkinsItself() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        Set<ClassLoader> loaders = ConcurrentHashMap.newKeySet();
        SaveableListener listener = new SaveableListener() {
            @Override
            public void onChange(Saveable saved, XmlFile file) {
                if (Thread.currentThread().getName().startsWith("Azure Marketplace")) {
                    names.add(Jenkins.getAuthentication2().getName());
                    loaders.add(Thread.currentThread().getContextClassLoader());
                }
            }
        };
        ExtensionList.lookup(SaveableListener.class).add(listener);
        try {
            jenkins.buildAndAssertSuccess(pipeline(jenkins.jenkins, goLive()));
        } finally {
            ExtensionList.lookup(SaveableListener.class).remove(listener);
        }

        assertThat(names, everyItem(is(ACL.SYSTEM_USERNAME)));
        assertThat(loaders, is(Set.of(ClassLoaderSanityThreadFactory.class.getClassLoader())));
    }

    @Test
    void credentialsShowWhichJobsUseThem() throws Exception {
        String id = "tracked-" + UUID.randomUUID();
        add(jenkins.jenkins, principal(CredentialsScope.GLOBAL, id));
        WorkflowJob live = pipeline(jenkins.jenkins, "def live = " + goLive(id) + "\necho live.operation");
        jenkins.buildAndAssertSuccess(live);
        WorkflowJob watch = pipeline(
                jenkins.jenkins,
                "marketplaceWait operation: '"
                        + BuildPublicationsAction.of(live.getLastBuild())
                                .records()
                                .get(0)
                                .publication()
                                .operation()
                        + "', credentialsId: '" + id + "'");
        jenkins.buildAndAssertSuccess(watch);
        WorkflowJob status = pipeline(
                jenkins.jenkins,
                "marketplaceStatus publisher: 'contoso', offer: 'contoso-offer', credentialsId: '" + id + "'");
        jenkins.buildAndAssertSuccess(status);

        Credentials credentials =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, watch.getLastBuild());
        Fingerprint usage = CredentialsProvider.getFingerprintOf(credentials);
        assertThat(usage, is(notNullValue()));
        assertThat(usage.getJobs(), hasItems(live.getFullName(), watch.getFullName(), status.getFullName()));
    }

    @Test
    void aUserNameWithPasswordBelongsToTheDefaultTenant() throws Exception {
        add(
                jenkins.jenkins,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "login", "", "some-client", SimulatedPortal.SECRET));
        MarketplaceConfiguration.get().setTenantId("contoso.onmicrosoft.com");

        jenkins.buildAndAssertSuccess(pipeline(jenkins.jenkins, goLive("login")));

        assertThat(
                tokenRequests(),
                contains(allOfTokenRequest("/contoso.onmicrosoft.com/oauth2/v2.0/token", "some-client")));
    }

    @Test
    void aUserNameWithPasswordNeedsADefaultTenant() throws Exception {
        add(
                jenkins.jenkins,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "login", "", "some-client", SimulatedPortal.SECRET));

        assertRefused(
                pipeline(jenkins.jenkins, goLive("login")),
                "The credentials “login” don't name a tenant: set the default tenant id under Manage Jenkins → System →"
                        + " Azure Marketplace.");
    }

    @Test
    void aPrincipalThatCannotBeOneIsRefusedHere() throws Exception {
        add(
                jenkins.jenkins,
                new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "login", "", "not a client", SimulatedPortal.SECRET));
        add(jenkins.jenkins, principal(CredentialsScope.GLOBAL, "without-secret", ""));
        MarketplaceConfiguration.get().setTenantId("contoso.onmicrosoft.com");

        assertRefused(
                pipeline(jenkins.jenkins, goLive("login")),
                "The client id “not a client” is not valid: a GUID is expected.");
        assertRefused(pipeline(jenkins.jenkins, goLive("without-secret")), "The client secret is missing.");
    }

    @Test
    void aSecretThatTheAuthorityRefusesIsReportedInItsWords() throws Exception {
        add(jenkins.jenkins, principal(CredentialsScope.GLOBAL, "outdated", "an-old-secret"));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline(jenkins.jenkins, goLive("outdated")));

        jenkins.assertLogContains("AADSTS7000215: Invalid client secret provided.", run);
        jenkins.assertLogContains("Nothing was submitted.", run);
        jenkins.assertLogNotContains("an-old-secret", run);
        assertThat(portal.requests(Call.SUBMIT), is(0));
    }

    private void assertRefused(WorkflowJob job, String complaint) throws Exception {
        int before = portal.requests().size();

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(startsWith("ERROR: " + complaint)));
        assertThat(log, not(hasItem(matchesPattern("\\s+at [\\w$.]+\\(.*|.*Exception: .*"))));
        assertThat(portal.requests().size(), is(before));
    }

    private List<String> tokenRequests() {
        return portal.requests().stream()
                .filter(request -> request.call() == Call.TOKEN)
                .map(request -> request.path() + " " + request.body())
                .toList();
    }

    private static org.hamcrest.Matcher<String> allOfTokenRequest(String path, String client) {
        return org.hamcrest.Matchers.allOf(startsWith(path + " "), containsString("client_id=" + client));
    }

    private static String goLive() {
        return "marketplaceGoLive(publisher: 'contoso', offer: 'offer-" + UUID.randomUUID() + "')";
    }

    private static String goLive(String credentialsId) {
        return goLive().replace(")", ", credentialsId: '" + credentialsId + "')");
    }

    private static WorkflowJob pipeline(ItemGroup<?> parent, String script) throws Exception {
        String name = "job-" + UUID.randomUUID();
        WorkflowJob job = parent instanceof Folder folder
                ? folder.createProject(WorkflowJob.class, name)
                : jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static Credentials principal(CredentialsScope scope, String id) {
        return SimulatedPortal.credentials(scope, id, SimulatedPortal.SECRET);
    }

    private static Credentials principal(CredentialsScope scope, String id, String secret) {
        return SimulatedPortal.credentials(scope, id, secret);
    }

    private static void add(ModelObject context, Credentials credentials) throws Exception {
        for (CredentialsStore store : CredentialsProvider.lookupStores(context)) {
            if (store.getContext() == context) {
                store.addCredentials(Domain.global(), credentials);
                return;
            }
        }
        throw new IllegalStateException("No store in " + context.getDisplayName());
    }

    private static void addAs(String user, Credentials credentials) throws Exception {
        User owner = User.getOrCreateByIdOrFullName(user);
        try (ACLContext ignored = ACL.as2(owner.impersonate2())) {
            add(owner, credentials);
        }
    }

    private static void runAs(WorkflowJob job, String user) {
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(),
                                User.getOrCreateByIdOrFullName(user).impersonate2()));
    }

    private static CauseAction startedBy(String user) {
        User.getOrCreateByIdOrFullName(user);
        return new CauseAction(new Cause.UserIdCause(user));
    }

    private static ParametersAction choice(String credentialsId) {
        return new ParametersAction(new CredentialsParameterValue("PUBLISHER_ACCOUNT", credentialsId, "", false));
    }
}
