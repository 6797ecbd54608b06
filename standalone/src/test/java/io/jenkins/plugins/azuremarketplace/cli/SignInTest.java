package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in from the command line; the simulator checks for real what is presented. */
@Timeout(60)
class SignInTest {

    private static final String PASSWORD = "p4ssw0rd-of-the-certificate";
    private static final String IDENTITY = "99999999-8888-7777-6666-555555555555";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final Instant NOW = Instant.now();
    private static final ThrowawayCertificate CERTIFICATE = valid(Duration.ofDays(90));
    private static final TokenIssuer ISSUER = new TokenIssuer("https://jenkins.example/oidc");

    private final CommandRun command = new CommandRun();

    @TempDir
    private Path directory;

    private static ThrowawayCertificate valid(Duration time) {
        return ThrowawayCertificate.valid(NOW.minusSeconds(60), NOW.plus(time));
    }

    @BeforeEach
    void prepare() throws IOException {
        command.secretInEnvironment = null;
        command.simulator.hold();
        command.simulator.register(CERTIFICATE.certificate());
        command.simulator.trust(ISSUER.name(), "job", AUDIENCE);
        command.simulator.publish(ISSUER);
        Files.write(directory.resolve("p12"), CERTIFICATE.pkcs12(PASSWORD.toCharArray()));
        Files.write(directory.resolve("open.p12"), CERTIFICATE.pkcs12(new char[0]));
        Files.writeString(directory.resolve("pem"), CERTIFICATE.pem());
        Files.writeString(directory.resolve("jwt"), ISSUER.token("job", AUDIENCE, NOW, Duration.ofHours(1)));
        Files.writeString(directory.resolve("other.jwt"), ISSUER.token("jobs", AUDIENCE, NOW, Duration.ofHours(1)));
        Files.writeString(directory.resolve("text"), "hunter2");
    }

    @AfterEach
    void close() {
        command.close();
    }

    /** In which DIR and URL stand for what a test has, in variables as well. */
    private String filled(String text) {
        return text.replace("DIR", directory.toString())
                .replace("URL", command.simulator.authority().toString())
                .replace("HEADER", command.simulator.identityHeader())
                .replace("SECRET", CommandRun.SECRET);
    }

    private void environment(String variables) {
        for (String variable : variables.split(" ")) {
            if (!variable.isEmpty()) {
                String[] parts = variable.split("=", 2);
                command.environment.put(parts[0], filled(parts[1]));
            }
        }
    }

