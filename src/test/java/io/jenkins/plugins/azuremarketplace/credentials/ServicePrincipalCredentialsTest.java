package io.jenkins.plugins.azuremarketplace.credentials;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.cli.CLICommandInvoker;
import hudson.model.Items;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ServicePrincipalCredentialsTest {

    private static final String SECRET = "a secret <that> shows & tells";

    private static JenkinsRule jenkins;

    private CredentialsStore store;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) {
        jenkins = rule;
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader"));
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void addCredentials() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        store = CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next();
        store.addCredentials(
                Domain.global(),
                new ServicePrincipalCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "partner-center",
                        "Publisher account",
                        SimulatedPortal.TENANT,
                        SimulatedPortal.CLIENT,
                        Secret.fromString(SECRET)));
    }

    @Test
    void theSecretIsEncryptedOnDisk() throws Exception {
        String stored = Files.readString(Path.of(jenkins.jenkins.getRootDir().getPath(), "credentials.xml"));

        assertThat(stored, containsString(SimulatedPortal.CLIENT));
        assertThat(stored, containsString("<clientSecret>{"));
        assertThat(stored, not(containsString("that&gt; shows")));
        assertThat(stored, not(containsString(SECRET)));
    }

    @Test
    void itsNameIsTheClientAndTheDescriptionAndNeverTheSecret() {
        assertThat(CredentialsNameProvider.name(stored()), is(SimulatedPortal.CLIENT + " (Publisher account)"));
        assertThat(
                CredentialsNameProvider.name(SimulatedPortal.credentials("other", SECRET)), is(SimulatedPortal.CLIENT));
        assertThat(stored().toString(), not(containsString(SECRET)));
    }

    @Test
    void theFormKeepsEveryValueAndDoesNotShowTheSecret() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("admin")) {
            HtmlPage page = browser.goTo("manage/credentials/store/system/domain/_/credential/partner-center");
            HtmlElementUtil.click(page.querySelector("button[data-type='credentials-update']"));
            HtmlForm form = page.querySelector("#credentials-dialog-form");
            assertThat(page.asXml(), containsString(SimulatedPortal.TENANT));
            assertThat(page.asXml(), not(containsString("shows")));

            form.getInputByName("_.tenantId").setValue("contoso.onmicrosoft.com");
            HtmlElementUtil.click(form.querySelector("#cr-dialog-submit"));
            browser.waitForBackgroundJavaScript(10_000);
        }

        ServicePrincipalCredentials changed = stored();
        assertThat(changed.getTenantId(), is("contoso.onmicrosoft.com"));
        assertThat(changed.getClientId(), is(SimulatedPortal.CLIENT));
        assertThat(changed.getClientSecret().getPlainText(), is(SECRET));
        assertThat(changed.getDescription(), is("Publisher account"));
        assertThat(changed.getScope(), is(CredentialsScope.GLOBAL));
    }

    @Test
    void theCommandLineAddsThem() {
        CLICommandInvoker.Result result = new CLICommandInvoker(jenkins, "create-credentials-by-xml")
                .asUser("admin")
                .withStdin(new ByteArrayInputStream("""
                    <%s>
                      <scope>GLOBAL</scope>
                      <id>by-command</id>
                      <tenantId>contoso.onmicrosoft.com</tenantId>
                      <clientId>some-client</clientId>
                      <clientSecret>secret in clear</clientSecret>
                    </%s>
                    """.formatted(
                                ServicePrincipalCredentialsImpl.class.getName(),
                                ServicePrincipalCredentialsImpl.class.getName())
                        .getBytes(StandardCharsets.UTF_8)))
                .invokeWithArgs("system::system::jenkins", "_");

        assertThat(result.stderr(), result.returnCode(), is(0));
        ServicePrincipalCredentials added = find("by-command");
        assertThat(added.getTenantId(), is("contoso.onmicrosoft.com"));
        assertThat(added.getClientSecret().getPlainText(), is("secret in clear"));
        assertThat(Items.XSTREAM2.toXML(added), not(containsString("secret in clear")));
    }

    @Test
    void missingValuesAreEmpty() {
        ServicePrincipalCredentialsImpl blank =
                new ServicePrincipalCredentialsImpl(null, null, null, " t ", null, null);

        assertThat(blank.getTenantId(), is("t"));
        assertThat(blank.getClientId(), is(""));
        assertThat(blank.getClientSecret().getPlainText(), is(""));
        assertThat(blank.getId(), matchesPattern("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", "\ufeff", "\u200b"})
    void whatIsInvisibleAroundAValueIsCutOff(String around) {
        ServicePrincipalCredentialsImpl pasted = new ServicePrincipalCredentialsImpl(
                null,
                null,
                null,
                around + "t" + around,
                around + "c" + around,
                Secret.fromString(around + "two words" + around));

        assertThat(pasted.getTenantId(), is("t"));
        assertThat(pasted.getClientId(), is("c"));
        assertThat(pasted.getClientSecret().getPlainText(), is("two words"));
        assertThat(form().doCheckTenantId(jenkins.jenkins, around + "t" + around).kind, is(FormValidation.Kind.OK));
    }

    /** So that it stays encrypted as it was, and saving without a change changes no file. */
    @Test
    void aSecretWithNothingAroundItStaysTheSame() {
        Secret secret = Secret.fromString(SECRET);

        assertThat(
                new ServicePrincipalCredentialsImpl(null, null, null, "t", "c", secret).getClientSecret(),
                sameInstance(secret));
    }

    @Test
    void theFormCutsOffWhatWasPastedAroundASecret() throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("admin")) {
            HtmlPage page = browser.goTo("manage/credentials/store/system/domain/_/credential/partner-center");
            HtmlElementUtil.click(page.querySelector("button[data-type='credentials-update']"));
            HtmlForm form = page.querySelector("#credentials-dialog-form");
            form.getInputByName("_.clientId").setValue(SimulatedPortal.CLIENT + "\u200b ");
            form.getInputByName("_.clientSecret").setValue(" another secret\ufeff ");
            HtmlElementUtil.click(form.querySelector("#cr-dialog-submit"));
            browser.waitForBackgroundJavaScript(10_000);
        }

        assertThat(stored().getClientId(), is(SimulatedPortal.CLIENT));
        assertThat(stored().getClientSecret().getPlainText(), is("another secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "11111111-2222-3333-4444-555555555555, OK, OK",
        "contoso.onmicrosoft.com, OK, OK",
        "'', ERROR, ERROR",
        "'a b', ERROR, ERROR",
        "a/../b, ERROR, ERROR",
        "a?b, ERROR, ERROR",
        "under_score, ERROR, OK",
    })
    void idsAreCheckedForWhoeverMayLook(String value, FormValidation.Kind tenant, FormValidation.Kind client) {
        ServicePrincipalCredentialsImpl.DescriptorImpl form = form();
        try (ACLContext ignored = as("admin")) {
            assertThat(form.doCheckTenantId(jenkins.jenkins, value).kind, is(tenant));
            assertThat(form.doCheckClientId(jenkins.jenkins, value).kind, is(client));
            assertThat(form.doCheckClientId(null, value).kind, is(client));
        }
        try (ACLContext ignored = as("reader")) {
            assertThat(form.doCheckTenantId(jenkins.jenkins, value), is(FormValidation.ok()));
            assertThat(form.doCheckClientId(jenkins.jenkins, value), is(FormValidation.ok()));
            assertThat(form.doCheckClientId(null, value), is(FormValidation.ok()));
        }
    }

    @Test
    void theTypeHasANameAnIconAndHelp() throws Exception {
        assertThat(form().getDisplayName(), is("Azure Marketplace service principal"));
        assertThat(form().getIconClassName(), is("symbol-id-card"));
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("reader")) {
            for (String field : List.of("tenantId", "clientId", "clientSecret")) {
                String help = browser.goTo(form().getDescriptorUrl() + "/help/" + field, null)
                        .getWebResponse()
                        .getContentAsString();
                assertThat(field, help, containsString("<div>"));
            }
        }
    }

    private static ServicePrincipalCredentials stored() {
        return find("partner-center");
    }

    private static ServicePrincipalCredentials find(String id) {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(ServicePrincipalCredentials.class::isInstance)
                .map(ServicePrincipalCredentials.class::cast)
                .filter(credentials -> credentials.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ServicePrincipalCredentialsImpl.DescriptorImpl form() {
        return jenkins.jenkins.getDescriptorByType(ServicePrincipalCredentialsImpl.DescriptorImpl.class);
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getOrCreateByIdOrFullName(user).impersonate2());
    }
}
