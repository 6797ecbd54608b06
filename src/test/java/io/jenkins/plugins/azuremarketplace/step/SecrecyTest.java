package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.EnvVars;
import hudson.Functions;
import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.credentials.Identities;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.PrincipalContext;
import io.jenkins.plugins.azuremarketplace.credentials.WorkloadIdentityCredentials;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Neither a client secret, nor what stands for it, nor a token is anywhere but in memory and on its way to its service. */
@WithJenkins
class SecrecyTest {

    @RegisterExtension
    @SuppressWarnings("unused")
    private static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    /** Looks different in a form, in XML and in base64. */
    private static final String SECRET = "Zg8~s3cret/with+odd=signs&<more>";

    private static JenkinsRule jenkins;

    /** Nothing in a JWT is encoded otherwise in a form. */
    private static final Pattern ASSERTION = Pattern.compile("client_assertion=([^&]*)");

    private static final String IDENTITY = "99999999-8888-7777-6666-555555555555";
    private static final ThrowawayCertificate CERTIFICATE = Identities.certificate(Duration.ofDays(1));
    private static final TokenIssuer ISSUER = new TokenIssuer("https://issuer.example");

    private final Set<String> otherSecrets = new LinkedHashSet<>();
    private PortalSimulator portal;
    private LogRecorder records;

