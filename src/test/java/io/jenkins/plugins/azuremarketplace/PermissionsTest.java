package io.jenkins.plugins.azuremarketplace;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.credentials.ApplicationCertificateCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.FederatedTokenCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.Identities;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl;
import io.jenkins.plugins.azuremarketplace.credentials.WorkloadIdentityCredentials;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.step.CancelStep;
import io.jenkins.plugins.azuremarketplace.step.GoLiveBuilder;
import io.jenkins.plugins.azuremarketplace.step.GoLiveStep;
import io.jenkins.plugins.azuremarketplace.step.PublishStep;
import io.jenkins.plugins.azuremarketplace.step.StatusStep;
import io.jenkins.plugins.azuremarketplace.step.WaitStep;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who may call what: nobody learns anything, and nothing is sent anywhere, without the permission for it. */
@WithJenkins
class PermissionsTest {

    private static final List<String> USERS = List.of("anonymous", "outsider", "reader", "configurer", "administrator");

    private JenkinsRule jenkins;
    private PortalSimulator portal;
    private FreeStyleProject job;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofMillis(500));
        SimulatedPortal.configure(portal);
        job = jenkins.createFreeStyleProject("job");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("administrator")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ, Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(CredentialsProvider.USE_ITEM)
                .onItems(job)
                .to("configurer")
                .grant(Jenkins.READ)
                .everywhere()
                .to("outsider")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor"));
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void onlyWhoMayConfigureTheJobLearnsWhichCredentialsThereAre() throws Exception {
        for (String descriptor : List.of(
                id(GoLiveStep.class),
                id(PublishStep.class),
                id(WaitStep.class),
                id(StatusStep.class),
                id(CancelStep.class))) {
            String fill = "job/job/descriptorByName/" + descriptor + "/fillCredentialsIdItems";
            assertThat(
                    answers(fill, "credentialsId", "current", SimulatedPortal.CREDENTIALS),
                    is(shows("configurer", "administrator")));
            assertThat(body("reader", fill, "credentialsId", "current"), containsString("current"));
            String global = "descriptorByName/" + descriptor + "/fillCredentialsIdItems";
            assertThat(
                    answers(global, "credentialsId", "current", SimulatedPortal.CREDENTIALS),
                    is(shows("administrator")));
        }
        String system = "descriptorByName/" + id(MarketplaceConfiguration.class) + "/fillCredentialsIdItems";
        assertThat(answers(system, "credentialsId", "", SimulatedPortal.CREDENTIALS), is(shows("administrator")));
    }

    @Test
    void onlyWhoMayConfigureTheJobGetsItsFieldsChecked() throws Exception {
        for (String descriptor : List.of(id(GoLiveStep.class), id(PublishStep.class))) {
            String base = "job/job/descriptorByName/" + descriptor + "/";
            for (String check :
                    List.of("checkPublisher", "checkOffer", "checkApi", "checkOnConflict", "checkTimeoutMinutes")) {
                assertThat(
                        check,
                        answers(base + check, "value", "no/thing", "error"),
                        is(shows("configurer", "administrator")));
            }
            assertThat(
                    answers(base + "checkCredentialsId", "value", "nothing", "warning"),
                    is(shows("configurer", "administrator")));
            assertThat(
                    answers(base + "fillOnConflictItems", "x", "", "attach"), is(shows("configurer", "administrator")));
            assertThat(
                    answers(base + "fillApiItems", "x", "", "productIngestion"),
                    is(shows("configurer", "administrator")));
        }
        String wait = "job/job/descriptorByName/" + id(WaitStep.class) + "/";
        for (String check : List.of("checkOperation", "checkApi", "checkTarget", "checkTimeoutMinutes")) {
            String value = check.equals("checkOperation") ? "" : "nothing";
            assertThat(check, answers(wait + check, "value", value, "error"), is(shows("configurer", "administrator")));
        }
    }

    @Test
    void onlyAnAdministratorGetsTheConfigurationChecked() throws Exception {
        String base = "descriptorByName/" + id(MarketplaceConfiguration.class) + "/";
        for (String check : List.of(
                "checkEndpoint",
                "checkIngestionEndpoint",
                "checkIngestionVersion",
                "checkIngestionProductVersion",
                "checkSchemaHost",
                "checkAuthority",
                "checkScope",
                "checkTenantId",
                "checkApi",
                "checkPollIntervalSeconds",
                "checkTimeoutMinutes")) {
            assertThat(check, answers(base + check, "value", "no thing", "error"), is(shows("administrator")));
        }
        assertThat(answers(base + "checkCredentialsId", "value", "no thing", "warning"), is(shows("administrator")));
        assertThat(answers(base + "fillApiItems", "x", "", "productIngestion"), is(shows("administrator")));
        assertThat(answers(base + "fillOnConflictItems", "x", "", "attach"), is(shows("administrator")));
    }

    /** Of a folder's store as of a job: who may use its credentials; of the system's: an administrator. */
    @Test
    void onlyWhoMayUseTheCredentialsLearnsWhichOnesCanBeNamed() throws Exception {
        Identities.put(
                Identities.text("a-token", "x"),
                Identities.keyStore("a-key", Identities.certificate(Duration.ofDays(1))));
        for (String place : List.of("", "job/job/")) {
            List<Boolean> those = place.isEmpty() ? shows("administrator") : shows("configurer", "administrator");
            String certificate = place + "descriptorByName/" + id(ApplicationCertificateCredentials.class) + "/";
            String token = place + "descriptorByName/" + id(FederatedTokenCredentials.class) + "/";
            assertThat(answers(certificate + "fillCertificateIdItems", "certificateId", "current", "a-key"), is(those));
            assertThat(answers(certificate + "checkCertificateId", "value", "a-key", "warning"), is(those));
            assertThat(answers(token + "fillTokenIdItems", "tokenId", "current", "a-token"), is(those));
            assertThat(answers(token + "checkTokenId", "value", "a-key", "error"), is(those));
            assertThat(body("reader", token + "fillTokenIdItems", "tokenId", "current"), containsString("current"));
        }
    }

    @Test
    void onlyWhoMaySeeTheCredentialsGetsThemChecked() throws Exception {
        for (Class<?> type : List.of(
                ServicePrincipalCredentialsImpl.class,
                ApplicationCertificateCredentials.class,
                FederatedTokenCredentials.class,
                WorkloadIdentityCredentials.class)) {
            String base = "descriptorByName/" + id(type) + "/";
            assertThat(answers(base + "checkTenantId", "value", "no tenant", "error"), is(shows("administrator")));
            assertThat(answers(base + "checkClientId", "value", "no client", "error"), is(shows("administrator")));
        }
        String workload = "descriptorByName/" + id(WorkloadIdentityCredentials.class) + "/";
        assertThat(
                answers(workload + "checkManagedIdentityClientId", "value", "a/b", "error"),
                is(shows("administrator")));
    }

    @Test
    void whoMayReadTheConfigurationSeesWhatIsChosen() throws Exception {
        MarketplaceConfiguration.get().setApi("productIngestion");
        MarketplaceConfiguration.get().setOnConflict("attach");
        Jenkins.SYSTEM_READ.setEnabled(true);
        try (JenkinsRule.WebClient auditor = jenkins.createWebClient().login("auditor")) {
            HtmlPage page = auditor.goTo("manage/configure");
            await().until(() -> page.querySelector("select[name='_.api'], select[name='_.onConflict']") == null
                    && page.querySelector("select[name='_.credentialsId']") == null);

            assertThat(
                    page.querySelectorAll(".jenkins-readonly").stream()
                            .map(DomNode::getTextContent)
                            .toList(),
                    hasItems(
                            "Product Ingestion (offers that were made in Partner Center)",
                            SimulatedPortal.CREDENTIALS,
                            "Watch the running operation instead"));
        } finally {
            Jenkins.SYSTEM_READ.setEnabled(false);
        }
    }

    @Test
    void onlyAnAdministratorTestsTheConnectionAndNeverByALink() throws Exception {
        String test = "descriptorByName/" + id(MarketplaceConfiguration.class) + "/testConnection";
        String values = "endpoint=" + portal.endpoint() + "&authority=" + portal.authority() + "&credentialsId="
                + SimulatedPortal.CREDENTIALS;
        for (String user : USERS) {
            int expected = user.equals("administrator") ? 200 : 403;
            assertThat(user, request(user, HttpMethod.POST, test + "?" + values).getStatusCode(), is(expected));
            assertThat(portal.requests(Call.TOKEN), is(expected == 200 ? 1 : 0));
            assertThat(user, request(user, HttpMethod.GET, test + "?" + values).getStatusCode(), not(200));
            assertThat(portal.requests(Call.TOKEN), is(expected == 200 ? 1 : 0));
        }
    }

    @Test
    void checksAndDropDownsAnswerNoLink() throws Exception {
        for (String path : List.of(
                "job/job/descriptorByName/" + id(GoLiveStep.class) + "/checkOffer?value=x",
                "job/job/descriptorByName/" + id(GoLiveBuilder.class) + "/fillCredentialsIdItems",
                "job/job/descriptorByName/" + id(WaitStep.class) + "/checkOperation?value=x",
                "descriptorByName/" + id(MarketplaceConfiguration.class) + "/checkEndpoint?value=x",
                "descriptorByName/" + id(ServicePrincipalCredentialsImpl.class) + "/checkTenantId?value=x",
                "descriptorByName/" + id(ApplicationCertificateCredentials.class) + "/checkCertificateId?value=x",
                "descriptorByName/" + id(ApplicationCertificateCredentials.class) + "/fillCertificateIdItems",
                "descriptorByName/" + id(FederatedTokenCredentials.class) + "/checkTokenId?value=x",
                "descriptorByName/" + id(FederatedTokenCredentials.class) + "/fillTokenIdItems",
                "descriptorByName/" + id(WorkloadIdentityCredentials.class)
                        + "/checkManagedIdentityClientId?value=x")) {
            assertThat(path, request("administrator", HttpMethod.GET, path).getStatusCode(), not(200));
        }
    }

    @Test
    void onlyWhoMaySeeTheJobSeesItsPublications() throws Exception {
        job.getBuildersList().add(new GoLiveBuilder("contoso", "contoso-offer"));
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        String id = build.getAction(BuildPublicationsAction.class)
                .getPublications()
                .get(0)
                .getId();

        for (String path : List.of(
                "job/job/1/azure-marketplace/",
                "job/job/1/azure-marketplace/api/json",
                "job/job/1/api/json?tree=actions[publications[offer]]",
                "job/job/1/azure-marketplace/publication/" + id + "/liveSummary",
                "job/job/1/azure-marketplace/publication/" + id + "/liveDetails",
                "job/job/")) {
            for (String user : USERS) {
                WebResponse response = request(user, HttpMethod.GET, path);
                boolean mayRead =
                        List.of("reader", "configurer", "administrator").contains(user);
                assertThat(user + " " + path, response.getStatusCode() == 200, is(mayRead));
                assertThat(user + " " + path, response.getContentAsString().contains("contoso-offer"), is(mayRead));
            }
        }
    }

    private static String id(Class<?> type) {
        return type.getName();
    }

    private static List<Boolean> shows(String... users) {
        return USERS.stream().map(List.of(users)::contains).toList();
    }

    /** For each user, whether the answer contains the word. */
    private List<Boolean> answers(String path, String parameter, String value, String word) throws Exception {
        List<Boolean> answers = new ArrayList<>();
        for (String user : USERS) {
            answers.add(body(user, path, parameter, value).contains(word));
        }
        return answers;
    }

    private String body(String user, String path, String parameter, String value) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair(parameter, value)));
            WebResponse response = client.loadWebResponse(client.addCrumb(request));
            return response.getStatusCode() == 200 ? response.getContentAsString() : "";
        }
    }

    private WebResponse request(String user, HttpMethod method, String path) throws Exception {
        try (JenkinsRule.WebClient client = client(user)) {
            WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), method);
            return client.loadWebResponse(method == HttpMethod.POST ? client.addCrumb(request) : request);
        }
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        return user.equals("anonymous") ? client : client.withBasicCredentials(user, user);
    }
}
