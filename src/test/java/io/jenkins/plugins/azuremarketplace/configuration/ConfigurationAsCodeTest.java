package io.jenkins.plugins.azuremarketplace.configuration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.casc.CredentialsRootConfigurator;
import hudson.ExtensionList;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.credentials.ApplicationCertificateCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.ApplicationCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.FederatedTokenCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.WorkloadIdentityCredentials;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.SecretSource;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationAsCodeTest {

    private static final String SECRET = "only the vault knows";
    private static final String IMPORT = "configuration-as-code.yaml";

    private static JenkinsRule jenkins;

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
    void forgetEverything() throws Exception {
        SimulatedPortal.configure("http://127.0.0.1:1", "http://127.0.0.1:1");
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @Test
    void importsConfigurationAndCredentials() throws Exception {
        configure(Util.toStringFromYamlFile(this, IMPORT));

        assertImported();
    }

    @Test
    void exportsWhatItImports() throws Exception {
        configure(Util.toStringFromYamlFile(this, IMPORT));

        String exported = export();

        assertThat(exported, not(containsString(SECRET)));
        assertThat(mask(exported), is(Util.toStringFromYamlFile(this, "configuration-as-code-export.yaml")));
    }

    @Test
    void importsWhatItExports() throws Exception {
        configure(Util.toStringFromYamlFile(this, IMPORT));
        String exported = export();
        forgetEverything();

        configure(exported);

        assertImported();
        assertThat(mask(export()), is(mask(exported)));
    }

    @Test
    void carriesWhatIsNoDefaultBothWays() throws Exception {
        configure("""
            unclassified:
              azureMarketplace:
                ingestionVersion: "2022-07-01"
                ingestionProductVersion: "2026-04-01-preview1"
                scope: "https://graph.microsoft.us/.default"
            """);
        String exported = export();
        forgetEverything();

        configure(exported);

        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        assertThat(configuration.getIngestionVersion(), is("2022-07-01"));
        assertThat(configuration.getIngestionProductVersion(), is("2026-04-01-preview1"));
        assertThat(configuration.getScope(), is("https://graph.microsoft.us/.default"));
        assertThat(mask(export()), is(mask(exported)));
    }

    /** Files of secrets end with a line break. */
    @Test
    void importsSecretAndIdsWithoutTheLineBreaksAroundThem() throws Exception {
        configure(Util.toStringFromYamlFile(this, IMPORT)
                .replace("${SECRET}", "${SECRET_FILE}")
                .replace(SimulatedPortal.TENANT, SimulatedPortal.TENANT + "\\n")
                .replace(SimulatedPortal.CLIENT, "\\uFEFF" + SimulatedPortal.CLIENT + " "));

        assertImported();
    }

    @Test
    void isPartOfTheSchema() throws Exception {
        JSONObject imported = Util.convertYamlFileToJson(this, IMPORT);
        // In the schema of Jenkins' own, a list of credentials is none.
        imported.remove("credentials");

        assertThat(Util.validateSchema(imported), is(empty()));
        imported.getJSONObject("unclassified").getJSONObject("azureMarketplace").put("endpoints", "");
        assertThat(Util.validateSchema(imported), is(not(empty())));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        endpoint: "http://cloudpartner.azure.com"  | “http://cloudpartner.azure.com” can’t be used
        authority: "https://a:b@login.example"     | “https://****@login.example” can’t be used
        ingestionProductVersion: "latest"          | “latest” is no version
        scope: "https://graph.microsoft.us"        | “https://graph.microsoft.us” is no scope
        scope: "https://a:b@graph.example/.default" | “https://****@graph.example/.default” is no scope
        tenantId: "no tenant"                      | “no tenant” is no tenant id
        pollIntervalSeconds: 0                     | from 1 to 3600
        timeoutMinutes: 43201                      | from 1 to 43200
        onConflict: "override"                     | use “fail”, “wait” or “attach”
        """)
    void refusesValuesThatCannotBeUsed(String line, String complaint) {
        ConfiguratorException refusal = assertThrows(
                ConfiguratorException.class, () -> configure("unclassified:\n  azureMarketplace:\n    " + line + "\n"));

        Throwable reason = refusal;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        assertThat(reason.getMessage(), containsString(complaint));
    }

    private static void assertImported() {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        assertThat(configuration.getEndpoint(), is("https://cloudpartner.azure.com"));
        assertThat(configuration.getAuthority(), is("https://login.microsoftonline.com"));
        assertThat(configuration.getIngestionProductVersion(), is("2022-03-01-preview3"));
        assertThat(configuration.getScope(), is(nullValue()));
        assertThat(configuration.getCredentialsId(), is("partner-center"));
        assertThat(configuration.getPollIntervalSeconds(), is(300));
        assertThat(configuration.getTimeoutMinutes(), is(10080));
        ServicePrincipalCredentials credentials = (ServicePrincipalCredentials) imported(0);
        assertThat(credentials.getId(), is("partner-center"));
        assertThat(credentials.getScope(), is(CredentialsScope.GLOBAL));
        assertThat(credentials.getTenantId(), is(SimulatedPortal.TENANT));
        assertThat(credentials.getClientId(), is(SimulatedPortal.CLIENT));
        assertThat(credentials.getClientSecret().getPlainText(), is(SECRET));
        assertThat(((ApplicationCertificateCredentials) imported(1)).getCertificateId(), is("certificate"));
        assertThat(((FederatedTokenCredentials) imported(2)).getTokenId(), is("token"));
        assertThat(((WorkloadIdentityCredentials) imported(3)).getManagedIdentityClientId(), is(""));
        assertThat(((WorkloadIdentityCredentials) imported(3)).getTenantId(), is(""));
        assertThat(((WorkloadIdentityCredentials) imported(4)).getManagedIdentityClientId(), is("identity"));
        for (int i : new int[] {1, 2, 4}) {
            assertThat(((ApplicationCredentials) imported(i)).getTenantId(), is("contoso.onmicrosoft.com"));
            assertThat(((ApplicationCredentials) imported(i)).getClientId(), is("client"));
        }
    }

    private static Credentials imported(int index) {
        return SystemCredentialsProvider.getInstance().getCredentials().get(index);
    }

    private void configure(String yaml) throws Exception {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    /** The parts that are this plugin's. */
    private static String export() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode configuration = Util.getUnclassifiedRoot(context).get("azureMarketplace");
        CredentialsRootConfigurator credentials = ExtensionList.lookupSingleton(CredentialsRootConfigurator.class);
        Mapping unclassified = new Mapping();
        Mapping system = new Mapping();
        system.put(
                "system",
                credentials
                        .describe(credentials.getTargetComponent(context), context)
                        .asMapping()
                        .get("system"));
        unclassified.put("azureMarketplace", configuration);
        Mapping root = new Mapping();
        root.put("unclassified", unclassified);
        root.put("credentials", system);
        return Util.toYamlString(root);
    }

    private static String mask(String yaml) {
        return yaml.replaceAll("\"\\{[A-Za-z0-9+/=]+}\"", "\"{encrypted}\"");
    }

    @TestExtension
    public static class Vault extends SecretSource {
        @Override
        public Optional<String> reveal(String name) {
            return switch (name) {
                case "SECRET" -> Optional.of(SECRET);
                case "SECRET_FILE" -> Optional.of(SECRET + "\r\n");
                default -> Optional.empty();
            };
        }
    }
}