    @TempDir
    private Path elsewhere;

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
        records = new LogRecorder()
                .quiet()
                .record("io.jenkins.plugins.azuremarketplace", Level.FINE)
                .record("okhttp3", Level.FINE)
                .record("okhttp3.OkHttpClient", Level.FINE)
                .record("okhttp3.internal", Level.FINE)
                .record("com.cloudbees.plugins.credentials", Level.FINE)
                .record("", Level.INFO)
                .capture(100_000);
        portal = PortalSimulator.start();
        portal.secret(SECRET);
        portal.publicationTakes(Duration.ofMillis(500));
        SimulatedPortal.configure(portal);
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().clear();
        provider.getCredentials().add(SimulatedPortal.credentials(SimulatedPortal.CREDENTIALS, SECRET));
        provider.save();
    }

    @AfterEach
    void closePortal() {
        portal.close();
        records.close();
        EnvVars.masterEnvVars.keySet().removeIf(name -> name.startsWith("AZURE_") || name.startsWith("IDENTITY_"));
    }

    @Test
    void aPublicationLeavesNeitherSecretNorTokenBehind() throws Exception {
        portal.hold();
        WorkflowRun run = start("""
                def live = marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true
                sleep time: 100, unit: 'MILLISECONDS'
                echo "result: ${live} ${live.operationUrl}"
                """);
        await().until(() -> portal.requests(Call.OPERATION), greaterThanOrEqualTo(1));
        assertThat(names(filesWith(run.getRootDir().toPath(), "contoso-offer")), hasItems("build.xml", "program.dat"));
        assertNothingShows(run);

        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(filesWith(run.getRootDir().toPath(), "contoso-offer"), is(not(empty())));
        assertNothingShows(run);
    }

    /** Ways to prove an application without a secret of its own. */
    enum Way {
        CERTIFICATE,
        SECRET_TEXT,
        SECRET_FILE,
        POD,
        MANAGED_IDENTITY;

        /** So that the authority can be made to repeat what it will be presented. */
        boolean isTheSameEachTime() {
            return this != CERTIFICATE && this != MANAGED_IDENTITY;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPresentedInsteadOfASecretIsNotLeftBehind(Way way) throws Exception {
        Credentials credentials = prepare(way);

        WorkflowRun good = end(Result.SUCCESS);
        portal.next(
                Call.TOKEN,
                Fault.answer(
                        401,
                        "application/json",
                        "{\"error\": \"invalid_client\", \"error_description\": \"AADSTS700027: Not “"
                                + (way.isTheSameEachTime() ? presented().get(0) : "this") + "”.\"}"));
        portal.revokeTokens();
        WorkflowRun bad = end(Result.FAILURE);

        jenkins.assertLogContains("AADSTS700027", bad);
        for (String assertion : presented()) {
            otherSecrets.add(assertion);
            otherSecrets.addAll(List.of(assertion.split("\\.")));
        }
        assertThat(otherSecrets.size(), is(greaterThanOrEqualTo(4)));
        assertNothingShows(good);
        assertNothingShows(bad);
        String words = MarketplaceCredentials.resolve(
                        (StandardCredentials) credentials,
                        new PrincipalContext(good, null, portal.authority().toString()))
                + credentials.toString();
        for (String form : forms()) {
            assertThat(words, not(containsString(form)));
        }
    }

    private Credentials prepare(Way way) throws Exception {
        String id = SimulatedPortal.CREDENTIALS;
        portal.publish(ISSUER);
        portal.trust(ISSUER.name(), "subject", Identities.AUDIENCE);
        portal.register(CERTIFICATE.certificate());
        String token = Identities.token(ISSUER, "subject");
        Credentials credentials =
                switch (way) {
                    case CERTIFICATE -> {
                        otherSecrets.add(Identities.PASSWORD);
                        // Without what all keys have in common at their beginning.
                        otherSecrets.add(Base64.getEncoder()
                                .encodeToString(CERTIFICATE.key().getEncoded())
                                .substring(100, 400));
                        Identities.put(Identities.keyStore("named", CERTIFICATE));
                        yield Identities.byCertificate(id, "named");
                    }
                    case SECRET_TEXT -> {
                        Identities.put(Identities.text("named", token));
                        yield Identities.byToken(id, "named");
                    }
                    case SECRET_FILE -> {
                        Identities.put(Identities.file("named", token));
                        yield Identities.byToken(id, "named");
                    }
                    case POD -> {
                        EnvVars.masterEnvVars.put(
                                "AZURE_FEDERATED_TOKEN_FILE",
                                Files.writeString(elsewhere.resolve("token"), token)
                                        .toString());
                        yield Identities.byWorkload(id);
                    }
                    case MANAGED_IDENTITY -> {
                        portal.managedIdentity(IDENTITY);
                        otherSecrets.add(portal.identityHeader());
                        EnvVars.masterEnvVars.put(
                                "IDENTITY_ENDPOINT",
                                portal.authority().resolve("msi/token").toString());
                        EnvVars.masterEnvVars.put("IDENTITY_HEADER", portal.identityHeader());
                        WorkloadIdentityCredentials workload = Identities.byWorkload(id);
                        workload.setManagedIdentityClientId(IDENTITY);
                        yield workload;
                    }
                };
        Identities.put(credentials);
        return credentials;
    }

    /** The assertions of all requests for a token. */
    private List<String> presented() {
        return portal.requests().stream()
                .filter(request -> request.call() == Call.TOKEN)
                .map(request -> ASSERTION.matcher(request.body()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void aFailedPublicationLeavesNeitherSecretNorTokenBehind() throws Exception {
        portal.endsWith("failed", "The logo is missing.");

        WorkflowRun run = end(Result.FAILURE);

        jenkins.assertLogContains("The logo is missing.", run);
        assertNothingShows(run);
    }

    @Test
    void troubleOnTheWayShowsNeitherSecretNorToken() throws Exception {
        portal.next(Call.TOKEN, Fault.answer(503), Fault.none());
        portal.next(Call.OPERATION, Fault.staleToken(), Fault.drop(), Fault.html(502), Fault.garbage());

        WorkflowRun run = end(Result.SUCCESS);

        assertNothingShows(run);
    }

    @Test
    void aServiceThatRepeatsTokenAndSecretIsNotQuoted() throws Exception {
        end(Result.SUCCESS);
        String echo = portal.currentToken() + " and " + SECRET;
        portal.next(
                Call.SUBMIT,
                Fault.answer(400, "text/plain", "The request had the token " + echo + "."),
                Fault.answer(403, "application/json", "{\"error\": {\"message\": \"Bad token " + echo + "\"}}"));

        for (int i = 0; i < 2; i++) {
            WorkflowRun run = end(Result.FAILURE);
            jenkins.assertLogContains("****", run);
            assertNothingShows(run);
        }
    }

    @Test
    void anAuthorityThatRepeatsTheSecretIsNotQuoted() throws Exception {
        portal.next(
                Call.TOKEN,
                Fault.answer(
                        401,
                        "application/json",
                        "{\"error\": \"invalid_client\", \"error_description\":"
                                + " \"AADSTS7000215: Invalid client secret '" + SECRET + "'.\"}"));

        WorkflowRun run = end(Result.FAILURE);

        jenkins.assertLogContains("AADSTS7000215", run);
        assertThat(visible(run), is(empty()));
    }

    @Test
    void theResultHoldsNeitherSecretNorToken() throws Exception {
        WorkflowRun run = end(Result.SUCCESS);
        PublicationRecord entry =
                run.getAction(BuildPublicationsAction.class).records().get(0);
        PublicationResult result =
                new PublicationResult(entry.publication(), entry.publication().outcome());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(result);
            out.writeObject(entry);
        }

        for (String form : forms()) {
            assertThat(contains(bytes.toByteArray(), form), is(false));
            assertThat(result.toString(), not(containsString(form)));
        }
    }

    /** Otherwise the other tests prove nothing. */
    @Test
    void theSearchFindsEveryForm() throws Exception {
        end(Result.SUCCESS);
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        List<byte[]> hidden = List.of(
                secret,
                SECRET.getBytes(StandardCharsets.UTF_16BE),
                Base64.getEncoder().encode(secret),
                Base64.getEncoder().encode(("id:" + SECRET).getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder().encode(("a:" + SECRET + "!").getBytes(StandardCharsets.UTF_8)),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8),
                portal.currentToken().getBytes(StandardCharsets.UTF_8));
        Set<Path> written = new LinkedHashSet<>();
        for (byte[] content : hidden) {
            written.add(Files.write(elsewhere.resolve("file-" + written.size()), content));
        }

        Set<Path> found = new LinkedHashSet<>();
        for (String form : forms()) {
            found.addAll(filesWith(elsewhere, form));
        }
        assertThat(found, is(written));
    }

    private void assertNothingShows(WorkflowRun run) throws Exception {
        assertThat(portal.tokensIssued(), is(greaterThanOrEqualTo(1)));
        assertThat(visible(run), is(empty()));
    }

    /** Where in JENKINS_HOME, the console and the log records one of the forms shows. */
    private List<String> visible(WorkflowRun run) throws IOException {
        List<String> places = new ArrayList<>();
        String console = String.join("\n", run.getLog(10_000));
        SimpleFormatter formatter = new SimpleFormatter();
        for (String form : forms()) {
            filesWith(jenkins.jenkins.getRootDir().toPath(), form).forEach(file -> places.add(file + ": " + form));
            if (console.contains(form)) {
                places.add("console: " + form);
            }
            for (LogRecord record : records.getRecords()) {
                String text = formatter.formatMessage(record)
                        + Arrays.toString(record.getParameters())
                        + (record.getThrown() == null ? "" : Functions.printThrowable(record.getThrown()));
                if (text.contains(form)) {
                    places.add("log of " + record.getLoggerName() + ": " + form);
                }
            }
        }
        return places;
    }

    /** The secret and the newest token, in clear and as headers, forms and archives would hold them. */
    private Set<String> forms() {
        Set<String> forms = new LinkedHashSet<>();
        Set<String> values = new LinkedHashSet<>(otherSecrets);
        values.add(SECRET);
        if (portal.currentToken() != null) {
            values.add(portal.currentToken());
        }
        for (String value : values) {
            forms.add(value);
            forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
            forms.add(value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
            forms.addAll(base64(value));
        }
        return forms;
    }

    /** Whatever stands before and after the value: base64 has three alignments, and loses a character at each end. */
    private static Set<String> base64(String value) {
        Set<String> forms = new LinkedHashSet<>();
        for (int before = 0; before < 3; before++) {
            byte[] bytes = ("x".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
            int whole = bytes.length / 3 * 3;
            byte[] complete = Arrays.copyOf(bytes, whole);
            int skipped = before == 0 ? 0 : 4;
            forms.add(Base64.getEncoder().encodeToString(complete).substring(skipped));
            forms.add(Base64.getUrlEncoder().encodeToString(complete).substring(skipped));
        }
        return forms;
    }

    /** Files may come and go meanwhile. */
    private static List<Path> filesWith(Path directory, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                return below.endsWith("plugins") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (contains(read(file), text)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return found;
    }

    private static boolean contains(byte[] content, String text) {
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)
                .map(charset -> new String(text.getBytes(charset), StandardCharsets.ISO_8859_1))
                .anyMatch(bytes::contains);
    }

    private static byte[] read(Path file) throws IOException {
        try {
            byte[] content = Files.readAllBytes(file);
            boolean packed = content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
            return packed ? new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes() : content;
        } catch (NoSuchFileException goneMeanwhile) {
            return new byte[0];
        }
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(file -> file.getFileName().toString()).toList();
    }

    private static WorkflowRun end(Result result) throws Exception {
        WorkflowRun run = start("marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true");
        return jenkins.assertBuildStatus(result, jenkins.waitForCompletion(run));
    }

    private static WorkflowRun start(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
