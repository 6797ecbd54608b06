package io.jenkins.plugins.azuremarketplace.api.federation;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedIdentityTest {

    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final String CLIENT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    private static final String HEADER = "853b9a84-5bfa-4b22-a3f3-0b9a43d9ad8a";

    private final ScriptedServer machine = new ScriptedServer();
    private final Map<String, String> environment = new HashMap<>();

    @AfterEach
    void close() {
        machine.close();
    }

    private ManagedIdentity virtualMachine(String clientId) {
        environment.put("AZURE_POD_IDENTITY_AUTHORITY_HOST", machine.url());
        return ManagedIdentity.of(environment::get, clientId, AUDIENCE);
    }

    private ManagedIdentity app() {
        environment.put("IDENTITY_ENDPOINT", machine.url() + "/msi/token");
        environment.put("IDENTITY_HEADER", HEADER);
        return ManagedIdentity.of(environment::get, CLIENT, AUDIENCE);
    }

    private static ScriptedServer.Answer token(String value) {
        return answer(200, """
                {"access_token": "%s", "expires_in": "3599", "expires_on": "1506484173", "token_type": "Bearer"}""".formatted(value));
    }

    @Test
    void asksAVirtualMachine() throws Exception {
        machine.on("", token("one"));

        assertThat(virtualMachine(CLIENT).assertion(null), is("one"));

        ScriptedServer.Received request = machine.received().get(0);
        assertThat(
                request.line(),
                is("GET /metadata/identity/oauth2/token?api-version=2018-02-01"
                        + "&resource=api%3A%2F%2FAzureADTokenExchange&client_id=" + CLIENT + " HTTP/1.1"));
        assertThat(request.header("Metadata"), is("true"));
        assertThat(request.header("X-IDENTITY-HEADER"), is(nullValue()));
    }

    @Test
    void asksAnApp() throws Exception {
        machine.on("", token("one"));

        assertThat(app().assertion(Duration.ofSeconds(10)), is("one"));

        ScriptedServer.Received request = machine.received().get(0);
        assertThat(
                request.line(),
                is("GET /msi/token?api-version=2019-08-01&resource=api%3A%2F%2FAzureADTokenExchange&client_id=" + CLIENT
                        + " HTTP/1.1"));
        assertThat(request.header("X-IDENTITY-HEADER"), is(HEADER));
        assertThat(request.header("Metadata"), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\ufeff"})
    void needsNoNameForTheOnlyOne(String nothing) throws Exception {
        machine.on("", token("one"));

        virtualMachine(nothing).assertion(null);

        assertThat(machine.received().get(0).line(), not(containsString("client_id")));
    }

    @Test
    void isAskedForATokenEachTime() throws Exception {
        machine.on("", token("one"), token("two"));
        ManagedIdentity identity = virtualMachine(CLIENT);

        assertThat(identity.assertion(null), is("one"));
        assertThat(identity.assertion(null), is("two"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, TOKEN_REFUSED",
        "401, TOKEN_REFUSED",
        "403, TOKEN_REFUSED",
        "302, TOKEN_REFUSED",
        "404, TOKEN_UNAVAILABLE",
        "410, TOKEN_UNAVAILABLE",
        "429, TOKEN_UNAVAILABLE",
        "500, TOKEN_UNAVAILABLE",
        "503, TOKEN_UNAVAILABLE",
        "200, TOKEN_UNAVAILABLE"
    })
    void tellsARefusalFromWhatPasses(int status, Kind kind) {
        machine.on("", answer(status, """
                {"error": "invalid_request", "error_description": "Identity not found"}"""));

        MarketplaceException failure = failureOf(() -> virtualMachine(CLIENT).assertion(null));

        assertThat(failure.kind(), is(kind));
        assertThat(failure.status(), is(status));
        assertThat(failure.provesNothingAccepted(), is(true));
        assertThat(failure.getMessage(), startsWith("No token of the managed identity from 127.0.0.1: "));
        if (status != 200) {
            assertThat(failure.getMessage(), containsString("it answered " + status + ". Identity not found. "));
        }
    }

    @Test
    void leavesABusyMachineAlone() {
        machine.on("", answer(429, "").with("Retry-After", "5"));

        assertThat(failureOf(() -> virtualMachine(CLIENT).assertion(null)).retryAfter(), is(Duration.ofSeconds(5)));
    }

    @Test
    void neverRepeatsTheSecretOfTheApp() {
        machine.on("", answer(401, "{\"statusCode\": 401, \"message\": \"Bad header " + HEADER + "\"}"));

        MarketplaceException failure = failureOf(() -> app().assertion(null));

        assertThat(failure.getMessage(), allOf(containsString("Bad header ****"), not(containsString(HEADER))));
        assertThat(app().toString() + app().identity(), not(containsString(HEADER)));
    }

    @Test
    void isUnavailableWhereNobodyAnswers() {
        ManagedIdentity identity = virtualMachine(CLIENT);
        machine.close();

        MarketplaceException failure = failureOf(() -> identity.assertion(null));

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.getMessage(), containsString("Is this a machine or an app of Azure that has one?"));
    }

    @Test
    void takesNoLongerThanItMay() {
        machine.on("", machine.silence());

        MarketplaceException failure = failureOf(() -> virtualMachine(CLIENT).assertion(Duration.ofMillis(200)));

        assertThat(failure.kind(), is(Kind.TOKEN_UNAVAILABLE));
        assertThat(failure.getMessage(), containsString("it took too long"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "IDENTITY_ENDPOINT=http://localhost/msi | IDENTITY_HEADER is not",
                "IDENTITY_ENDPOINT=http://localhost/msi IMDS_ENDPOINT=http://localhost | Azure Arc has no user-assigned",
                "IDENTITY_ENDPOINT=https://localhost IDENTITY_HEADER=x IDENTITY_SERVER_THUMBPRINT=y | Service Fabric",
                "IDENTITY_ENDPOINT=ftp://localhost IDENTITY_HEADER=x | IDENTITY_ENDPOINT can't be used",
                "IDENTITY_ENDPOINT=http://me:pass@host/ IDENTITY_HEADER=x | “****@host/” is no URL",
                "IDENTITY_ENDPOINT=http://localhost IDENTITY_HEADER=ä | other characters than ASCII",
                "AZURE_POD_IDENTITY_AUTHORITY_HOST=here | AZURE_POD_IDENTITY_AUTHORITY_HOST can't be used"
            })
    void isRefusedWhereThereCanBeNone(String variables, String complaint) {
        for (String variable : variables.split(" ")) {
            environment.put(variable.split("=")[0], variable.split("=")[1]);
        }

        assertThat(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ManagedIdentity.of(environment::get, CLIENT, AUDIENCE))
                        .getMessage(),
                containsString(complaint));
    }

    @Test
    void hasAGuid() {
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> virtualMachine("a b"))
                        .getMessage(),
                is("The client id “a b” of the managed identity is not valid: a GUID is expected."));
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com, api://AzureADTokenExchange",
        "https://login.microsoftonline.us, api://AzureADTokenExchangeUSGov",
        "https://login.chinacloudapi.cn, api://AzureADTokenExchangeChina",
        "https://login.partner.microsoftonline.cn, api://AzureADTokenExchangeChina",
        "http://127.0.0.1:8085, api://AzureADTokenExchange"
    })
    void makesTokensForTheCloudOfTheAuthority(String authority, String audience) {
        assertThat(FederationAudience.of(HttpUrl.get(authority)), is(audience));
    }
}
