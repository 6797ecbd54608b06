package io.jenkins.plugins.azuremarketplace.configuration;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MarketplaceConfigurationTest {

    private JenkinsRule jenkins;
    private PortalSimulator portal;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void everyFieldSurvivesTheFormAndARestart() throws Exception {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setTenantId("contoso.onmicrosoft.com");
        configuration.setTimeoutMinutes(90);
        configuration.setOnConflict("attach");
        configuration.setIngestionVersion("2022-07-01");
        configuration.setIngestionProductVersion("2026-04-01-preview1");
        configuration.setScope("https://graph.microsoft.us/.default");

        jenkins.configRoundtrip();

        configuration = new MarketplaceConfiguration();
        assertThat(configuration.getEndpoint(), is(portal.endpoint().toString()));
        assertThat(configuration.getAuthority(), is(portal.authority().toString()));
        assertThat(configuration.getTenantId(), is("contoso.onmicrosoft.com"));
        assertThat(configuration.getCredentialsId(), is(SimulatedPortal.CREDENTIALS));
        assertThat(configuration.getPollIntervalSeconds(), is(1));
        assertThat(configuration.getTimeoutMinutes(), is(90));
        assertThat(configuration.getOnConflict(), is("attach"));
        assertThat(configuration.getIngestionVersion(), is("2022-07-01"));
        assertThat(configuration.getIngestionProductVersion(), is("2026-04-01-preview1"));
        assertThat(configuration.getScope(), is("https://graph.microsoft.us/.default"));
    }

    @Test
    void theVersionsBelongToOneApiAndTheScopeToBoth() {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setIngestionVersion("2022-07-01");
        configuration.setIngestionProductVersion("2026-04-01-preview1");
        configuration.setScope("api://marketplace/.default");

        Endpoints ingestion = configuration.endpoints(MarketplaceApi.PRODUCT_INGESTION);
        assertThat(ingestion.version(), is("2022-07-01"));
        assertThat(ingestion.productVersion(), is("2026-04-01-preview1"));
        assertThat(ingestion.scope(), is("api://marketplace/.default"));
        Endpoints cloudPartnerPortal = configuration.endpoints(MarketplaceApi.CLOUD_PARTNER_PORTAL);
        assertThat(cloudPartnerPortal.version(), is("2017-10-31"));
        assertThat(cloudPartnerPortal.scope(), is("api://marketplace/.default"));
    }

    @Test
    void whereNoScopeIsChosenEachApiHasItsOwn() {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setScope(" ");

        assertThat(configuration.getScope(), nullValue());
        assertThat(
                configuration.endpoints(MarketplaceApi.PRODUCT_INGESTION).scope(),
                is("https://graph.microsoft.com/.default"));
        assertThat(
                configuration.endpoints(MarketplaceApi.CLOUD_PARTNER_PORTAL).scope(),
                is("https://cloudpartner.azure.com/.default"));
    }

    @Test
    void aChangedAddressCountsFromTheNextRequestOn() throws Exception {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        assertThat(host(configuration), is(portal.endpoint().getHost()));

        configuration.setEndpoint("https://one.example.com");
        assertThat(host(configuration), is("one.example.com"));

        write("""
            <io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration>
              <endpoint>https://two.example.com</endpoint>
            </io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration>
            """);
        configuration.load();
        assertThat(host(configuration), is("two.example.com"));
    }

    private static String host(MarketplaceConfiguration configuration) {
        return configuration
                .endpoints(MarketplaceApi.CLOUD_PARTNER_PORTAL)
                .api()
                .host();
    }

    @Test
    void aFieldThatIsClearedStandsForItsDefault() throws Exception {
        MarketplaceConfiguration.get().setIngestionProductVersion("2022-07-01");
        MarketplaceConfiguration.get().setScope("https://graph.microsoft.us/.default");
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            form.getInputByName("_.endpoint").setValue("");
            form.getInputByName("_.authority").setValue("");
            form.getInputByName("_.ingestionProductVersion").setValue("");
            form.getInputByName("_.scope").setValue("");
            form.getInputByName("_.pollIntervalSeconds").setValue("");
            form.getInputByName("_.timeoutMinutes").setValue(" ");
            jenkins.submit(form);
        }

        MarketplaceConfiguration configuration = new MarketplaceConfiguration();
        assertThat(configuration.getEndpoint(), is("https://cloudpartner.azure.com"));
        assertThat(configuration.getAuthority(), is("https://login.microsoftonline.com"));
        assertThat(configuration.getIngestionProductVersion(), is("2022-03-01-preview3"));
        assertThat(configuration.getScope(), nullValue());
        assertThat(configuration.getPollIntervalSeconds(), is(300));
        assertThat(configuration.getTimeoutMinutes(), is(10080));
    }

    @Test
    void aValueThatCannotBeUsedLeavesEverythingAsItWas() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            form.getInputByName("_.pollIntervalSeconds").setValue("77");
            form.getInputByName("_.endpoint").setValue("http://example.com");
            assertThrows(FailingHttpStatusCodeException.class, () -> jenkins.submit(form));
        }

        assertThat(
                MarketplaceConfiguration.get().getEndpoint(),
                is(portal.endpoint().toString()));
        assertThat(MarketplaceConfiguration.get().getPollIntervalSeconds(), is(1));
    }

    @Test
    void whatAnOlderVersionLeftBehindDoesNoHarm() throws Exception {
        write("""
            <io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration>
              <endpoint>https://example.com/api</endpoint>
              <pollIntervalSeconds>0</pollIntervalSeconds>
              <timeoutMinutes>99999999</timeoutMinutes>
              <onConflict>explode</onConflict>
              <tenantId>../..</tenantId>
              <retries class="no.such.Type"><deep>1</deep></retries>
            </io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration>
            """);

        MarketplaceConfiguration configuration = new MarketplaceConfiguration();

        assertThat(configuration.getEndpoint(), is("https://example.com/api"));
        assertThat(configuration.getPollIntervalSeconds(), is(300));
        assertThat(configuration.getTimeoutMinutes(), is(10080));
        assertThat(configuration.getOnConflict(), is("fail"));
        assertThat(configuration.getTenantId(), nullValue());
    }

    @Test
    void wordsInPlaceOfNumbersAndBrokenFilesDoNoHarm() throws Exception {
        write("""
            <io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration>
              <timeoutMinutes>a week</timeoutMinutes>
              <onConflict>wait</onConflict>
            </io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration>
            """);
        assertThat(new MarketplaceConfiguration().getTimeoutMinutes(), is(10080));

        write("<io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration><endpoint>");
        assertThat(new MarketplaceConfiguration().getEndpoint(), is("https://cloudpartner.azure.com"));

        write("");
        assertThat(new MarketplaceConfiguration().getOnConflict(), is("fail"));
    }

    @Test
    void theTestGetsAToken() {
        assertThat(
                test("", ""),
                is("OK: Connected: there is a token. Enter a publisher and an offer to test the access to them as"
                        + " well."));
        assertThat(portal.requests(Call.TOKEN), is(1));
    }

    @Test
    void theTestNeverRestsOnATokenFromBefore() {
        test("", "");
        portal.expireSecret();

        assertThat(test("", ""), containsString("ERROR: The authority refused a token."));
    }

    @Test
    void theTestReadsTheOfferAndPublishesNothing() {
        assertThat(
                test("contoso", "contoso-offer"),
                containsString("OK: Connected: contoso/contoso-offer can be read. It has no operations yet."));

        portal.foreignOperation("contoso", "contoso-offer", "publish");

        assertThat(test("contoso", "contoso-offer"), containsString("An operation (publish) is running"));
        portal.finish("contoso-offer", "failed", "x");
        assertThat(test("contoso", "contoso-offer"), containsString("Its last operation (publish) ended as FAILED"));
        assertThat(portal.accepted(), is(0));
        assertThat(portal.requests(Call.SUBMIT), is(0));
    }

    @Test
    void theTestHasASentencePerCause() {
        portal.unknownOffer("nothing");
        assertThat(
                test("contoso", "nothing"),
                containsString("ERROR: There is a token, but the service knows no such publisher or offer."));
        assertThat(test("contoso", ""), containsString("ERROR: The offer id is missing."));
        assertThat(test("con/toso", "x"), containsString("is not valid"));
        portal.forbid(true);
        assertThat(
                test("contoso", "contoso-offer"),
                containsString("ERROR: There is a token, but the service principal has no access"));
        portal.forbid(false);
        portal.outage(true);
        assertThat(
                test("contoso", "contoso-offer"),
                containsString("ERROR: There is a token, but the service did not give a usable answer."));
        portal.authorityOutage(true);
        assertThat(test("", ""), containsString("ERROR: The authority gave no token"));
        assertThat(
                test("http://127.0.0.1:9", portal.authority().toString(), "other"),
                containsString("no credentials with the id “other”"));
        assertThat(
                test("http://127.0.0.1:9", portal.authority().toString(), ""),
                containsString("Choose default credentials first"));
        portal.authorityOutage(false);
        assertThat(
                test("http://127.0.0.1:9", portal.authority().toString(), SimulatedPortal.CREDENTIALS),
                containsString("ERROR: There is a token, but the service could not be reached."));
        assertThat(
                test("ftp://example.com", portal.authority().toString(), SimulatedPortal.CREDENTIALS),
                containsString("ftp://example.com"));
    }

    @Test
    void theTestGoesByWhatIsTyped() throws Exception {
        MarketplaceConfiguration.get().setScope("https://graph.microsoft.us/.default");
        assertThat(testTyped("", "", "", ""), containsString("OK: Connected"));
        assertThat(
                "the simulator knows the scope of its API alone",
                testTyped("", "", "", "https://graph.microsoft.us/.default"),
                containsString("ERROR: There is a token, but the service does not accept it."));
        assertThat(testTyped("", "", "", "https://graph.microsoft.us"), containsString("ERROR: The scope “"));
        assertThat(testTyped("productIngestion", "latest", "", ""), containsString("ERROR: The version “latest”"));
        assertThat(
                testTyped("productIngestion", "", "latest", ""), containsString("ERROR: The product version “latest”"));
        assertThat("the other API has none", testTyped("", "latest", "latest", ""), containsString("OK: Connected"));
    }

    /** The button sends what is in the fields: nothing of it need be saved, and nothing that is saved counts. */
    @Test
    void theButtonTestsEveryFieldAsItIsTyped() throws Exception {
        MarketplaceConfiguration.get().setIngestionVersion("2025-01-01");
        try (IngestionSimulator ingestion = IngestionSimulator.start();
                JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.goTo("configure");
            HtmlForm form = page.getFormByName("config");
            await().until(() -> form.getSelectByName("_.api").getOptions().size() > 1);
            form.getSelectByName("_.api").setSelectedAttribute("productIngestion", true);
            type(form, "ingestionEndpoint", ingestion.endpoint().toString());
            type(form, "authority", ingestion.authority().toString());
            type(form, "ingestionVersion", "2022-07-01");
            type(form, "ingestionProductVersion", "2026-04-01-preview1");
            type(form, "testOffer", "contoso-offer");

            assertThat(answerOfTheButton(page), containsString("Connected: contoso-offer can be read."));
            assertThat(
                    ingestion.requests().stream()
                            .map(RecordedRequest::path)
                            .filter(path -> path.contains("version="))
                            .map(path -> path.replaceAll(".*version=", ""))
                            .toList(),
                    contains("2026-04-01-preview1", "2022-07-01"));

            for (String field : List.of("schemaHost", "scope", "ingestionVersion")) {
                type(form, field, "no " + field);
                assertThat(answerOfTheButton(page), containsString("no " + field));
                type(form, field, "");
            }
        }
        assertThat(portal.requests(), is(empty()));
        assertThat(MarketplaceConfiguration.get().getApi(), is("cloudPartnerPortal"));
    }

    /** A screen reader announces it; the form tags of Jenkins don't connect a field with the words above it. */
    @Test
    void everyFieldHasAName() throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlForm form = client.goTo("configure").getFormByName("config");
            assertThat(form.getInputByName("_.tenantId").getAttribute("aria-label"), is("Default tenant id"));
            assertThat(form.getInputByName("_.timeoutMinutes").getAttribute("aria-label"), not(""));
            assertThat(form.getSelectByName("_.onConflict").getAttribute("aria-label"), not(""));
        }
    }

    private static void type(HtmlForm form, String field, String value) {
        form.getInputByName("_." + field).setValue(value);
    }

    private static String answerOfTheButton(HtmlPage page) throws Exception {
        HtmlElement button = page.querySelector("[data-validate-button-method=testConnection]");
        DomElement status = button.getNextElementSibling();
        status.setTextContent("");
        HtmlElementUtil.click(button);
        await().until(() -> !status.getTextContent().isBlank());
        return status.getTextContent();
    }

    @Test
    void aTenantIsReadWithoutWhatIsInvisibleAroundIt() {
        MarketplaceConfiguration.get().setTenantId("\ufeffcontoso.example\r\n");

        assertThat(MarketplaceConfiguration.get().getTenantId(), is("contoso.example"));
    }

    @Test
    void aUserNameWithPasswordNeedsTheDefaultTenant() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "plain",
                        "",
                        "66666666-7777-8888-9999-000000000000",
                        SimulatedPortal.SECRET));

        FormValidation without = SimulatedPortal.testConnection(
                portal.endpoint().toString(), portal.authority().toString(), "", "plain", "", "");
        FormValidation with = SimulatedPortal.testConnection(
                portal.endpoint().toString(), portal.authority().toString(), "contoso.example\n", "plain", "", "");

        assertThat(without.getMessage(), containsString("tenant"));
        assertThat(with.kind, is(FormValidation.Kind.OK));
    }

    private String test(String publisher, String offer) {
        return sentence(SimulatedPortal.testConnection(
                portal.endpoint().toString(),
                portal.authority().toString(),
                "",
                SimulatedPortal.CREDENTIALS,
                publisher,
                offer));
    }

    private String test(String endpoint, String authority, String credentialsId) {
        return sentence(
                SimulatedPortal.testConnection(endpoint, authority, "", credentialsId, "contoso", "contoso-offer"));
    }

    /** With what is typed and need not be saved. */
    private String testTyped(String api, String ingestionVersion, String productVersion, String scope) {
        return sentence(MarketplaceConfiguration.get()
                .doTestConnection(
                        api,
                        portal.endpoint().toString(),
                        portal.endpoint().toString(),
                        ingestionVersion,
                        productVersion,
                        "",
                        portal.authority().toString(),
                        scope,
                        "",
                        SimulatedPortal.CREDENTIALS,
                        "contoso",
                        "contoso-offer"));
    }

    private static String sentence(FormValidation answer) {
        return answer.kind + ": " + answer.getMessage();
    }

    private void write(String xml) throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve(MarketplaceConfiguration.class.getName() + ".xml");
        Files.writeString(file, "<?xml version='1.1' encoding='UTF-8'?>\n" + xml);
    }
}
