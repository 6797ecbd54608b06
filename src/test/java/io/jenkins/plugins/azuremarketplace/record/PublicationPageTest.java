package io.jenkins.plugins.azuremarketplace.record;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.console.ConsoleNote;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.json.JSONObject;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PublicationPageTest {

    private static final String TREE =
            "actions[publications[publisher,offer,operation,operationUrl,state,percent,currentStep[name],begun,ended,"
                    + "outcome,message,reasons,attached,messages,steps[name,status,percent,estimate,messages]]]";

    /** Markup, a script, bidi overrides, a bell, a console note, a terminal's colours. */
    private static final String HOSTILE =
            "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;bold&lt;/b&gt; "
                    + "\u202Egnp.exe\u202C\u0007 \u001B[31mred\u001B[0m " + ConsoleNote.PREAMBLE_STR + "AAAA"
                    + ConsoleNote.POSTAMBLE_STR
                    + " ${7*7} end";

    private JenkinsRule jenkins;
    private PortalSimulator portal;

    @BeforeEach
    void simulate(JenkinsRule rule) throws Exception {
        jenkins = rule;
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(2));
        SimulatedPortal.configure(portal);
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void aRunningPublicationShowsWhereItIsAndRefreshesItself() throws Exception {
        WorkflowRun run = held();

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage build = client.getPage(run);
            String text = build.getBody().asNormalizedText();
            assertThat(text, containsString("contoso/contoso-offer"));
            assertThat(text, containsString("Running"));
            assertThat(text, containsString("Validate Pre-Requisites: In progress"));
            assertThat(text, containsString("< 15 min"));
            assertThat(text, containsString("/api/publishers/contoso/offers/contoso-offer/operations/"));
            DomNode part = build.querySelector(".azure-marketplace");
            assertThat(((DomElement) part).getElementsByTagName("script").size(), is(0));
            String fragment = ((DomElement) part).getAttribute("data-azure-marketplace-url");
            assertThat(fragment, containsString("/azure-marketplace/publication/"));
            String url = fragment.replaceFirst("^/jenkins/", "");
            assertThat(
                    fragment(url).getBody().asNormalizedText(), containsString("Validate Pre-Requisites: In progress"));

            HtmlPage steps = client.getPage(run, "azure-marketplace");
            assertThat(
                    steps.getBody().asNormalizedText(), containsString("Packaging and Lead Generation Registration"));
            assertThat(
                    headings(steps),
                    is(List.of("h1 Azure Marketplace", "h2 contoso/contoso-offer", "h3 Publishing steps")));

            portal.release();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            HtmlPage ended = fragment(url);
            assertThat(ended.getBody().asNormalizedText(), containsString("Live"));
            assertThat(ended.asXml(), not(containsString("data-azure-marketplace-url")));
        }
    }

    @Test
    void theStepIsLabelledAndPausedWhileItWaits() throws Exception {
        WorkflowRun run = held();
        FlowNode node = node(run);
        assertThat(node.getPersistentAction(LabelAction.class).getDisplayName(), is("contoso/contoso-offer"));
        assertThat(PauseAction.isPaused(node), is(true));

        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(PauseAction.isPaused(node(run)), is(false));
    }

    @Test
    void stepsThatNeedAHumanAndTroubleShowAtOnce() throws Exception {
        WorkflowRun run = held();
        portal.blockedStep("Validate Pre-Requisites", "Accept the <b>terms</b>.");
        await().until(() -> entry(run).getState() == PublicationState.NEEDS_HUMAN);

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            String text = client.getPage(run).getBody().asNormalizedText();
            assertThat(text, containsString("Waits for somebody in Partner Center"));
            assertThat(text, containsString("Accept the terms."));

            portal.outage(true);
            await().until(() -> entry(run).getFailingSince() > 0);
            assertThat(client.getPage(run).getBody().asNormalizedText(), containsString("the service answered 503"));
        }
        portal.outage(false);
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void theRecordStaysReadableWithoutCredentialsAndConfiguration() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        MarketplaceConfiguration.get().setEndpoint("https://example.com");
        run.reload();

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(client.getPage(run).getBody().asNormalizedText(), containsString("Live"));
            assertThat(
                    client.getPage(run, "azure-marketplace").getBody().asNormalizedText(),
                    containsString("Certification"));
        }
    }

    @Test
    void aBuildThatIsOverWithoutItsPublicationTellsHowToWatchIt() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());
        BuildRecord.in(run.getRootDir().toPath()).lose("ending");
        run.reload();

        PublicationReport entry = entry(run);
        assertThat(entry.getState(), is(PublicationState.LOST));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            assertThat(
                    client.getPage(run).getBody().asNormalizedText(),
                    containsString("goes on. To watch it: marketplaceWait operation: '" + entry.getOperation() + "'"));
        }
    }

    @ParameterizedTest
    @CsvSource({"outcome, UNKNOWN", "status, SUCCEEDED", "onConflict, SUCCEEDED", "api, SUCCEEDED"})
    void aWordThatIsNotKnownDoesNotSpoilAPageOrTheApi(String element, PublicationState state) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());
        BuildRecord.in(run.getRootDir().toPath()).sayEverywhere(element, "sunk");
        run.reload();

        assertThat(entry(run).getState(), is(state));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getPage(run);
            client.getPage(run, "azure-marketplace");
            client.getPage(run.getParent());
            client.getJSON(run.getUrl() + "azure-marketplace/api/json?depth=2");
        }
        run.save();
        assertThat(Files.readString(run.getRootDir().toPath().resolve("build.xml")), containsString(">sunk<"));
    }

    @ParameterizedTest
    @CsvSource({"submissionState,", "publication,"})
    void aDamagedRecordDoesNotSpoilTheBuild(String part, String damage) throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());
        BuildRecord record = BuildRecord.in(run.getRootDir().toPath());
        if (damage == null) {
            record.lose(part);
        } else {
            record.say(part, damage);
        }
        run.reload();

        assertThat(run.getAction(BuildPublicationsAction.class).getPublications(), is(List.of()));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getPage(run);
        }
        run.save();
        assertThat(
                Files.readString(run.getRootDir().toPath().resolve("build.xml")),
                containsString("<io.jenkins.plugins.azuremarketplace.record.PublicationRecord>"));
    }

    @Test
    void theApiTellsEverythingAndTheEnvironmentNothing() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            JSONObject one = publication(
                    client.getJSON(run.getUrl() + "api/json?tree=" + TREE).getJSONObject());
            assertThat(one.getString("publisher"), is("contoso"));
            assertThat(one.getString("offer"), is("contoso-offer"));
            assertThat(one.getString("state"), is("SUCCEEDED"));
            assertThat(one.getString("outcome"), is("SUCCEEDED"));
            assertThat(one.getInt("percent"), is(100));
            assertThat(one.getBoolean("attached"), is(false));
            assertThat(one.getString("operationUrl"), containsString(portal.endpoint() + one.getString("operation")));
            assertThat(one.getLong("begun") < one.getLong("ended"), is(true));
            assertThat(one.getJSONArray("steps").size(), is(6));
            assertThat(one.getJSONArray("steps").getJSONObject(1).getString("name"), is("Certification"));
            assertThat(one.getJSONArray("steps").getJSONObject(1).getString("status"), is("COMPLETE"));
            assertThat(
                    client.getJSON(run.getUrl() + "azure-marketplace/api/json")
                            .getJSONObject()
                            .getJSONArray("publications")
                            .size(),
                    is(1));
        }
        assertThat(
                run.getEnvironment(TaskListener.NULL).keySet().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).contains("marketplace"))
                        .toList(),
                is(List.of()));
    }

    /** A list of builds stays short. */
    @Test
    void theApiTellsFactsAtDepthOneAndStepsAtDepthTwo() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());
        String job = run.getParent().getUrl() + "api/json?depth=";
        String build = run.getUrl() + "api/json?depth=";
        String action = run.getUrl() + "azure-marketplace/api/json?depth=";

        for (String nothing : List.of(job + 0, job + 1, build + 0)) {
            assertThat(nothing, json(nothing), not(containsString("contoso-offer")));
        }
        for (String facts : List.of(job + 2, build + 1, action + 0)) {
            assertThat(
                    facts,
                    json(facts),
                    allOf(
                            containsString("\"offer\":\"contoso-offer\""),
                            containsString("\"state\":\"SUCCEEDED\""),
                            not(containsString("Certification"))));
        }
        for (String steps : List.of(job + 3, build + 2, action + 1)) {
            assertThat(
                    steps,
                    json(steps),
                    allOf(containsString("\"name\":\"Certification\""), containsString("\"status\":\"COMPLETE\"")));
        }
    }

    @Test
    void theApiTellsTheCurrentStepAmongTheFacts() throws Exception {
        WorkflowRun run = held();

        assertThat(
                json(run.getUrl() + "api/json?depth=1"),
                allOf(containsString("\"name\":\"Validate Pre-Requisites\""), not(containsString("Certification"))));
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void theExampleOfTheReadmeShowsThePublicationOfABuild() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(pipeline());
        Matcher example =
                Pattern.compile("`…/(api/json\\?tree=[^`]+)`").matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find(), is(true));

        JSONObject one;
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            one = publication(client.getJSON(run.getUrl() + example.group(1)).getJSONObject());
        }

        assertThat(one.getString("offer"), is("contoso-offer"));
        assertThat(one.getString("state"), is("SUCCEEDED"));
        assertThat(one.getString("operation"), is(entry(run).getOperation()));
    }

    /** How often it asks a service that answers so, and how long it waits before each request. */
    @ParameterizedTest
    @CsvSource({
        "404, 1: 10000",
        "403, 1: 10000",
        "401, 1: 10000",
        "302, 1: 10000",
        "503, 6: 10000 20000 40000 80000 160000 300000 300000",
        "200, 6: 10000 20000 40000 80000 160000 300000 300000",
        "0, 6: 10000 20000 40000 80000 160000 300000 300000"
    })
    void theRefreshStopsWhenThereIsNothingToSeeAnyLongerAndBacksOff(int status, String requests) throws Exception {
        WorkflowRun run = held();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            HtmlPage page = client.getPage(run);
            page.executeJavaScript("""
                    var asked = 0, pauses = [], next = null, over = true;
                    window.setTimeout = function (work, pause) { pauses.push(pause); next = work; return 0; };
                    window.fetch = function () {
                      asked++;
                      return STATUS === 0 ? Promise.reject(new TypeError("no connection")) : Promise.resolve({
                        ok: STATUS === 200 || STATUS === 302, redirected: STATUS === 302, status: STATUS,
                        text: function () { return Promise.resolve("<p>Please wait</p>"); }
                      });
                    };
                    function turn() {
                      var work = next;
                      next = null;
                      if (work) { work(); }
                      // Over when all is that was promised before.
                      over = false;
                      var last = Promise.resolve();
                      for (var i = 0; i < 10; i++) { last = last.then(function () {}); }
                      last.then(function () { over = true; });
                    }
                    var part = document.querySelector("[data-azure-marketplace-url]");
                    var copy = part.cloneNode(true);
                    part.replaceWith(copy);
                    // The browser of the test does not know this.
                    copy.isConnected = true;
                    Behaviour.applySubtree(copy, true);
                    """.replace("STATUS", String.valueOf(status)));
            for (int i = 0; i < 6; i++) {
                page.executeJavaScript("turn()");
                await().until(() -> page.executeJavaScript("over").getJavaScriptResult(), is(true));
            }
            assertThat(page.executeJavaScript("asked + ': ' + pauses.join(' ')").getJavaScriptResult(), is(requests));
        }
        portal.release();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void textFromTheServiceIsTextEverywhere() throws Exception {
        portal.endsWith("failed", HOSTILE, "x".repeat(100_000) + "<i>end</i>");
        portal.message(HOSTILE);
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, pipeline());

        String log = JenkinsRule.getLog(run);
        assertHarmless(log);
        assertThat(log, containsString("red"));
        assertThat(log.length(), lessThan(20_000));
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.setAlertHandler((page, message) -> {
                throw new AssertionError("A script ran: " + message);
            });
            for (HtmlPage page : List.of(
                    client.getPage(run), client.getPage(run, "azure-marketplace"), client.getPage(run.getParent()))) {
                DomNode part = page.querySelector(".azure-marketplace");
                assertHarmless(part.asNormalizedText());
                assertThat(part.querySelectorAll("script, img, i, b").size(), is(0));
                assertThat(part.asNormalizedText().length(), lessThan(20_000));
            }
            JSONObject one = publication(
                    client.getJSON(run.getUrl() + "api/json?tree=" + TREE).getJSONObject());
            assertHarmless(one.getString("message"));
            assertHarmless(one.getJSONArray("reasons").toString());
            assertHarmless(one.getJSONArray("steps").toString());
            WebResponse xml = client.goTo(run.getUrl() + "api/xml?depth=2", "application/xml")
                    .getWebResponse();
            assertHarmless(xml.getContentAsString());
        }
    }

    @Test
    void thePageOfTheJobShowsTheLastOutcomeOfEachOffer() throws Exception {
        WorkflowJob job = pipeline();
        jenkins.buildAndAssertSuccess(job);
        portal.endsWith("failed", "No.");
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        FreeStyleProject other = jenkins.createFreeStyleProject();

        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            DomNode part = client.getPage(job).querySelector(".azure-marketplace");
            assertThat(part.querySelectorAll("tbody tr").size(), is(1));
            assertThat(part.asNormalizedText(), containsString("Failed"));
            assertThat(part.asNormalizedText(), containsString("#2"));
            assertThat(
                    client.getPage(other).querySelectorAll(".azure-marketplace").size(), is(0));
        }
    }

    /** What the script of the page asks for; no page by itself. */
    private HtmlPage fragment(String url) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            client.getOptions().setJavaScriptEnabled(false);
            return client.goTo(url);
        }
    }

    private static void assertHarmless(String text) {
        for (String bad : List.of(
                "<script",
                "<img",
                "onerror=alert(2)>",
                "\u202E",
                "\u0007",
                "\u001B",
                ConsoleNote.POSTAMBLE_STR,
                "<i>end",
                "49 end")) {
            assertThat(text, not(containsString(bad)));
        }
    }

    private static List<String> headings(HtmlPage page) {
        return page.querySelectorAll("#main-panel h1, #main-panel h2, #main-panel h3").stream()
                .map(node -> node.getNodeName() + " " + node.asNormalizedText())
                .toList();
    }

    private String json(String url) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            return client.goTo(url, "application/json").getWebResponse().getContentAsString();
        }
    }

    private static JSONObject publication(JSONObject build) {
        return build.getJSONArray("actions").stream()
                .map(JSONObject.class::cast)
                .filter(action -> action.has("publications"))
                .findFirst()
                .orElseThrow()
                .getJSONArray("publications")
                .getJSONObject(0);
    }

    private static PublicationReport entry(Run<?, ?> run) {
        return run.getAction(BuildPublicationsAction.class).getPublications().get(0);
    }

    private static FlowNode node(WorkflowRun run) {
        return new DepthFirstScanner()
                .findFirstMatch(run.getExecution(), node -> node.getPersistentAction(LabelAction.class) != null);
    }

    /** A build whose publication stays in its first step. */
    private WorkflowRun held() throws Exception {
        portal.hold();
        WorkflowRun run = pipeline().scheduleBuild2(0).waitForStart();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            BuildPublicationsAction action = run.getAction(BuildPublicationsAction.class);
            return action != null
                    && action.getPublications().get(0).getSteps().stream()
                            .anyMatch(step -> step.getStatus().equals("RUNNING"));
        });
        return run;
    }

    private WorkflowJob pipeline() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "marketplaceGoLive publisher: 'contoso', offer: 'contoso-offer', wait: true", true));
        return job;
    }
}
