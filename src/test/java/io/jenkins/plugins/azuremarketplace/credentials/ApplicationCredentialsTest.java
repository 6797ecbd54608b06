package io.jenkins.plugins.azuremarketplace.credentials;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.EnvVars;
import hudson.model.Items;
import hudson.model.ModelObject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlElementUtil;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of applications that need no secret. */
@WithJenkins
class ApplicationCredentialsTest {

    private static final ThrowawayCertificate FRESH = Identities.certificate(Duration.ofDays(31));
    private static final ThrowawayCertificate OLD = Identities.certificate(Duration.ofDays(29));

    private static JenkinsRule jenkins;

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
        WorkloadIdentityCredentials workload = Identities.byWorkload("by-workload");
        workload.setManagedIdentityClientId("66666666-0000-0000-0000-000000000000");
        Identities.put(
                Identities.byCertificate("by-certificate", "fresh"),
                Identities.byToken("by-token", "text"),
                workload,
                Identities.keyStore("fresh", FRESH),
                Identities.keyStore("old", OLD),
                Identities.text("text", "a token"),
                Identities.file("file", "a token"));
    }

    @AfterEach
    void forgetTheEnvironment() {
        EnvVars.masterEnvVars.keySet().removeIf(name -> name.startsWith("AZURE_"));
    }

    @ParameterizedTest
    @CsvSource({"by-certificate", "by-token", "by-workload"})
    void theFormKeepsEveryValue(String id) throws Exception {
        Credentials before = find(id);
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("admin")) {
            HtmlPage page = browser.goTo("manage/credentials/store/system/domain/_/credential/" + id);
            HtmlElementUtil.click(page.querySelector("button[data-type='credentials-update']"));
            HtmlForm form = page.querySelector("#credentials-dialog-form");
            browser.waitForBackgroundJavaScript(10_000);
            form.getInputByName("_.description").setValue("changed");
            HtmlElementUtil.click(form.querySelector("#cr-dialog-submit"));
            browser.waitForBackgroundJavaScript(10_000);
        }

        Credentials after = find(id);
        assertThat(after != before, is(true));
        assertThat(
                Items.XSTREAM2.toXML(after),
                is(Items.XSTREAM2
                        .toXML(before)
                        .replace("<description></description>", "<description>changed</description>")));
    }

    @Test
    void theirNamesAreTheClientAndTheDescription() {
        assertThat(CredentialsNameProvider.name(find("by-certificate")), is(SimulatedPortal.CLIENT));
        assertThat(
                CredentialsNameProvider.name(new WorkloadIdentityCredentials(null, "id", "of the pod")),
                is("Azure Marketplace application with the workload identity of the controller (of the pod)"));
    }

    @Test
    void onlyIdsAreOnDisk() {
        assertThat(Items.XSTREAM2.toXML(find("by-token")), containsString("<tokenId>text</tokenId>"));
        assertThat(
                Items.XSTREAM2.toXML(find("by-certificate")), containsString("<certificateId>fresh</certificateId>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fresh | OK      | This is a certificate with the thumbprint ",
                "old   | WARNING | Replace the certificate in time: it is valid until ",
                "text  | ERROR   | These credentials are of another type.",
                "none  | WARNING | There are no such credentials here that builds may use.",
                "''    | ERROR   | Choose the credentials."
            })
    void theCertificateIsChecked(String id, FormValidation.Kind kind, String sentence) {
        FormValidation check = certificateForm().doCheckCertificateId(jenkins.jenkins, id);

        assertThat(check.kind, is(kind));
        assertThat(check.getMessage(), containsString(sentence));
        try (ACLContext ignored = as("reader")) {
            assertThat(certificateForm().doCheckCertificateId(jenkins.jenkins, id), is(FormValidation.ok()));
        }
    }

    @ParameterizedTest
    @CsvSource({"text, OK", "file, OK", "fresh, ERROR", "none, WARNING", "'', ERROR"})
    void theTokenIsChecked(String id, FormValidation.Kind kind) {
        assertThat(tokenForm().doCheckTokenId(jenkins.jenkins, id).kind, is(kind));
        try (ACLContext ignored = as("reader")) {
            assertThat(tokenForm().doCheckTokenId(jenkins.jenkins, id), is(FormValidation.ok()));
        }
    }

    @Test
    void whatFitsCanBeChosenWhereItIsFound() throws Exception {
        Folder folder = jenkins.createProject(Folder.class);
        Identities.add(folder, Identities.keyStore("of-the-folder", FRESH));

        assertThat(
                values(certificateForm().doFillCertificateIdItems(jenkins.jenkins, "current")),
                is(List.of("", "current", "fresh", "old")));
        assertThat(
                values(certificateForm().doFillCertificateIdItems(folder, "")),
                hasItems("", "of-the-folder", "fresh", "old"));
        assertThat(values(tokenForm().doFillTokenIdItems(null, "")), containsInAnyOrder("", "file", "text"));
        try (ACLContext ignored = as("reader")) {
            for (ModelObject context : new ModelObject[] {jenkins.jenkins, folder, null, User.current()}) {
                assertThat(
                        values(certificateForm().doFillCertificateIdItems(context, "current")), not(hasItems("fresh")));
                assertThat(values(tokenForm().doFillTokenIdItems(context, "current")), not(hasItems("text")));
            }
        }
    }

    @Test
    void aWorkloadIdentityTakesWhatIsMissingFromTheEnvironment() {
        WorkloadIdentityCredentials.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(WorkloadIdentityCredentials.DescriptorImpl.class);
        assertThat(
                form.doCheckTenantId(null, "").getMessage(),
                is("Enter a value: the environment of the controller has no AZURE_TENANT_ID."));
        assertThat(
                form.doCheckManagedIdentityClientId(null, "").getMessage(),
                containsString("has no AZURE_FEDERATED_TOKEN_FILE"));
        assertThat(form.doCheckManagedIdentityClientId(null, "a/b").kind, is(FormValidation.Kind.ERROR));

        EnvVars.masterEnvVars.put("AZURE_TENANT_ID", "t");
        EnvVars.masterEnvVars.put("AZURE_CLIENT_ID", "c");
        EnvVars.masterEnvVars.put("AZURE_FEDERATED_TOKEN_FILE", "/token");

        assertThat(form.doCheckTenantId(null, "").kind, is(FormValidation.Kind.OK));
        assertThat(form.doCheckClientId(null, "").getMessage(), is("The AZURE_CLIENT_ID of the controller counts."));
        assertThat(form.doCheckClientId(null, "a b").kind, is(FormValidation.Kind.ERROR));
        assertThat(form.doCheckManagedIdentityClientId(null, ""), is(FormValidation.ok()));
        assertThat(form.doCheckManagedIdentityClientId(null, "66666666-0000").kind, is(FormValidation.Kind.OK));
        try (ACLContext ignored = as("reader")) {
            assertThat(form.doCheckTenantId(null, ""), is(FormValidation.ok()));
            assertThat(form.doCheckManagedIdentityClientId(null, "a/b"), is(FormValidation.ok()));
        }
    }

    private static List<String> values(ListBoxModel model) {
        return model.stream().map(option -> option.value).toList();
    }

    private static ApplicationCertificateCredentials.DescriptorImpl certificateForm() {
        return jenkins.jenkins.getDescriptorByType(ApplicationCertificateCredentials.DescriptorImpl.class);
    }

    private static FederatedTokenCredentials.DescriptorImpl tokenForm() {
        return jenkins.jenkins.getDescriptorByType(FederatedTokenCredentials.DescriptorImpl.class);
    }

    private static Credentials find(String id) {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(credentials -> ((IdCredentials) credentials).getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getOrCreateByIdOrFullName(user).impersonate2());
    }
}
