package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UsageTest {

    private final CommandRun command = new CommandRun();

    @AfterEach
    void nothingWasSent() {
        assertThat(command.simulator.requests().size(), is(0));
        command.close();
    }

    @Test
    void namesAllThatIsMissing() {
        assertThat(command.run("golive"), is(2));
        command.assertIsOneError("Missing: --publisher, --offer, --tenant, --client-id.");
        assertThat(command.run("wait", "--tenant", "T"), is(2));
        command.assertIsOneError("Missing: --operation, --client-id.");
        assertThat(command.run(), is(2));
        command.assertIsOneError("Missing required subcommand", "--help");
    }

    @ParameterizedTest
    @CsvSource({
        "--publisher, con/toso, The publisher id",
        "--offer, .., The offer id",
        "--offer, '', The offer id is missing",
        "--tenant, a/../b, The tenant id",
        "--client-id, a b, The client id",
        "--endpoint, http://example.com, must begin with https://",
        "--endpoint, cloudpartner, is not a URL",
        "--authority, http://login.example.com, must begin with https://",
        "--authority, https://me:pass@login.example.com, must not contain a user name",
        "--ingestion-version, latest, The version “latest” is not valid",
        "--ingestion-version, 2022-07-01, '--ingestion-version: for --api product-ingestion alone.'",
        "--ingestion-product-version, 2022, The product version “2022” is not valid",
        "--schema-host, http://schema.example.com, must begin with https://",
        "--schema-host, https://schema.example.com, '--schema-host: for --api product-ingestion alone.'",
        "--scope, https://graph.microsoft.us, The scope “https://graph.microsoft.us” is not valid",
        "--poll-interval, 0, must be 1 to 3600 seconds",
        "--poll-interval, 3601, must be 1 to 3600 seconds",
        "--poll-interval, often, --poll-interval",
        "--timeout, 0, must be 1 to 2592000 seconds",
        "--timeout, 2592001, must be 1 to 2592000 seconds",
        "--timeout, 99999999999999999999, --timeout",
        "--on-conflict, cancel, 'expected one of fail, wait, attach, but was ''cancel'''",
        "--simulate, --wait, --simulate brings its own endpoint"
    })
    void refusesWhatCannotWorkBeforeAnythingIsSent(String option, String value, String complaint) {
        assertThat(command.run(with(option, value)), is(2));
        command.assertIsOneError(complaint);
    }

    /** A complete command line but for one option. */
    private String[] with(String option, String value) {
        String line = "golive --publisher contoso --offer vm --tenant T --client-id C --endpoint "
                + command.simulator.endpoint() + " --authority " + command.simulator.authority()
                + " --poll-interval 1 --timeout 60 --on-conflict fail";
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals(option)) {
                words[i + 1] = value;
                return words;
            }
        }
        return (line + " " + option + " " + value).split(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/api/operations/1",
                "//elsewhere.example/api/operations/1",
                "/api/publishers/contoso",
                "",
                "/api/operations/1 2"
            })
    void refusesForeignAndMalformedOperations(String operation) {
        assertThat(command.waitFor(operation), is(2));
        command.assertIsOneError("“" + operation + "”");
    }

    @Test
    void wantsASecret() {
        command.secretInEnvironment = "";
        assertThat(command.goLive(), is(2));
        command.assertIsOneError("There is no client secret: set the environment variable MARKETPLACE_CLIENT_SECRET");
    }

    @Test
    void repeatsNoSecretThatWasGivenAsAnArgument() {
        assertThat(command.goLive("--client-secret", CommandRun.SECRET), is(2));
        command.assertIsOneError("Unknown option '--client-secret'; the client secret is taken from the environment");
        assertThat(command.goLive("--client-secret=" + CommandRun.SECRET), is(2));
        assertThat(command.goLive("surplus"), is(2));
        command.assertIsOneError("Unexpected argument 'surplus'");
    }

    @Test
    void complainsAboutAPortThatCannotBeUsed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(command.run("simulate", "--port", String.valueOf(taken.getLocalPort())), is(2));
        }
        command.assertIsOneError("The simulator can't use port ");
        assertThat(command.run("simulate", "--port", "65536"), is(2));
        command.assertIsOneError("--port must be 1 to 65535.");
    }

    @Test
    void helpTellsEveryOptionItsDefaultTheExitCodesAndAnExample() {
        assertThat(command.run("golive", "--help"), is(0));
        assertThat(command.err(), is(""));
        for (String word : """
            --publisher --offer --tenant --client-id --endpoint --authority --wait --poll-interval --timeout
            --ingestion-version --ingestion-product-version --schema-host --scope
            --on-conflict --dry-run --simulate --verbose --json MARKETPLACE_CLIENT_SECRET Examples: Default:
            --certificate --federated-token-file --managed-identity MARKETPLACE_CERTIFICATE_PASSWORD
            AZURE_TENANT_ID AZURE_CLIENT_ID AZURE_CLIENT_SECRET AZURE_FEDERATED_TOKEN_FILE AZURE_AUTHORITY_HOST\
            """.split("\\s+")) {
            assertThat(command.out(), containsString(word));
        }
        assertThat(command.out(), containsString("Default: " + MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint()));
        assertThat(command.out(), containsString("or " + MarketplaceApi.DEFAULT_AUTHORITY));
        assertThat(command.out(), containsString("Default: " + MarketplaceApi.PRODUCT_INGESTION.defaultVersion()));
        for (int code : new int[] {0, 1, 2, 3, 4, 5, 6, 70, 130}) {
            assertThat(command.out(), containsString("\n  " + code + " "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "publish", "wait", "cancel", "simulate"})
    void everyCommandHasHelp(String name) {
        assertThat(command.run(name, "--help"), is(0));
        assertThat(command.out(), startsWith("Usage: java -jar marketplace-golive.jar " + name));
        assertThat(command.out(), containsString("Exit codes:"));
        assertThat(command.out(), containsString("Example"));
    }

    @Test
    void helpFitsATerminal() {
        command.run("golive", "--help");
        assertThat(command.out().lines().allMatch(line -> line.length() <= 80), is(true));
    }

    @Test
    void versionOfABuildFromSourceIsDevelopment() {
        assertThat(command.run("--version"), is(0));
        assertThat(command.out(), is("marketplace-golive development\n"));
    }

    @Test
    void anErrorOfOursIsOneLine() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal broken = new Terminal(
                stream,
                stream,
                name -> {
                    throw new IllegalStateException("two\nlines");
                },
                prompt -> null);
        int exitCode =
                new Main(broken).run("golive", "--publisher", "P", "--offer", "O", "--tenant", "T", "--client-id", "C");
        assertThat(exitCode, is(70));
        assertThat(
                err.toString(StandardCharsets.UTF_8),
                is("Error: Internal error: java.lang.IllegalStateException: two lines\n"));
        assertThat(err.toString(StandardCharsets.UTF_8), not(containsString("\tat ")));
    }
}
