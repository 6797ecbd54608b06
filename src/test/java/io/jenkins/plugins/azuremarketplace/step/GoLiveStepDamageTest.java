package io.jenkins.plugins.azuremarketplace.step;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertAll;

import hudson.model.Result;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Records of builds that run are damaged while Jenkins is down, word by word: nothing is sent twice, and no build hangs. */
class GoLiveStepDamageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ENTRY = PublicationRecord.class.getName();
    private static final String ACTION = BuildPublicationsAction.class.getName();

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private PortalSimulator portal;

    @BeforeEach
    void simulate() {
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(2));
        portal.hold();
    }

    @AfterEach
    void close() {
        portal.close();
        NothingLeft.assertNoThreads();
    }

    @Test
    void ofWaits() throws Throwable {
        List<String> paths = new ArrayList<>();
        session(jenkins -> {
            start(jenkins, 0);
            paths.addAll(words(0));
            for (int i = 1; i < paths.size(); i++) {
                start(jenkins, i);
            }
            IntStream.range(1, paths.size()).forEach(this::awaitProgress);
        });

        everyWord(paths);
    }

    @Test
    void ofGoLivesWhoseAnswerIsUnknown() throws Throwable {
        List<String> paths = new ArrayList<>();
        session(jenkins -> {
            doubt(0);
            start(jenkins, 0);
            awaitIntent(0);
            paths.addAll(words(0));
            for (int i = 1; i < paths.size(); i++) {
                doubt(i);
                start(jenkins, i);
            }
            IntStream.range(1, paths.size()).forEach(this::awaitIntent);
        });
        IntStream.range(0, paths.size()).forEach(i -> portal.alwaysFor(offer(i), Call.SUBMISSIONS, Fault.none()));

        everyWord(paths);
    }

    @Test
    void aRecordThatIsGone() throws Throwable {
        session(jenkins -> {
            start(jenkins, 0);
            awaitProgress(0);
        });
        damage(0, document -> {
            Node action = document.getElementsByTagName(ACTION).item(0);
            action.getParentNode().removeChild(action);
        });
        session(jenkins -> {
            WorkflowRun run = build(jenkins, 0);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains(
                    "ERROR: The record of the publication of contoso/offer-0 is gone, so that it is not known whether it was"
                            + " sent. Nothing is sent from here on. Look at the offer in Partner Center before you go live"
                            + " again: https://partner.microsoft.com/",
                    run);
            assertThat(portal.requests(Call.SUBMIT), is(1));
        });
    }

    /** A field of a version that is not this one. */
    @Test
    void whatALaterVersionWrote() throws Throwable {
        session(jenkins -> {
            start(jenkins, 0);
            awaitProgress(0);
        });
        damage(0, document -> {
            Element later = document.createElement("sealed");
            later.setTextContent("by a later version");
            element(document, "publication/submissionState").appendChild(later);
            element(document, "publication")
                    .getParentNode()
                    .getParentNode()
                    .getParentNode()
                    .appendChild(document.createElement("registry"));
        });
        session(jenkins -> {
            WorkflowRun run = build(jenkins, 0);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains(
                    "ERROR: The record of the publication of contoso/offer-0 can't be read (at “publication/submissionState/sealed”)",
                    run);
            jenkins.assertLogContains("To watch its operation: marketplaceWait operation: '/api/", run);
            assertThat(record(0), containsString("<sealed>by a later version</sealed>"));
            assertThat(record(0), containsString("<registry/>"));
            String first = action(0);
            run.save();
            assertThat("as often as it is saved", action(0), is(first));
        });
    }

    @Test
    void anotherAttemptOfTheSameBuildSendsNothingEither() throws Throwable {
        session(jenkins -> {
            start(jenkins, 0, "retry(2) {\n" + step(0) + "\n}");
            awaitProgress(0);
        });
        damage(
                0,
                document ->
                        element(document, "publication/submissionState/intent").setTextContent("damaged"));
        session(jenkins -> {
            portal.finish(offer(0), "completed");
            WorkflowRun run = build(jenkins, 0);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains(
                    "ERROR: The record of an earlier publication of this build can't be read (at"
                            + " “publication/submissionState/intent”)",
                    run);
            assertThat(portal.requests(Call.SUBMIT), is(1));
        });
    }

    @Test
    void aServiceThatIsNotKnown() throws Throwable {
        session(jenkins -> {
            start(jenkins, 0);
            awaitProgress(0);
        });
        damage(0, document -> element(document, "api").setTextContent("partnerCenterNext"));
        session(jenkins -> {
            WorkflowRun run = build(jenkins, 0);
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            jenkins.assertLogContains(
                    "ERROR: The record of the publication of contoso/offer-0 names the service “partnerCenterNext”, which this"
                            + " version of the plugin does not know.",
                    run);
            assertThat(record(0), containsString("<api>partnerCenterNext</api>"));
        });
    }

    /** A crash in the midst of a save that is not atomic: the build is lost, and nothing is sent for it. */
    @Test
    void aRecordThatIsTorn() throws Throwable {
        session(jenkins -> {
            start(jenkins, 0);
            start(jenkins, 1);
            awaitProgress(0);
            awaitProgress(1);
        });
        Files.writeString(file(0), record(0).substring(0, record(0).indexOf("<submissionState>")));
        session(jenkins -> {
            portal.release();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build(jenkins, 1)));
            assertThat(
                    jenkins.jenkins
                            .getItemByFullName(offer(0), WorkflowJob.class)
                            .getBuilds(),
                    is(empty()));
            assertThat(portal.requests(Call.SUBMIT), is(2));
        });
    }

    private void everyWord(List<String> paths) throws Throwable {
        assertThat(paths, is(not(empty())));
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            damage(i, document -> element(document, path).setTextContent("damaged"));
        }
        session(jenkins -> {
            portal.release();
            assertAll(IntStream.range(0, paths.size()).mapToObj(i -> () -> {
                String path = paths.get(i);
                WorkflowRun run = build(jenkins, i);
                await(path).atMost(PATIENCE).until(() -> !run.isLogUpdated());
                assertThat(path, portal.accepted(offer(i)), is(1));
                assertThat(path, portal.requestsFor(offer(i), Call.SUBMIT), is(1));
                if (run.getResult() != Result.SUCCESS) {
                    assertThat(path, record(i), containsString(">damaged<"));
                    assertThat(path, JenkinsRule.getLog(run), containsString("ERROR: "));
                }
                // Pages and REST.
                try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
                    client.getPage(run);
                    client.getJSON(run.getUrl() + "api/json?depth=3");
                }
            }));
        });
    }

    private void session(JenkinsSessionExtension.Step step) throws Throwable {
        sessions.then(step);
        NothingLeft.assertNoThreads();
    }

    private void start(JenkinsRule jenkins, int number) throws Exception {
        start(jenkins, number, step(number));
    }

    private void start(JenkinsRule jenkins, int number, String script) throws Exception {
        if (number == 0) {
            SimulatedPortal.configure(portal);
        }
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, offer(number));
        job.setDefinition(new CpsFlowDefinition(script, true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static String step(int number) {
        return "marketplaceGoLive publisher: 'contoso', offer: '" + offer(number) + "', wait: true";
    }

    private static String offer(int number) {
        return "offer-" + number;
    }

    private static WorkflowRun build(JenkinsRule jenkins, int number) {
        return jenkins.jenkins
                .getItemByFullName(offer(number), WorkflowJob.class)
                .getBuildByNumber(1);
    }

    private void doubt(int number) {
        portal.nextFor(offer(number), Call.SUBMIT, Fault.answerAfter(503));
        portal.nextFor(offer(number), Call.SUBMISSIONS, Fault.none());
        portal.alwaysFor(offer(number), Call.SUBMISSIONS, Fault.unavailable("3600"));
    }

    private void awaitProgress(int number) {
        await(offer(number)).atMost(PATIENCE).until(() -> record(number).contains("</progress>"));
    }

    private void awaitIntent(int number) {
        await(offer(number))
                .atMost(PATIENCE)
                .until(() -> portal.requestsFor(offer(number), Call.SUBMISSIONS) == 2
                        && portal.openRequestsFor(offer(number), Call.SUBMISSIONS) == 0);
    }

    /** The paths of all words in the record of a publication, but for those of all publishing steps except one. */
    private List<String> words(int number) throws Exception {
        awaitRecord(number);
        List<String> paths = new ArrayList<>();
        collect((Element) parse(number).getElementsByTagName(ENTRY).item(0), "", paths);
        return paths;
    }

    private void awaitRecord(int number) {
        await(offer(number)).atMost(PATIENCE).until(() -> record(number).contains("</" + ENTRY + ">"));
        if (portal.requestsFor(offer(number), Call.SUBMISSIONS) < 2) {
            awaitProgress(number);
        }
    }

    private static void collect(Element element, String path, List<String> paths) {
        NodeList children = element.getChildNodes();
        boolean leaf = true;
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element child) {
                leaf = false;
                if (!seen.contains(child.getTagName())) {
                    seen.add(child.getTagName());
                    collect(child, path.isEmpty() ? child.getTagName() : path + "/" + child.getTagName(), paths);
                }
            }
        }
        if (leaf) {
            paths.add(path);
        }
    }

    private static Element element(Document document, String path) {
        Element at = (Element) document.getElementsByTagName(ENTRY).item(0);
        for (String name : path.split("/")) {
            at = (Element) at.getElementsByTagName(name).item(0);
        }
        return at;
    }

    private void damage(int number, Consumer<Document> change) throws Exception {
        Document document = parse(number);
        change.accept(document);
        TransformerFactory.newInstance()
                .newTransformer()
                .transform(
                        new DOMSource(document), new StreamResult(file(number).toFile()));
    }

    private Document parse(int number) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file(number).toFile());
    }

    private String action(int number) throws IOException {
        String record = record(number);
        return record.substring(record.indexOf("<" + ACTION), record.indexOf("</" + ACTION));
    }

    private String record(int number) throws IOException {
        return Files.exists(file(number)) ? Files.readString(file(number)) : "";
    }

    private Path file(int number) {
        return sessions.getHome().toPath().resolve(Path.of("jobs", offer(number), "builds", "1", "build.xml"));
    }
}
