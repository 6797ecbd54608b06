package io.jenkins.plugins.azuremarketplace.credentials;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.microsoft.azure.util.AzureCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Fingerprint;
import hudson.model.Result;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import io.jenkins.plugins.oidc_provider.IdTokenFileCredentials;
import io.jenkins.plugins.oidc_provider.IdTokenStringCredentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pipelines that publish with no client secret; the simulator checks for real what is presented. */
@WithJenkins
class SignInWithoutSecretTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private static final String IDENTITY = "99999999-8888-7777-6666-555555555555";
    private static final Pattern ASSERTION = Pattern.compile("client_assertion=([^&]*)");
    private static final ThrowawayCertificate CERTIFICATE = Identities.certificate(Duration.ofDays(90));
    private static final TokenIssuer ISSUER = new TokenIssuer("https://issuer.example");

    private static JenkinsRule jenkins;

    private PortalSimulator portal;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void simulate() throws Exception {
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofMillis(500));
        portal.register(CERTIFICATE.certificate());
        portal.publish(ISSUER);
        portal.trust(ISSUER.name(), "trusted", Identities.AUDIENCE);
        SimulatedPortal.configure(portal);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @AfterEach
    void closePortal() {
        portal.close();
        EnvVars.masterEnvVars.keySet().removeIf(name -> name.startsWith("AZURE_"));
    }

    /** Every kind of credentials, each called {@code partner-center}. */
    enum Kind {
        CERTIFICATE {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                Identities.put(
                        Identities.byCertificate(ID, "named"),
                        Identities.keyStore("named", SignInWithoutSecretTest.CERTIFICATE));
            }
        },
        SECRET_TEXT {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                Identities.put(
                        Identities.byToken(ID, "named"), Identities.text("named", Identities.token(ISSUER, "trusted")));
            }
        },
        SECRET_FILE {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                Identities.put(
                        Identities.byToken(ID, "named"),
                        Identities.file("named", Identities.token(ISSUER, "trusted") + "\n"));
            }
        },
        TOKEN_OF_THE_BUILD {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                test.portal.trust(ISSUER.name(), "job-" + name(), Identities.AUDIENCE);
                Identities.put(Identities.byToken(ID, "named"), new JobToken("named"));
            }
        },
        OPENID_CONNECT_TEXT {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                IdTokenStringCredentials token = new IdTokenStringCredentials(CredentialsScope.GLOBAL, "named", "");
                token.setAudience(Identities.AUDIENCE);
                Identities.put(Identities.byToken(ID, "named"), token);
                test.trustThisJenkins("job-" + name());
            }
        },
        OPENID_CONNECT_FILE {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                IdTokenFileCredentials token = new IdTokenFileCredentials(CredentialsScope.GLOBAL, "named", "");
                token.setAudience(Identities.AUDIENCE);
                Identities.put(Identities.byToken(ID, "named"), token);
                test.trustThisJenkins("job-" + name());
            }
        },
        POD {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                Path file = Files.writeString(test.directory.resolve("token"), Identities.token(ISSUER, "trusted"));
                EnvVars.masterEnvVars.put("AZURE_FEDERATED_TOKEN_FILE", file.toString());
                EnvVars.masterEnvVars.put("AZURE_TENANT_ID", SimulatedPortal.TENANT);
                EnvVars.masterEnvVars.put("AZURE_CLIENT_ID", SimulatedPortal.CLIENT);
                Identities.put(new WorkloadIdentityCredentials(CredentialsScope.GLOBAL, ID, ""));
            }
        },
        MANAGED_IDENTITY {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                test.portal.managedIdentity(IDENTITY);
                EnvVars.masterEnvVars.put(
                        "AZURE_POD_IDENTITY_AUTHORITY_HOST",
                        test.portal.authority().toString());
                WorkloadIdentityCredentials credentials = Identities.byWorkload(ID);
                credentials.setManagedIdentityClientId(IDENTITY);
                Identities.put(credentials);
            }
        },
        AZURE_PLUGIN_WITH_CERTIFICATE {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                AzureCredentials azure = azure("");
                azure.setCertificateId("named");
                Identities.put(azure, Identities.keyStore("named", SignInWithoutSecretTest.CERTIFICATE));
            }
        },
        AZURE_PLUGIN_WITH_SECRET {
            @Override
            void prepare(SignInWithoutSecretTest test) throws Exception {
                Identities.put(azure(SimulatedPortal.SECRET));
            }
        };

        static final String ID = SimulatedPortal.CREDENTIALS;

        abstract void prepare(SignInWithoutSecretTest test) throws Exception;

        static AzureCredentials azure(String secret) {
            AzureCredentials azure = new AzureCredentials(
                    CredentialsScope.GLOBAL, ID, "", "subscription", SimulatedPortal.CLIENT, Secret.fromString(secret));
            azure.setTenant(SimulatedPortal.TENANT);
            return azure;
        }
    }

    /** What Entra ID fetches of an issuer, fetched here. */
    private void trustThisJenkins(String job) throws Exception {
        String issuer = jenkins.getURL() + "oidc";
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            portal.publish(
                    issuer,
                    client.goTo("oidc/jwks", "application/json")
                            .getWebResponse()
                            .getContentAsString());
        }
        portal.trust(issuer, jenkins.getURL() + "job/" + job + "/", Identities.AUDIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void publishes(Kind kind) throws Exception {
        kind.prepare(this);

        WorkflowJob job = pipeline("job-" + kind, "def live = " + goLive() + "\necho \"live: ${live.state}\"");
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("live: SUCCEEDED", run);
        assertThat(portal.requests(Call.SUBMIT), is(1));
        assertThat(assertions().isEmpty(), is(kind == Kind.AZURE_PLUGIN_WITH_SECRET));
        for (Credentials used : SystemCredentialsProvider.getInstance().getCredentials()) {
            Fingerprint usage = CredentialsProvider.getFingerprintOf(used);
            assertThat(((IdCredentials) used).getId(), usage, is(notNullValue()));
            assertThat(usage.getJobs(), hasItem(job.getFullName()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void testsTheConnection(Kind kind) throws Exception {
        kind.prepare(this);
        portal.trust(ISSUER.name(), "no build", Identities.AUDIENCE);
        portal.trust(jenkins.getURL() + "oidc", jenkins.getURL().toString(), Identities.AUDIENCE);

        FormValidation answer = testConnection();

        assertThat(answer.getMessage(), answer.kind, is(FormValidation.Kind.OK));
        assertThat(answer.getMessage(), startsWith("Connected: there is a token."));
        boolean foreign = !assertions().isEmpty() && !kind.name().contains("CERTIFICATE");
        boolean ofOthers = foreign && kind != Kind.POD && kind != Kind.MANAGED_IDENTITY;
        assertThat(
                answer.getMessage().contains("Presented was a token with the issuer “https://"),
                is(foreign && !kind.name().startsWith("OPENID")));
        assertThat(answer.getMessage().contains("the audience “" + Identities.AUDIENCE + "”"), is(foreign));
        assertThat(
                answer.getMessage().contains("A token that is made for a build may have another subject"),
                is(ofOthers));
        assertThat(answer.getMessage(), not(containsString("eyJ")));
    }

    @Test
    void aTokenIsAboutTheJobThatAsksForIt() throws Exception {
        Identities.put(Identities.byToken("partner-center", "named"), new JobToken("named"));
        portal.trust(ISSUER.name(), "release", Identities.AUDIENCE);

        jenkins.buildAndAssertSuccess(pipeline("release", goLive()));
        WorkflowRun other = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline("pull-request", goLive()));

        jenkins.assertLogContains("AADSTS700213", other);
        jenkins.assertLogContains(
                "Presented was a token with the issuer “https://issuer.example”, the subject “pull-request” and the"
                        + " audience “api://AzureADTokenExchange”.",
                other);
        jenkins.assertLogContains("Nothing was submitted.", other);
        jenkins.assertLogNotContains("eyJ", other);
        assertThat(portal.requests(Call.SUBMIT), is(1));
        FormValidation answer = testConnection();
        assertThat(answer.kind, is(FormValidation.Kind.ERROR));
        assertThat(answer.getMessage(), containsString("the subject “no build”"));
        assertThat(answer.getMessage(), containsString("A token that is made for a build may have another subject"));
    }

    @ParameterizedTest
    @EnumSource(names = {"CERTIFICATE", "TOKEN_OF_THE_BUILD", "OPENID_CONNECT_TEXT", "MANAGED_IDENTITY"})
    void aWaitOutlastsItsTokensAndProvesItselfAnewForEach(Kind kind) throws Exception {
        kind.prepare(this);
        portal.hold();
        portal.tokenLifetime(Duration.ofSeconds(2));
        WorkflowRun run = pipeline("job-" + kind, goLive()).scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofMinutes(2)).until(portal::tokensIssued, greaterThanOrEqualTo(3));

        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(Set.copyOf(assertions()), hasSize(greaterThanOrEqualTo(kind == Kind.OPENID_CONNECT_TEXT ? 2 : 3)));
    }

    @Test
    void aWaitTakesANewCertificateAtOnce() throws Exception {
        Kind.CERTIFICATE.prepare(this);
        portal.hold();
        WorkflowRun run =
                pipeline("job-" + UUID.randomUUID(), goLive()).scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofMinutes(2)).until(() -> portal.requests(Call.OPERATION), greaterThanOrEqualTo(1));
        ThrowawayCertificate next = Identities.certificate(Duration.ofDays(90));
        portal.register(next.certificate());

        Identities.put(Identities.keyStore("named", next));
        await().atMost(Duration.ofMinutes(2)).until(portal::tokensIssued, is(2));
        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(
                assertions().stream()
                        .map(SignInWithoutSecretTest::header)
                        .distinct()
                        .count(),
                is(2L));
    }

    @Test
    void aPodsTokenIsReadAnewForEachToken() throws Exception {
        Kind.POD.prepare(this);
        portal.hold();
        portal.tokenLifetime(Duration.ofSeconds(2));
        WorkflowRun run =
                pipeline("job-" + UUID.randomUUID(), goLive()).scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofMinutes(2)).until(portal::tokensIssued, greaterThanOrEqualTo(1));
        String next = Identities.token(ISSUER, "trusted");

        Files.writeString(directory.resolve("token"), next);
        await().atMost(Duration.ofMinutes(2)).until(this::assertions, hasItem(next));
        portal.release();

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 31})
    void warnsOfACertificateThatExpiresSoon(int days) throws Exception {
        ThrowawayCertificate certificate = Identities.certificate(Duration.ofDays(days));
        portal.register(certificate.certificate());
        Identities.put(Identities.byCertificate("partner-center", "named"), Identities.keyStore("named", certificate));

        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline("job-" + UUID.randomUUID(), goLive()));

        String warning = "Warning: replace the certificate of the credentials “named” in time: it is valid until ";
        assertThat(
                run.getLog(100).stream()
                        .filter(line -> line.startsWith(warning))
                        .toList(),
                hasSize(days < 30 ? 1 : 0));
        FormValidation answer = testConnection();
        assertThat(answer.kind, is(days < 30 ? FormValidation.Kind.WARNING : FormValidation.Kind.OK));
    }

    private FormValidation testConnection() {
        return SimulatedPortal.testConnection(
                portal.endpoint().toString(), portal.authority().toString(), "", "partner-center", "", "");
    }

    private static String goLive() {
        return "marketplaceGoLive(publisher: 'contoso', offer: 'contoso-offer', wait: true)";
    }

    private static WorkflowJob pipeline(String name, String script) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItem(name) instanceof WorkflowJob existing
                ? existing
                : jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** What was presented, oldest first. */
    private List<String> assertions() {
        return portal.requests().stream()
                .filter(request -> request.call() == Call.TOKEN)
                .map(request -> ASSERTION.matcher(request.body()))
                .filter(Matcher::find)
                .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                .toList();
    }

    private static String header(String jwt) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[0]), StandardCharsets.UTF_8);
    }

    /** A token whose subject is the job, as those of the OpenID Connect Provider plugin, but for its name. */
    public static final class JobToken extends BaseStandardCredentials implements StringCredentials {

        private static final long serialVersionUID = 1;

        private final transient Run<?, ?> run;

        JobToken(String id) {
            this(id, null);
        }

        private JobToken(String id, Run<?, ?> run) {
            super(CredentialsScope.GLOBAL, id, "");
            this.run = run;
        }

        @Override
        public Credentials forRun(Run<?, ?> context) {
            return new JobToken(getId(), context);
        }

        @NonNull
        @Override
        public Secret getSecret() {
            return Secret.fromString(Identities.token(
                    ISSUER, run == null ? "no build" : run.getParent().getFullName()));
        }

        @TestExtension
        public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
            @NonNull
            @Override
            public String getDisplayName() {
                return "Token of a job";
            }
        }
    }
}
