package io.jenkins.plugins.azuremarketplace.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Forms, snippets, checks and drop-downs of both steps. */
@WithJenkins
class GoLiveStepConfigTest {

    private static final String MINIMAL = "marketplaceGoLive offer: 'contoso-offer', publisher: 'contoso'";
    private static final String OPERATION = "/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31";

    private static JenkinsRule jenkins;
    private static WorkflowJob job;

    @BeforeAll
    static void startJenkins(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createProject(WorkflowJob.class);
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
    }

    @AfterAll
    static void stopJenkins() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void configure() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Item.CONFIGURE, Item.EXTENDED_READ)
                .everywhere()
                .to("author")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        SimulatedPortal.configure("http://127.0.0.1:1", "http://127.0.0.1:1");
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().add(SimulatedPortal.credentials("another", "secret"));
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "login", "", "client", "secret"));
        provider.getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "text", "", Secret.fromString("secret")));
        provider.getCredentials().add(SimulatedPortal.credentials(CredentialsScope.SYSTEM, "internal", "secret"));
    }

    @Test
    void snippetsLeaveDefaultsOut() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);

        snippets.assertRoundTrip(goLive(), MINIMAL);
        snippets.assertRoundTrip(new WaitStep(OPERATION), "marketplaceWait '" + OPERATION + "'");
        snippets.assertRoundTrip(
                new PublishStep("contoso", "contoso-offer"),
                "marketplacePublish offer: 'contoso-offer', publisher: 'contoso'");
        SnippetizerTester.assertDocGeneration(GoLiveStep.class);
        SnippetizerTester.assertDocGeneration(PublishStep.class);
        snippets.assertRoundTrip(
                new StatusStep("contoso", "contoso-offer"),
                "marketplaceStatus offer: 'contoso-offer', publisher: 'contoso'");
        SnippetizerTester.assertDocGeneration(StatusStep.class);
        snippets.assertRoundTrip(new CancelStep(OPERATION), "marketplaceCancel '" + OPERATION + "'");
        SnippetizerTester.assertDocGeneration(CancelStep.class);
        SnippetizerTester.assertDocGeneration(WaitStep.class);
    }

    @Test
    void snippetsNameWhatIsChosen() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);

        snippets.assertRoundTrip(
                fullGoLive(),
                "marketplaceGoLive anyPreview: true, cancelOnAbort: true, credentialsId: 'another', offer: 'contoso-offer',"
                        + " onConflict: 'attach', publisher: 'contoso', timeoutMinutes: 90, wait: true");
        snippets.assertRoundTrip(
                fullPublish(),
                "marketplacePublish notificationEmails: 'a@b.test', offer: 'contoso-offer', publisher: 'contoso', wait: true");
        snippets.assertRoundTrip(
                fullWait(),
                "marketplaceWait cancelOnAbort: true, credentialsId: 'another', operation: '" + OPERATION
                        + "', target: 'preview', timeoutMinutes: 90");
    }

    @Test
    void anUntouchedFormMakesTheMinimalSnippet() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);

        snippets.assertGenerateSnippet("""
                {"stapler-class": "%s", "publisher": "contoso", "offer": "contoso-offer", "credentialsId": "",
                 "wait": false, "timeoutMinutes": "", "onConflict": "", "cancelOnAbort": false, "anyPreview": false,
                 "dryRun": false, "propagate": true}
                """.formatted(GoLiveStep.class.getName()), MINIMAL, null);
        snippets.assertGenerateSnippet(
                """
                {"stapler-class": "%s", "operation": "%s", "credentialsId": "", "timeoutMinutes": "", "target": "",
                 "cancelOnAbort": false, "propagate": true}
                """.formatted(WaitStep.class.getName(), OPERATION), "marketplaceWait '" + OPERATION + "'", null);
    }

    @Test
    void formsKeepEveryValue() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        StepConfigTester forms = new StepConfigTester(jenkins);

        for (GoLiveStep before : List.of(goLive(), fullGoLive())) {
            jenkins.assertEqualDataBoundBeans(before, forms.configRoundTrip(before));
        }
        for (PublishStep before : List.of(new PublishStep("contoso", "contoso-offer"), fullPublish())) {
            jenkins.assertEqualDataBoundBeans(before, forms.configRoundTrip(before));
        }
        StatusStep status = new StatusStep("contoso", "contoso-offer");
        status.setChanges(true);
        jenkins.assertEqualDataBoundBeans(status, forms.configRoundTrip(status));
        CancelStep cancel = new CancelStep(OPERATION);
        cancel.setWait(false);
        cancel.setPropagate(false);
        jenkins.assertEqualDataBoundBeans(cancel, forms.configRoundTrip(cancel));
        for (WaitStep before : List.of(new WaitStep(OPERATION), fullWait())) {
            jenkins.assertEqualDataBoundBeans(before, forms.configRoundTrip(before));
        }
    }

    @Test
    void aFormKeepsCredentialsThatAreGone() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        GoLiveStep before = goLive();
        before.setCredentialsId("gone");

        assertThat(new StepConfigTester(jenkins).configRoundTrip(before).getCredentialsId(), is("gone"));
    }

    @Test
    void blankValuesCountAsNone() {
        GoLiveStep step = new GoLiveStep(" contoso ", null);
        step.setCredentialsId(" ");
        step.setOnConflict("");

        assertThat(step.getPublisher(), is("contoso"));
        assertThat(step.getOffer(), is(""));
        assertThat(step.getCredentialsId(), is(nullValue()));
        assertThat(step.getOnConflict(), is(nullValue()));
        assertThat(new WaitStep(null).getOperation(), is(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "author"})
    void whoeverMayConfigureTheJobSeesWhatCanBeUsed(String user) {
        try (ACLContext ignored = as(user)) {
            assertThat(
                    values(goLiveForm().doFillCredentialsIdItems(job, "")),
                    is(List.of("", "partner-center", "another", "login")));
            assertThat(
                    values(waitForm().doFillCredentialsIdItems(job, "login")),
                    is(List.of("", "partner-center", "another", "login")));
            assertThat(
                    values(waitForm().doFillCredentialsIdItems(job, "gone")),
                    is(List.of("", "gone", "partner-center", "another", "login")));
            assertThat(values(goLiveForm().doFillOnConflictItems(job, "")), is(List.of("", "fail", "wait", "attach")));
            assertThat(goLiveForm().doFillCredentialsIdItems(job, "").get(0).name, is("(default: partner-center)"));
        }
    }

    @Test
    void whoeverMayOnlyReadTheJobSeesNothingButTheCurrentValue() {
        try (ACLContext ignored = as("reader")) {
            assertThat(values(goLiveForm().doFillCredentialsIdItems(job, "login")), is(List.of("login")));
            assertThat(values(waitForm().doFillCredentialsIdItems(job, "login")), is(List.of("login")));
            assertThat(values(goLiveForm().doFillOnConflictItems(job, "wait")), is(List.of("wait")));
            assertThat(values(goLiveForm().doFillApiItems(job, "productIngestion")), is(List.of("productIngestion")));
            assertThat(goLiveForm().doCheckPublisher(job, "", ""), is(FormValidation.ok()));
            assertThat(goLiveForm().doCheckOffer(job, ""), is(FormValidation.ok()));
            assertThat(goLiveForm().doCheckTimeoutMinutes(job, "-1"), is(FormValidation.ok()));
            assertThat(goLiveForm().doCheckCredentialsId(job, "gone"), is(FormValidation.ok()));
            assertThat(waitForm().doCheckOperation(job, ""), is(FormValidation.ok()));
            assertThat(waitForm().doCheckTimeoutMinutes(job, "-1"), is(FormValidation.ok()));
            assertThat(waitForm().doCheckCredentialsId(job, "gone"), is(FormValidation.ok()));
        }
    }

    @Test
    void withoutAJobOnlyAnAdministratorSeesCredentials() {
        try (ACLContext ignored = as("admin")) {
            assertThat(
                    values(goLiveForm().doFillCredentialsIdItems(null, "")),
                    is(List.of("", "partner-center", "another", "login")));
            assertThat(goLiveForm().doCheckCredentialsId(null, "gone").kind, is(FormValidation.Kind.WARNING));
        }
        try (ACLContext ignored = as("author")) {
            assertThat(values(goLiveForm().doFillCredentialsIdItems(null, "")), is(List.of("")));
            assertThat(goLiveForm().doCheckCredentialsId(null, "gone"), is(FormValidation.ok()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    contoso         | OK    |
                    'con toso'      | ERROR | is not valid
                    ''              | ERROR | is missing
                    ${params.OFFER} | OK    |
                    params.OFFER    | OK    |
                    """)
    void idsAreCheckedUnlessTheyAreExpressions(String value, FormValidation.Kind kind, String sentence) {
        try (ACLContext ignored = as("author")) {
            for (FormValidation check : List.of(
                    goLiveForm().doCheckPublisher(job, value, ""), goLiveForm().doCheckOffer(job, value))) {
                assertThat(check.kind, is(kind));
                assertThat(String.valueOf(check.getMessage()), containsString(sentence == null ? "" : sentence));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'', OK", "1, OK", "43200, OK", "43201, ERROR", "0, ERROR", "-1, ERROR", "ten, ERROR", "1.5, ERROR"})
    void limitsAreChecked(String value, FormValidation.Kind kind) {
        try (ACLContext ignored = as("author")) {
            assertThat(goLiveForm().doCheckTimeoutMinutes(job, value).kind, is(kind));
            assertThat(waitForm().doCheckTimeoutMinutes(job, value).kind, is(kind));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "partner-center, OK",
        "login, OK",
        "${CREDENTIALS}, OK",
        "PARAMETER_OR_GONE, WARNING",
        "internal, WARNING",
        "text, ERROR"
    })
    void credentialsAreChecked(String value, FormValidation.Kind kind) {
        try (ACLContext ignored = as("author")) {
            assertThat(goLiveForm().doCheckCredentialsId(job, value).kind, is(kind));
            assertThat(waitForm().doCheckCredentialsId(job, value).kind, is(kind));
        }
    }

    @Test
    void noCredentialsAreAWarningUnlessThereAreDefaultOnes() {
        try (ACLContext ignored = as("author")) {
            assertThat(goLiveForm().doCheckCredentialsId(job, "").kind, is(FormValidation.Kind.OK));
            assertThat(waitForm().doCheckOperation(job, " ").kind, is(FormValidation.Kind.ERROR));
            assertThat(waitForm().doCheckOperation(job, OPERATION).kind, is(FormValidation.Kind.OK));
        }
        MarketplaceConfiguration.get().setCredentialsId(null);
        try (ACLContext ignored = as("author")) {
            assertThat(goLiveForm().doCheckCredentialsId(job, "").kind, is(FormValidation.Kind.WARNING));
            assertThat(waitForm().doCheckCredentialsId(job, "").kind, is(FormValidation.Kind.WARNING));
        }
    }

    @Test
    void theConfigurationOffersNoCredentialsThatNoJobMayUse() {
        try (ACLContext ignored = as("admin")) {
            MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
            assertThat(
                    values(configuration.doFillCredentialsIdItems("")),
                    is(List.of("", "partner-center", "another", "login")));
            assertThat(configuration.doCheckCredentialsId("internal").kind, is(FormValidation.Kind.WARNING));
            assertThat(configuration.doCheckCredentialsId("of-a-folder").kind, is(FormValidation.Kind.WARNING));
            assertThat(configuration.doCheckCredentialsId("text").kind, is(FormValidation.Kind.ERROR));
        }
    }

    /** As a build finds them: where it runs as a user, also those of the system that this user may use in the job. */
    @Test
    void whatBuildsThatRunAsAUserFindCanBeChosen() throws Exception {
        WorkflowJob asAuthor = jenkins.createProject(WorkflowJob.class);
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                asAuthor.getFullName(),
                                User.getOrCreateByIdOrFullName("author").impersonate2()));
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Item.CONFIGURE, CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("author"));
        try (ACLContext ignored = as("author")) {
            assertThat(
                    values(goLiveForm().doFillCredentialsIdItems(asAuthor, "")),
                    is(List.of("", "partner-center", "another", "login")));
            assertThat(goLiveForm().doCheckCredentialsId(asAuthor, "another").kind, is(FormValidation.Kind.OK));
        } finally {
            QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        }
    }

    /** A check that answers to GET could be used from a foreign page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "checkOffer?value=x",
                "checkCredentialsId?value=x",
                "fillCredentialsIdItems",
                "fillOnConflictItems"
            })
    void checksAndDropDownsAnswerToPostOnly(String method) throws Exception {
        try (JenkinsRule.WebClient browser = jenkins.createWebClient().login("admin")) {
            browser.setThrowExceptionOnFailingStatusCode(false);
            URL url = new URL(
                    jenkins.getURL(), job.getUrl() + "descriptorByName/" + GoLiveStep.class.getName() + "/" + method);

            assertThat(browser.getPage(url).getWebResponse().getStatusCode(), is(404));
            WebRequest post = browser.addCrumb(new WebRequest(url, HttpMethod.POST));
            assertThat(browser.getPage(post).getWebResponse().getStatusCode(), is(200));
        }
    }

    private static GoLiveStep goLive() {
        return new GoLiveStep("contoso", "contoso-offer");
    }

    private static GoLiveStep fullGoLive() {
        GoLiveStep step = goLive();
        step.setCredentialsId("another");
        step.setWait(true);
        step.setTimeoutMinutes(90);
        step.setOnConflict("attach");
        step.setCancelOnAbort(true);
        step.setAnyPreview(true);
        return step;
    }

    private static PublishStep fullPublish() {
        PublishStep step = new PublishStep("contoso", "contoso-offer");
        step.setWait(true);
        step.setNotificationEmails("a@b.test");
        return step;
    }

    private static WaitStep fullWait() {
        WaitStep step = new WaitStep(OPERATION);
        step.setCredentialsId("another");
        step.setTimeoutMinutes(90);
        step.setCancelOnAbort(true);
        step.setTarget("preview");
        return step;
    }

    private static GoLiveStep.DescriptorImpl goLiveForm() {
        return jenkins.jenkins.getDescriptorByType(GoLiveStep.DescriptorImpl.class);
    }

    private static WaitStep.DescriptorImpl waitForm() {
        return jenkins.jenkins.getDescriptorByType(WaitStep.DescriptorImpl.class);
    }

    private static List<String> values(ListBoxModel model) {
        return model.stream().map(option -> option.value).toList();
    }

    private static ACLContext as(String user) {
        return ACL.as2(User.getOrCreateByIdOrFullName(user).impersonate2());
    }
}