    private String[] words(String options) {
        return Stream.of(filled(options).split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    private void nothingIsRevealed(String output) throws IOException {
        for (String file : List.of("jwt", "other.jwt")) {
            for (String part : Files.readString(directory.resolve(file)).split("\\.")) {
                assertThat(output, not(containsString(part)));
            }
        }
        String key = Base64.getEncoder().encodeToString(CERTIFICATE.key().getEncoded());
        assertThat(output, not(containsString(key.substring(100, 150))));
        assertThat(output, not(containsString("eyJ")));
        assertThat(output, not(containsString(PASSWORD)));
        assertThat(output, not(containsString("hunter2")));
        assertThat(output, not(containsString(command.simulator.identityHeader())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--certificate DIR/p12 | MARKETPLACE_CERTIFICATE_PASSWORD=" + PASSWORD,
                "--certificate DIR/open.p12 | ''",
                "--certificate DIR/pem | ''",
                "--certificate DIR/pem | MARKETPLACE_CLIENT_SECRET=wrong AZURE_CLIENT_SECRET=wrong",
                "--federated-token-file DIR/jwt | AZURE_FEDERATED_TOKEN_FILE=DIR/other.jwt",
                "--managed-identity | AZURE_POD_IDENTITY_AUTHORITY_HOST=URL",
                "--managed-identity " + IDENTITY + " | AZURE_POD_IDENTITY_AUTHORITY_HOST=URL",
                "--managed-identity " + IDENTITY + " | IDENTITY_ENDPOINT=URL/msi/token IDENTITY_HEADER=HEADER",
                "'' | AZURE_FEDERATED_TOKEN_FILE=DIR/jwt",
                "'' | AZURE_FEDERATED_TOKEN_FILE=DIR/jwt AZURE_CLIENT_SECRET=",
                "'' | AZURE_CLIENT_SECRET=SECRET",
                "'' | MARKETPLACE_CLIENT_SECRET=SECRET AZURE_CLIENT_SECRET=wrong AZURE_FEDERATED_TOKEN_FILE=DIR/text",
                "'' | MARKETPLACE_CLIENT_SECRET= AZURE_CLIENT_SECRET=SECRET"
            })
    void goesLiveInEachWay(String options, String variables) throws IOException {
        command.simulator.managedIdentity(IDENTITY);
        environment(variables);
        command.secretInEnvironment = command.environment.get("MARKETPLACE_CLIENT_SECRET");

        try (LogCapture log = new LogCapture()) {
            assertThat(command.goLive(words(options)), is(0));
            assertThat("the libraries tell of what they do", log.text(), containsString("okhttp3"));
            nothingIsRevealed(log.text());
            assertThat(log.text(), not(containsString(CommandRun.SECRET)));
        }

        nothingIsRevealed(command.out() + command.err());
        assertThat(command.err(), is(""));
        assertThat(command.simulator.accepted(), is(1));
    }

    @Test
    void asksTheTerminalForThePasswordOfTheCertificate() {
        command.typedSecret = PASSWORD;

        assertThat(command.goLive(words("--certificate DIR/p12")), is(0));
    }

    @Test
    void waitsForWhatWasStartedInAnotherWay() {
        command.goLive(words("--certificate DIR/pem"));
        command.simulator.release();

        assertThat(command.waitFor(command.location(), words("--federated-token-file DIR/jwt")), is(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--certificate DIR/missing | '' | There is no such file.",
                "--certificate DIR | '' | The file can't be read.",
                "--certificate DIR/p12 | '' | set the environment variable MARKETPLACE_CERTIFICATE_PASSWORD",
                "--certificate DIR/p12 | MARKETPLACE_CERTIFICATE_PASSWORD=x | The password of the key store is wrong.",
                "--certificate DIR/text | '' | The key store can't be opened",
                "--certificate DIR/jwt | '' | The key store can't be opened",
                "--federated-token-file DIR/missing | '' | does not exist.",
                "--federated-token-file DIR/text | '' | The federated token is no signed JWT.",
                "--federated-token-file DIR/pem | '' | The federated token is no signed JWT.",
                "'' | AZURE_FEDERATED_TOKEN_FILE=DIR/missing | AZURE_FEDERATED_TOKEN_FILE: The file “",
                "'' | AZURE_FEDERATED_TOKEN_FILE=DIR/jwt AZURE_CLIENT_SECRET=x | and both are set.",
                "--managed-identity a/b | '' | The client id “a/b” of the managed identity is not valid",
                "--managed-identity | IDENTITY_ENDPOINT=URL | Azure Arc has no user-assigned identities",
                "--certificate DIR/pem --managed-identity | '' | one way to sign in: --certificate or --managed-identity.",
                "--certificate DIR/pem --federated-token-file DIR/jwt | '' | --certificate or --federated-token-file.",
                "--certificate-password x | '' | taken from the environment variable MARKETPLACE_CERTIFICATE_PASSWORD"
            })
    void endsWithTwoWhereNothingCanBePresented(String options, String variables, String complaint) throws IOException {
        environment(variables);

        assertThat(command.goLive(words(options)), is(2));

        command.assertIsOneError(complaint);
        nothingIsRevealed(command.err());
        assertThat(command.simulator.requests().size(), is(0));
    }

    @Test
    void endsWithTwoWhereTheSimulatorHasItsOwnSecret() {
        assertThat(command.run("golive", "--simulate", "--managed-identity", "--certificate", "x"), is(2));
        command.assertIsOneError("--simulate brings its own secret: leave --certificate and --managed-identity out.");
    }

    @Test
    void endsWithThreeWhereTheTokenIsOfAnother() throws IOException {
        assertThat(command.goLive(words("--federated-token-file DIR/other.jwt")), is(3));

        command.assertIsOneError(
                "AADSTS700213",
                "the issuer “https://jenkins.example/oidc”, the subject “jobs” and the audience “" + AUDIENCE + "”");
        nothingIsRevealed(command.err());
        assertThat(command.simulator.requests(Call.SUBMIT), is(0));
    }

    @Test
    void endsWithThreeWhereTheCertificateIsNotRegistered() throws IOException {
        Files.writeString(directory.resolve("pem"), valid(Duration.ofDays(90)).pem());

        assertThat(command.goLive(words("--certificate DIR/pem")), is(3));

        command.assertIsOneError("AADSTS700027", "Presented was a certificate with the thumbprint ");
    }

    @Test
    void endsWithThreeWhereTheMachineHasNoSuchIdentity() {
        environment("AZURE_POD_IDENTITY_AUTHORITY_HOST=URL");

        assertThat(command.goLive(words("--managed-identity " + IDENTITY)), is(3));

        command.assertIsOneError("it answered 400. Identity not found.", "is assigned to this machine");
    }

    @Test
    void outlastsAMachineThatIsBusy() {
        command.simulator.managedIdentity(IDENTITY);
        command.simulator.next(Call.IDENTITY, Fault.answer(404), Fault.answer(503));
        environment("AZURE_POD_IDENTITY_AUTHORITY_HOST=URL");

        assertThat(command.goLive(words("--managed-identity")), is(0));

        assertThat(command.simulator.requests(Call.IDENTITY), is(greaterThan(2)));
    }

    @Test
    void warnsOfACertificateThatIsAboutToExpire() throws IOException {
        ThrowawayCertificate old = valid(Duration.ofDays(29));
        command.simulator.register(old.certificate());
        Files.writeString(directory.resolve("pem"), old.pem());

        assertThat(command.goLive(words("--certificate DIR/pem")), is(0));

        assertThat(
                command.err(),
                allOf(startsWith("Warning: Replace the certificate "), containsString(": it is valid until ")));
    }

    @Test
    void takesTheRestFromTheVariablesOfAzure() {
        environment("AZURE_TENANT_ID=fabrikam.example AZURE_CLIENT_ID=from-azure AZURE_AUTHORITY_HOST=URL/"
                + " AZURE_FEDERATED_TOKEN_FILE=DIR/jwt");

        assertThat(command.run(words("golive --publisher contoso --offer vm --endpoint URL")), is(0));

        assertThat(token().get("path"), is("/fabrikam.example/oauth2/v2.0/token"));
        assertThat(token().get("client"), is("from-azure"));
    }

    @Test
    void prefersTheOptionsToTheVariablesOfAzure() {
        environment("AZURE_TENANT_ID=fabrikam.example AZURE_CLIENT_ID=from-azure AZURE_AUTHORITY_HOST=https://x.invalid");

        assertThat(command.goLive(words("--certificate DIR/pem")), is(0));

        assertThat(token().get("path"), is("/contoso.onmicrosoft.com/oauth2/v2.0/token"));
        assertThat(token().get("client"), is("11111111-2222-3333-4444-555555555555"));
    }

    private Map<String, String> token() {
        return command.simulator.requests().stream()
                .filter(request -> request.call() == Call.TOKEN)
                .findFirst()
                .map(request -> Map.of(
                        "path",
                        request.path(),
                        "client",
                        request.body().replaceFirst(".*client_id=([^&]*).*", "$1")))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void takesAnEmptyVariableForNone(String nothing) {
        command.environment.put("AZURE_TENANT_ID", nothing);
        command.environment.put("AZURE_CLIENT_ID", nothing);

        assertThat(command.run("golive", "--publisher", "contoso", "--offer", "vm"), is(2));
        command.assertIsOneError("Missing: --tenant, --client-id.");
    }
}
