package io.jenkins.plugins.azuremarketplace.api.portal;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.scripted.Samples;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionsTest {

    private final Service service = new Service();

    @AfterEach
    void close() {
        service.close();
    }

    private SubmissionList list(String body) throws MarketplaceException {
        service.api.on("/submissions/", answer(200, body));
        return service.submissions();
    }

    private Submission only(String fields) throws MarketplaceException {
        List<Submission> submissions = list("[{" + fields + "}]").submissions();
        assertThat(submissions, hasSize(1));
        return submissions.get(0);
    }

    @Test
    void areReadFromTheSample() throws Exception {
        SubmissionList list = list(Samples.read("submissions.json"));

        Submission submission = list.submissions().get(0);
        assertThat(submission.id(), is("5a63deb5-925b-4ee0-938b-7c86fbf287c5"));
        assertThat(submission.target(), is(Target.LIVE));
        assertThat(submission.type(), is("goLive"));
        assertThat(submission.status(), is(OperationStatus.RUNNING));
        assertThat(submission.changed(), is(Instant.parse("2018-03-26T21:46:01.179948Z")));
        assertThat(
                submission.location().text(),
                is(Service.OFFER_PATH + "/operations/5a63deb5-925b-4ee0-938b-7c86fbf287c5" + Service.VERSION));
        assertThat(submission.location().url().toString(), is(service.api.url() + submission.location()));
        assertThat(submission.location().offer(), is(Optional.of(Service.OFFER)));
        assertThat(list.running(), contains(submission));
    }

    @Test
    void areAskedForWithoutAFilterSoThatAlsoWhatIsOverIsKnown() throws Exception {
        service.api.on("/submissions/", answer(200, "[]"));

        SubmissionList list = service.submissions();

        assertThat(list.submissions(), is(empty()));
        assertThat(list.complete(), is(true));
        assertThat(list.running(), is(empty()));
        ScriptedServer.Received request = service.api.received().get(0);
        assertThat(request.line(), is("GET " + Service.OFFER_PATH + "/submissions/" + Service.VERSION + " HTTP/1.1"));
    }

    @Test
    void areAskedForByTheFilterOfTheDocumentationWhereNothingElseIsAllowed() throws Exception {
        service.api.on("/submissions/", answer(400, ""), answer(200, "[]"));

        SubmissionList list = service.submissions();

        assertThat(list.complete(), is(false));
        assertThat(
                service.api.received().get(1).line(),
                is("GET " + Service.OFFER_PATH + "/submissions/" + Service.VERSION + "&status=running HTTP/1.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "neverPublished             | notStarted | 0 | 0",
                "succeeded                  | complete   | 1 | 0",
                "failed                     | failed     | 1 | 0",
                "published                  | complete   | 0 | 0",
                "running                    | inProgress | 1 | 1",
                "waitingForPublisherReview  | notStarted | 1 | 1",
                "Running                    | waitingForPublisherReview | 1 | 1",
                "somethingNew               | inProgress | 1 | 1"
            })
    void areToldByTheStatusOfTheOfferWhereThereIsNoList(String status, String step, int all, int running)
            throws Exception {
        service.api.on("/submissions/", answer(403, ""));
        service.api.on("/status", answer(200, """
                {"status": "%s", "steps": [{"stepName": "Live", "status": "%s"}]}""".formatted(status, step)));

        SubmissionList list = service.submissions();

        assertThat(list.complete(), is(false));
        assertThat(list.submissions(), hasSize(all));
        assertThat(list.running(), hasSize(running));
        for (Submission one : list.submissions()) {
            assertThat(one.location().text(), is(Service.OFFER_PATH + "/status" + Service.VERSION));
        }
    }

    @Test
    void areUnknownWhereTheStatusIsRefusedToo() {
        service.api.on("/submissions/", answer(403, ""));
        service.api.on("/status", answer(404, ""));

        MarketplaceException failure = failureOf(service::submissions);

        assertThat(failure.status(), is(403));
        assertThat(failure.isRefusal(), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nextLink", "@nextLink", "@odata.nextLink", "NextLink"})
    void areReadPageAfterPage(String link) throws Exception {
        service.api.on(
                "/submissions/",
                answer(200, "{\"value\": [{\"id\": \"a\"}], \"" + link + "\": \"?skip=1\"}"),
                answer(200, "{\"value\": [], \"" + link + "\": \"" + Service.OFFER_PATH + "/submissions/?skip=2\"}"),
                answer(
                        200,
                        "{\"value\": [{\"id\": \"b\"}], \"" + link + "\": \"" + service.api.url() + Service.OFFER_PATH
                                + "/submissions/?skip=3\"}"),
                answer(200, "{\"value\": [{\"id\": \"c\"}], \"" + link + "\": null}"));

        SubmissionList list = service.submissions();

        assertThat(list.submissions().stream().map(Submission::id).toList(), contains("a", "b", "c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://evil.example/x      | the link to its next page can't be used",
                "//evil.example/x            | the link to its next page can't be used",
                "?skip=0                     | its pages go round in a circle"
            })
    void areOfNoUseIfTheirPagesLeadNowhere(String link, String problem) {
        service.api.on("/submissions/", answer(200, "{\"value\": [{\"id\": \"a\"}], \"nextLink\": \"" + link + "\"}"));

        MarketplaceException failure = failureOf(service::submissions);

        assertThat(failure.kind(), is(Kind.UNUSABLE));
        assertThat(failure.getMessage(), containsString(problem));
    }

    @Test
    void areOfNoUseIfTheirPagesDoNotEnd() {
        AtomicInteger page = new AtomicInteger();
        service.api.on("/submissions/", exchange -> {
            byte[] body = ("{\"value\": [], \"nextLink\": \"?skip=" + page.incrementAndGet() + "\"}").getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertThat(failureOf(service::submissions).getMessage(), containsString("it has more than 100 pages"));
    }

    @Test
    void areOfNoUseIfSomethingRunsThatCantBeAskedAbout() {
        service.api.on("/submissions/", answer(200, "[{\"id\": \"a b\", \"submissionState\": \"running\"}]"));

        assertThat(failureOf(service::submissions).kind(), is(Kind.UNUSABLE));
    }

    @Test
    void canBeListedBelowABasePath() throws Exception {
        service.api.on("/submissions/", answer(200, "[{\"id\": \"a1\"}]"));
        Endpoints gateway = Endpoints.of(
                MarketplaceApi.CLOUD_PARTNER_PORTAL, service.api.url() + "/gateway", service.authority.url());

        SubmissionList list = service.marketplace(gateway).submissions(Service.OFFER);

        assertThat(
                list.submissions().get(0).location().text(),
                is("/gateway" + Service.OFFER_PATH + "/operations/a1" + Service.VERSION));
    }

    @Test
    void mayBeWrappedInAValue() throws Exception {
        assertThat(
                list("{\"value\": " + Samples.read("submissions.json") + ", \"nextLink\": null}")
                        .submissions(),
                hasSize(1));
        assertThat(list("{\"value\": []}").submissions(), is(empty()));
    }

    @Test
    void areOverOrNotByTheirOwnStateWhateverWasAskedFor() throws Exception {
        SubmissionList list = list("""
                [{"id": "a", "submissionType": "goLive", "submissionState": "completed"},
                 {"id": "b", "submissionType": "goLive", "submissionState": "canceled"},
                 {"id": "c", "submissionType": "publish", "submissionState": "somethingNew"},
                 {"id": "d", "submissionType": "goLive", "submissionState": "running"}]""");

        assertThat(list.submissions().stream().map(Submission::id).toList(), contains("a", "b", "c", "d"));
        assertThat(
                "an unknown state counts as running",
                list.running().stream().map(Submission::id).toList(),
                contains("c", "d"));
    }

    @ParameterizedTest
    @CsvSource({
        "goLive, LIVE",
        "GoLive, LIVE",
        "golive, LIVE",
        "go live, LIVE",
        "go-live, LIVE",
        "publish, PREVIEW",
        "preview, PREVIEW",
        "goLiveSoon, ",
        "'', "
    })
    void haveATargetIfTheWordForItIsKnown(String type, Target target) throws Exception {
        Submission submission = only("\"id\": \"a\", \"submissionType\": \"" + type + "\"");

        assertThat(submission.target(), is(target));
        assertThat(submission.type(), is(type));
    }

    @Test
    void mayLackAllButTheirId() throws Exception {
        Submission submission = only("\"id\": \"contoso$contoso-offer$2$preview\"");

        assertThat(submission.target(), is(nullValue()));
        assertThat(submission.type(), is(""));
        assertThat(submission.status(), is(OperationStatus.UNKNOWN));
        assertThat(submission.changed(), is(nullValue()));
    }

    @Test
    void mayHaveAnotherNameForTheState() throws Exception {
        assertThat(only("\"id\": \"a\", \"status\": \"canceled\"").status(), is(OperationStatus.CANCELED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../../other/offers/x/golive",
                "..%2f..",
                "%2e%2e",
                "a/b",
                "a?b=c",
                "a#b",
                "a\\\\b",
                "a b",
                "",
                "a\\u0000",
                "a\\n",
                "//evil.example",
                "https://evil.example/",
                "é",
                "a;b",
                "a@b",
                "a:b"
            })
    void areLeftOutIfTheirIdIsNoPathSegment(String id) throws Exception {
        SubmissionList list = list("[{\"id\": \"" + id + "\"}, {\"id\": \"good\"}]");

        assertThat(list.submissions().stream().map(Submission::id).toList(), contains("good"));
    }

    @Test
    void areLeftOutIfTheirIdIsTooLong() throws Exception {
        assertThat(list("[{\"id\": \"" + "a".repeat(201) + "\"}]").submissions(), is(empty()));
        assertThat(list("[{\"id\": \"" + "a".repeat(200) + "\"}]").submissions(), hasSize(1));
    }

    @Test
    void areLeftOutIfTheyAreNone() throws Exception {
        SubmissionList list = list("""
                [null, 5, "x", true, [], {}, {"id": null}, {"id": {}}, {"id": ["a"]}, {"ID": "a"},
                 {"id": 7, "submissionType": {}, "submissionState": [], "changedTime": 5},
                 {"id": "b", "submissionType": null, "submissionState": null, "changedTime": "yesterday"}]""");

        assertThat(list.submissions().stream().map(Submission::id).toList(), contains("a", "7", "b"));
        assertThat(list.submissions().get(2).changed(), is(nullValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "2018-03-26T21:46:01.179948Z, 2018-03-26T21:46:01.179948Z",
        "2018-03-26T21:46:01.1799481Z, 2018-03-26T21:46:01.179948100Z",
        "2018-03-26T21:46:01Z, 2018-03-26T21:46:01Z",
        "2018-03-26T21:46:01, 2018-03-26T21:46:01Z",
        "2018-03-26T21:46:01.1799481, 2018-03-26T21:46:01.179948100Z",
        "2018-03-26T23:46:01+02:00, 2018-03-26T21:46:01Z",
        "2018-03-26T14:46:01.5-07:00, 2018-03-26T21:46:01.5Z"
    })
    void changedAtATimeWithAnyNumberOfFractionDigits(String text, Instant time) throws Exception {
        assertThat(only("\"id\": \"a\", \"changedTime\": \"" + text + "\"").changed(), is(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "null",
                "5",
                "{}",
                "\"2018-03-26\"",
                "\"2018-13-26T21:46:01Z\"",
                "\"2018-03-26 21:46:01Z\"",
                "\"Mon, 26 Mar 2018 21:46:01 GMT\"",
                "\"+999999999-12-31T23:59:59-18:00\"",
                "\"+10000-01-01T00:00:00Z\"",
                "\"0001-01-01T00:00:00\"",
                "\"1601-01-01T00:00:00Z\""
            })
    void mayHaveNoReadableTime(String json) throws Exception {
        assertThat(only("\"id\": \"a\", \"changedTime\": " + json).changed(), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "5", "\"x\"", "{\"value\": {}}", "{\"value\": null}", "["})
    void areOfNoUseIfThereIsNoList(String body) {
        MarketplaceException failure = failureOf(() -> list(body));

        assertThat(failure.kind(), is(Kind.UNUSABLE));
        assertThat(
                failure.getMessage(),
                containsString("Could not list the operations of contoso/contoso-offer: the answer can't be read ("));
    }

    @Test
    void areNotThereWhereSomethingElseAnswers() {
        service.api.on("/submissions/", answer(200, "<html><title>Sign in</title></html>"));

        MarketplaceException failure = failureOf(service::submissions);

        assertThat(failure.kind(), is(Kind.NOT_THE_SERVICE));
        assertThat(failure.isPassing(), is(false));
        assertThat(failure.getMessage(), containsString("Sign in"));
    }

    @Test
    void sayWhatWasAskedForWhenTheServiceRefuses() {
        service.api.on(
                "/submissions/", answer(404, "{\"error\": {\"code\": \"NotFound\", \"message\": \"No offer.\"}}"));

        MarketplaceException failure = failureOf(service::submissions);

        assertThat(
                failure.getMessage(),
                is(
                        "Could not list the operations of contoso/contoso-offer: the service answered 404."
                                + " No offer. (NotFound)."
                                + " Check the publisher id and the offer id, and that the service principal may see the offer."));
    }
}
