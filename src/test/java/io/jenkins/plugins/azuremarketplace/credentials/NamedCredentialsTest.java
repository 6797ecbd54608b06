package io.jenkins.plugins.azuremarketplace.credentials;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsParameterDefinition;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which credentials are meant by those that name others, and what a build says if there are none. */
@WithJenkins
class NamedCredentialsTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private static final String NAMING = "naming";
    private static final ThrowawayCertificate REGISTERED = Identities.certificate(Duration.ofDays(90));
    private static final ThrowawayCertificate OTHER = Identities.certificate(Duration.ofDays(90));

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
        portal.publicationTakes(Duration.ofMillis(500));
        portal.register(REGISTERED.certificate());
        SimulatedPortal.configure(portal);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @AfterEach
    void closePortal() {
        portal.close();
        EnvVars.masterEnvVars.keySet().removeIf(name -> name.startsWith("AZURE_"));
    }

    static Stream<Arguments> unusable() throws Exception {
        String certificate = "The certificate credentials “named” that the credentials “naming” name ";
        String token = "The token credentials “named” that the credentials “naming” name ";
        String notFound = "were not found where those are kept, or above.";
        Credentials byCertificate = Identities.byCertificate(NAMING, "named");
        Credentials byToken = Identities.byToken(NAMING, "named");
        Credentials managed = Identities.byWorkload(NAMING);
        ((WorkloadIdentityCredentials) managed).setManagedIdentityClientId("a/b");
        return Stream.of(
                Arguments.of(
                        List.of(Identities.byCertificate(NAMING, "")),
                        "The credentials “naming” name no certificate credentials."),
                Arguments.of(List.of(byCertificate), certificate + notFound),
                Arguments.of(
                        List.of(byCertificate, ofTheSystem(Identities.text("named", "x"))), certificate + notFound),
                Arguments.of(
                        List.of(byCertificate, Identities.text("named", "x")),
                        certificate + "are of another type: those of a certificate are needed."),
                Arguments.of(
                        List.of(byCertificate, Identities.keyStore("named", keyStore(0))),
                        "The certificate credentials “named” can't be used. There is no private key in the key store"),
                Arguments.of(
                        List.of(byCertificate, Identities.keyStore("named", keyStore(2))),
                        "The certificate credentials “named” can't be used. There are 2 private keys in the key store"),
                Arguments.of(
                        List.of(byCertificate, new Unopened()),
                        "The certificate credentials “named” can't be used. The key store can't be opened"),
                Arguments.of(
                        List.of(Identities.byToken(NAMING, "")), "The credentials “naming” name no token credentials."),
                Arguments.of(List.of(byToken), token + notFound),
                Arguments.of(
                        List.of(byToken, Identities.keyStore("named", OTHER)),
                        token + "are of another type: secret text or a secret file is needed."),
                Arguments.of(
                        List.of(byToken, Identities.text("named", "hunter2")),
                        "No token for client " + SimulatedPortal.CLIENT
                                + ": The federated token is no signed JWT. Nothing was sent."),
                Arguments.of(
                        List.of(byToken, new Broken()),
                        "No token: " + token + "yield none (An id token claim template must specify sub)."),
                Arguments.of(
                        List.of(Identities.byWorkload(NAMING)),
                        "The credentials “naming” can't be used. The environment of the controller has no"
                                + " AZURE_FEDERATED_TOKEN_FILE, and no client id of a managed identity is entered."),
                Arguments.of(
                        List.of(managed),
                        "The credentials “naming” can't be used. The client id “a/b” of the managed identity is not valid"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void whatCannotBePresentedIsSaidAndNothingIsSent(List<Credentials> credentials, String complaint) throws Exception {
        Identities.put(credentials.toArray(Credentials[]::new));

        assertRefused(pipeline(jenkins.jenkins), complaint);
    }

    @Test
    void theTokenOfAPodMustBeThere() throws Exception {
        EnvVars.masterEnvVars.put("AZURE_FEDERATED_TOKEN_FILE", "/no/such/file");
        Identities.put(Identities.byWorkload(NAMING));

        assertRefused(
                pipeline(jenkins.jenkins),
                "No token: The file “/no/such/file” with the federated token does not exist.");
    }

    @Test
    void theIdentityOfTheControllerIsNeitherForFoldersNorForUsers() throws Exception {
        EnvVars.masterEnvVars.put("AZURE_FEDERATED_TOKEN_FILE", "/no/such/file");
        String complaint =
                "The credentials “naming” can't be used: the identity of the controller is for the administrator"
                        + " to lend, so that they must be in the credentials store of the system.";
        Folder folder = jenkins.createProject(Folder.class);
        Identities.add(folder, Identities.byWorkload(NAMING));
        assertRefused(pipeline(folder), complaint);

        Identities.put(Identities.byWorkload(NAMING));
        assertRefused(pipeline(folder), complaint);

        for (ModelObject context :
                new ModelObject[] {jenkins.jenkins, folder, User.getOrCreateByIdOrFullName("alice")}) {
            CredentialsStore store =
                    CredentialsProvider.lookupStores(context).iterator().next();
            assertThat(
                    context.getDisplayName(),
                    store.getCredentialsDescriptors()
                            .contains(jenkins.jenkins.getDescriptorByType(
                                    WorkloadIdentityCredentials.DescriptorImpl.class)),
                    is(store.getContext() == jenkins.jenkins));
        }
    }

    @Test
    void credentialsOfAFolderNameThoseOfTheFolderAndAbove() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        Folder inner = folder.createProject(Folder.class, "inner");
        Identities.add(folder, Identities.byCertificate(NAMING, "named"), Identities.byCertificate("outward", "above"));
        Identities.add(folder, Identities.keyStore("named", REGISTERED));
        Identities.put(Identities.keyStore("above", REGISTERED));

        jenkins.buildAndAssertSuccess(pipeline(folder));
        jenkins.buildAndAssertSuccess(pipeline(inner));
        jenkins.buildAndAssertSuccess(pipeline(inner, "outward"));
    }

    @Test
    void noFolderBelowPutsOthersInTheirPlace() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        Folder inner = folder.createProject(Folder.class, "inner");
        Identities.add(folder, Identities.byCertificate(NAMING, "named"));
        Identities.add(inner, Identities.keyStore("named", OTHER));
        assertRefused(
                pipeline(inner),
                "The certificate credentials “named” that the credentials “naming” name were not found where those are kept");

        Identities.add(folder, Identities.keyStore("named", REGISTERED));
        jenkins.buildAndAssertSuccess(pipeline(inner));
    }

    @Test
    void noParameterPutsOthersInTheirPlace() throws Exception {
        Identities.put(
                Identities.byCertificate(NAMING, "named"),
                Identities.keyStore("named", REGISTERED),
                Identities.keyStore("other", OTHER));
        WorkflowJob job = pipeline(jenkins.jenkins);
        job.addProperty(new ParametersDefinitionProperty(
                new CredentialsParameterDefinition("named", "", "other", StandardCredentials.class.getName(), true)));

        jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0, startedBy("admin"), choice("named", "other")));
    }

    @Test
    void whoeverLendsTheirCredentialsLendsThoseThatTheyNameOfTheirOwn() throws Exception {
        User alice = User.getOrCreateByIdOrFullName("alice");
        try (ACLContext ignored = ACL.as2(alice.impersonate2())) {
            Identities.add(alice, Identities.byCertificate(CredentialsScope.USER, "of-alice", "named"));
        }
        Identities.put(Identities.keyStore("named", REGISTERED));
        WorkflowJob job = pipeline(jenkins.jenkins, "PUBLISHER_ACCOUNT");
        job.addProperty(new ParametersDefinitionProperty(new CredentialsParameterDefinition(
                "PUBLISHER_ACCOUNT", "", "", StandardCredentials.class.getName(), true)));

        WorkflowRun run = jenkins.assertBuildStatus(
                Result.FAILURE, job.scheduleBuild2(0, startedBy("alice"), choice("PUBLISHER_ACCOUNT", "of-alice")));
        jenkins.assertLogContains(
                "The certificate credentials “named” that the credentials “of-alice” name were not found", run);

        try (ACLContext ignored = ACL.as2(alice.impersonate2())) {
            Identities.add(
                    alice,
                    new CertificateCredentialsImpl(
                            CredentialsScope.USER,
                            "named",
                            "",
                            Identities.PASSWORD,
                            ((CertificateCredentialsImpl) Identities.keyStore("named", REGISTERED))
                                    .getKeyStoreSource()));
        }
        jenkins.assertBuildStatusSuccess(
                job.scheduleBuild2(0, startedBy("alice"), choice("PUBLISHER_ACCOUNT", "of-alice")));
    }

    private void assertRefused(WorkflowJob job, String complaint) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        List<String> log = run.getLog(1000);
        assertThat(log, hasItem(startsWith("ERROR: " + complaint)));
        assertThat(log, not(hasItem(matchesPattern("\\s+at [\\w$.]+\\(.*|.*Exception: .*|.*hunter2.*"))));
        assertThat(portal.requests(Call.TOKEN), is(0));
    }

    private static WorkflowJob pipeline(ItemGroup<?> parent) throws Exception {
        return pipeline(parent, NAMING);
    }

    private static WorkflowJob pipeline(ItemGroup<?> parent, String credentialsId) throws Exception {
        String name = "job-" + UUID.randomUUID();
        WorkflowJob job = parent instanceof Folder folder
                ? folder.createProject(WorkflowJob.class, name)
                : jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "marketplaceGoLive(publisher: 'contoso', offer: '" + name.substring(0, 30) + "', credentialsId: '"
                        + credentialsId + "')",
                true));
        return job;
    }

    private static CauseAction startedBy(String user) {
        User.getOrCreateByIdOrFullName(user);
        return new CauseAction(new Cause.UserIdCause(user));
    }

    private static ParametersAction choice(String name, String credentialsId) {
        return new ParametersAction(new CredentialsParameterValue(name, credentialsId, "", false));
    }

    /** With keys that are of no use to anybody. */
    private static byte[] keyStore(int keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("certificate", OTHER.certificate());
        for (int i = 0; i < keys; i++) {
            store.setKeyEntry(
                    "key" + i, OTHER.key(), Identities.PASSWORD.toCharArray(), new Certificate[] {OTHER.certificate()});
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, Identities.PASSWORD.toCharArray());
        return file.toByteArray();
    }

    private static Credentials ofTheSystem(Credentials text) {
        return new StringCredentialsImpl(CredentialsScope.SYSTEM, "named", "", ((StringCredentials) text).getSecret());
    }

    /** As certificate credentials are whose file was damaged on disk. */
    public static final class Unopened extends BaseStandardCredentials implements StandardCertificateCredentials {

        private static final long serialVersionUID = 1;

        Unopened() {
            super(CredentialsScope.GLOBAL, "named", "");
        }

        @NonNull
        @Override
        public KeyStore getKeyStore() {
            try {
                return KeyStore.getInstance("PKCS12");
            } catch (KeyStoreException e) {
                throw new IllegalStateException(e);
            }
        }

        @NonNull
        @Override
        public Secret getPassword() {
            return Secret.fromString("");
        }

        @TestExtension
        public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {}
    }

    /** As an OpenID Connect token is whose claims are configured wrongly. */
    public static final class Broken extends BaseStandardCredentials implements StringCredentials {

        private static final long serialVersionUID = 1;

        Broken() {
            super(CredentialsScope.GLOBAL, "named", "");
        }

        @NonNull
        @Override
        public Secret getSecret() {
            throw new SecurityException("An id token claim template must specify sub");
        }

        @TestExtension
        public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {}
    }
}
