package io.jenkins.plugins.azuremarketplace.api.portal;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.OfferVerification;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.PublishingStep;
import io.jenkins.plugins.azuremarketplace.api.operation.StepMessage;
import io.jenkins.plugins.azuremarketplace.api.operation.StepStatus;
import io.jenkins.plugins.azuremarketplace.api.scripted.Samples;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationDocumentTest {

    private static Operation read(String body) throws MarketplaceException {
        return PortalDocuments.operation(new HttpAnswer(200, Headers.of(), body, null), "read the operation");
    }

    private static PublishingStep step(String fields) throws MarketplaceException {
        return read("{\"steps\": [{" + fields + "}]}").steps().get(0);
    }

    @Test
    void isReadFromTheService() throws Exception {
        try (Service service = new Service()) {
            service.api.on(
                    "/operations/",
                    answer(200, Samples.read("operation-running.json")).with("Retry-After", "90"));

            Operation operation = service.operation();

            assertThat(operation.status(), is(OperationStatus.RUNNING));
            assertThat(operation.retryAfter(), is(Duration.ofSeconds(90)));
            ScriptedServer.Received request = service.api.received().get(0);
            assertThat(request.line(), is("GET " + Service.OPERATION + " HTTP/1.1"));
            assertThat(request.header("Authorization"), is("Bearer token-1"));
            assertThat(request.header("If-Match"), is(nullValue()));
        }
    }

    @Test
    void runs() throws Exception {
        Operation operation = read(Samples.read("operation-running.json"));

        assertThat(operation.status(), is(OperationStatus.RUNNING));
        assertThat(operation.statusText(), is("running"));
        assertThat(operation.messages(), is(empty()));
        assertThat(operation.reasons(), is(empty()));
        assertThat(operation.retryAfter(), is(nullValue()));
        assertThat(
                operation.steps().stream().map(PublishingStep::name).toList(),
                contains(
                        "Validate Pre-Requisites",
                        "Certification",
                        "Provisioning",
                        "Packaging and Lead Generation Registration",
                        "Publisher signoff",
                        "Live"));
        assertThat(
                operation.steps().get(0),
                is(new PublishingStep(
                        "Validate Pre-Requisites",
                        "< 15 min",
                        StepStatus.COMPLETE,
                        "complete",
                        100,
                        List.of(new StepMessage(false, "Step completed.")))));
        assertThat(
                operation.steps().get(1),
                is(new PublishingStep("Certification", "~2-3 days", StepStatus.RUNNING, "inProgress", 40, List.of())));
        assertThat(operation.steps().get(4).estimate(), is(""));
        assertThat("a complete step counts in full", operation.percent(), is(OptionalInt.of(240 / 6)));
    }

    @Test
    void failsWithTheReasonsOfTheServiceTheMostTellingOnesFirst() throws Exception {
        Operation operation = read(Samples.read("operation-blocked.json"));

        assertThat(operation.status(), is(OperationStatus.FAILED));
        assertThat(
                operation.reasons(),
                contains(
                        "Certification did not pass.",
                        "Certification: No image was found for the plan contoso.",
                        "Publishing stopped."));
        assertThat(operation.messages(), contains(new StepMessage(false, "Publishing stopped.")));
        PublishingStep step = operation.steps().get(0);
        assertThat(step.status(), is(StepStatus.BLOCKED));
        assertThat(step.estimate(), is("< 5 day"));
        assertThat(
                step.messages(),
                contains(
                        new StepMessage(true, "No image was found for the plan contoso."),
                        new StepMessage(false, "This step has not started yet.")));
    }

    @Test
    void readsNestedErrors() throws Exception {
        Operation operation = read("""
                {"status": "failed",
                 "error": {"code": "internalServerError", "message": "Operation failed", "details": [
                   {"code": "invalidState", "message": "Certification", "details": [
                     {"code": "invalidState", "message": "Issues found during Certification."}]}]},
                 "errors": [{"code": "expired", "message": "Too late"}]}""");

        assertThat(
                operation.reasons(),
                contains(
                        "Operation failed (internalServerError) › Certification (invalidState)"
                                + " › Issues found during Certification.",
                        "Too late (expired)"));
    }

    @Test
    void saysEachReasonOnceAndNotTooMany() throws Exception {
        String message = "{\"messageHtml\": \"Wrong %s\", \"level\": \"error\"}";
        StringBuilder steps = new StringBuilder();
        for (int step = 0; step < 30; step++) {
            steps.append(step == 0 ? "" : ",").append("{\"stepName\": \"Same\", \"messages\": [");
            for (int i = 0; i < 30; i++) {
                steps.append(i == 0 ? "" : ",").append(message.formatted(step < 2 ? "twice" : step + "-" + i));
            }
            steps.append("]}");
        }

        Operation operation = read("{\"status\": \"failed\", \"error\": \"Wrong\", \"steps\": [" + steps
                + "], \"messages\": [\"Wrong\"]}");

        assertThat(operation.reasons().subList(0, 2), contains("Wrong", "Same: Wrong twice"));
        assertThat(operation.reasons().stream().distinct().count(), is((long)
                operation.reasons().size()));
        assertThat(operation.reasons().size(), is(lessThanOrEqualTo(200)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "`message`: `Nothing new.`, `errorCode`: `NoModulesUpdated`, `errors`: null | Nothing new. (NoModulesUpdated)",
                "`Message`: `Nothing new.`, `ErrorCode`: 7 | Nothing new. (7)",
                "`messages`: `Publishing stopped.` | Publishing stopped.",
                "`messages`: {`messageHtml`: `<b>Stopped.</b>`, `level`: `information`} | Stopped.",
                "`Error`: {`Code`: `A`, `Message`: `B`} | B (A)",
                "`title`: `Invalid`, `detail`: `No plan.` | Invalid › No plan.",
                "`errors`: {`plan`: [`No image.`]} | plan: No image.",
                "`steps`: [{`stepName`: `S`, `status`: `failed`,"
                        + " `messages`: [{`message`: `m`, `level`: `information`}]}] | S: m",
                "`steps`: [{`stepName`: `S`, `status`: `rejected`, `messages`: `m`}] | S: m",
                "`steps`: [{`stepName`: `S`, `status`: `failed`, `error`: {`code`: `c`, `message`: `m`}}] | S: m (c)",
                "`steps`: [{`stepName`: `S`, `status`: `inProgress`,"
                        + " `messages`: [{`message`: `m`, `level`: `warning`}]}] | S: m",
                "`steps`: [{`stepName`: `S`, `status`: `complete`,"
                        + " `messages`: [{`message`: `m`, `level`: `Error`}]}] | S: m"
            })
    void findsTheReasonWhereverItStands(String fields, String reason) throws Exception {
        assertThat(
                read("{\"status\": \"failed\", " + fields.replace('`', '"') + "}")
                        .reasons(),
                contains(reason));
    }

    @Test
    void takesNothingForAReasonThatAStepWithoutFaultSays() throws Exception {
        assertThat(read("""
                        {"status": "failed", "error": "Stopped.", "steps": [
                          {"stepName": "A", "status": "complete", "messages": ["Step completed."]},
                          {"stepName": "B", "status": "inProgress", "messages": ["Started."]}]}""").reasons(), contains("Stopped."));
    }

    @Test
    void keepsReasonsWholeAndMessagesShort() throws Exception {
        String text = "x".repeat(30_000);

        Operation operation = read("""
                {"status": "failed", "steps": [{"stepName": "A", "status": "failed", "messages": ["%s"]}]}""".formatted(text));

        assertThat(operation.reasons(), contains("A: " + text));
        assertThat(operation.steps().get(0).messages().get(0).text(), is("x".repeat(3_999) + "…"));
    }

    @Test
    void boundsAllReasonsTogether() throws Exception {
        String messages = IntStream.range(0, 40)
                .mapToObj(i -> '"' + "x".repeat(5_000) + i + '"')
                .collect(Collectors.joining(","));

        Operation operation =
                read("{\"status\": \"failed\", \"message\": \"First.\", \"messages\": [" + messages + "]}");

        assertThat(operation.reasons().get(0), is("First."));
        assertThat(String.join("", operation.reasons()).length(), is(lessThanOrEqualTo(64_000)));
    }

    @Test
    void givesNoReasonsWhileAllIsWell() throws Exception {
        assertThat(read("{\"status\": \"running\", \"error\": \"x\"}").reasons(), is(empty()));
        assertThat(read("{\"status\": \"succeeded\", \"messages\": [\"x\"]}").reasons(), is(empty()));
        assertThat(read("{\"status\": \"canceled\", \"messages\": [\"x\"]}").reasons(), contains("x"));
        assertThat(read("{\"status\": \"rejected\", \"error\": \"x\"}").reasons(), contains("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\": \"running\"}",
                "[{\"status\": \"running\"}]",
                "[{\"status\": \"running\"}, {\"status\": \"failed\"}]",
                "\n [ {\"status\":\"running\"} ] \n",
                "\uFEFF{\"status\": \"running\"}",
                "{\"unknown\": {\"deep\": [1, {}]}, \"status\": \"running\", \"$schema\": null}"
            })
    void isAnObjectOrAnArrayThatHoldsIt(String body) throws Exception {
        assertThat(read(body).status(), is(OperationStatus.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "null",
                "[]",
                "[null]",
                "[[]]",
                "5",
                "true",
                "\"running\"",
                "[\"running\"]",
                "running",
                "<html><body>Sign in</body></html>",
                "{\"status\": \"running\"",
                "{status: running}",
                "{]",
                "\u0000\u0001",
                "\uFEFF"
            })
    void isOfNoUseIfItIsNeither(String body) {
        MarketplaceException failure = failureOf(() -> read(body));

        assertThat(failure.kind(), is(Kind.UNUSABLE));
        assertThat(failure.isPassing(), is(true));
        assertThat(failure.getMessage(), startsWith("Could not read the operation: the answer can't be read ("));
    }

    @Test
    void showsABitOfWhatCanNotBeRead() {
        assertThat(
                failureOf(() -> read("")).getMessage(),
                is("Could not read the operation: the answer can't be read (it is empty)."));
        assertThat(
                failureOf(() -> read("<h1>Sign in</h1><script>x()</script>")).getMessage(),
                is("Could not read the operation: the answer can't be read (Sign in)."));
    }

    @ParameterizedTest
    @CsvSource({
        "-5, 0",
        "0, 0",
        "100, 100",
        "250, 100",
        "'\"40\"', 40",
        "40.9, 40",
        "null, 0",
        "'\"40 %\"', 0",
        "'\"\"', 0",
        "[40], 0",
        "{}, 0",
        "1e300, 100",
        "-1e300, 0"
    })
    void boundsThePercentage(String json, int percent) throws Exception {
        assertThat(step("\"progressPercentage\": " + json).percent(), is(percent));
    }

    @Test
    void hasNoPercentageWithoutSteps() throws Exception {
        assertThat(read("{\"status\": \"running\", \"steps\": []}").percent(), is(OptionalInt.empty()));
        assertThat(read("{\"status\": \"running\"}").percent(), is(OptionalInt.empty()));
    }

    @Test
    void namesAStepByItsIdIfItHasNoName() throws Exception {
        assertThat(step("\"id\": \"publisher-signoff\"").name(), is("publisher-signoff"));
        assertThat(step("\"stepName\": null, \"id\": \"live\"").name(), is("live"));
        assertThat(step("\"stepName\": \" \", \"id\": \"live\"").name(), is("live"));
        assertThat(step("\"stepName\": \"<i></i>\"").name(), is("(step without a name)"));
        assertThat(step("").name(), is("(step without a name)"));
    }

    @Test
    void readsMessagesOfEveryKind() throws Exception {
        List<StepMessage> messages = step("""
                "messages": [
                  {"messageHtml": "<p>Fish &amp; <b>chips</b></p><script>alert(1)</script>", "level": "Error"},
                  "plain <i>string</i>",
                  {"message": "other field", "level": "warning"},
                  {"messageHtml": "", "level": "error"},
                  {"messageHtml": null, "message": "second choice"},
                  {"level": "error"}, null, 5, true, [], [["x"]], {}]""").messages();

        assertThat(
                messages,
                contains(
                        new StepMessage(true, "Fish & chips"),
                        new StepMessage(false, "plain string"),
                        new StepMessage(false, "other field"),
                        new StepMessage(false, "second choice")));
    }

    @Test
    void makesAllWordsHarmless() throws Exception {
        Operation operation = read("""
                {"status": "run\\u001b[2Jning\\u202e", "steps": [{"stepName": "A\\r\\nB<script>x</script>",
                  "estimatedTimeFrame": "1\\u0000 day", "status": "blocked\\u0007",
                  "messages": ["\\u001b[8mha:AAAA\\u001b[0mdone"]}]}""");

        PublishingStep step = operation.steps().get(0);
        assertThat(operation.statusText(), is("running"));
        assertThat(step.name(), is("A B"));
        assertThat(step.estimate(), is("1 day"));
        assertThat(step.statusText(), is("blocked"));
        assertThat(step.messages(), contains(new StepMessage(false, "ha:AAAAdone")));
    }

    @Test
    void keepsNoMoreThanAPublicationCanHave() throws Exception {
        String step = "{\"messages\": [" + "\"x\",".repeat(999) + "\"x\"]},";

        Operation operation = read("{\"steps\": [" + step.repeat(99) + "{}]}");

        assertThat(operation.steps(), hasSize(40));
        assertThat(operation.steps().get(0).messages(), hasSize(40));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"status\": null, \"steps\": null, \"messages\": null, \"error\": null, \"errors\": null}",
                "{\"status\": 5, \"steps\": 5, \"messages\": 5, \"error\": 5, \"errors\": 5}",
                "{\"status\": true, \"steps\": true, \"messages\": true, \"error\": true}",
                "{\"status\": [\"running\"], \"steps\": {\"a\": 1}, \"messages\": {\"a\": 1}}",
                "{\"status\": {\"a\": 1}, \"steps\": \"x\", \"messages\": \"x\", \"error\": [[[]]]}",
                "{\"steps\": [null, 5, \"x\", true, [], [{}], {}]}",
                "{\"steps\": [{\"stepName\": {}, \"id\": [], \"status\": {}, \"progressPercentage\": {}, \"messages\": {}}]}",
                "{\"steps\": [{\"stepName\": 5, \"status\": 5, \"estimatedTimeFrame\": 5, \"messages\": [{\"messageHtml\": {}}]}]}",
                "{\"messages\": [null, [], {\"messageHtml\": [\"x\"], \"level\": {}}]}",
                "{\"status\": \"\", \"status\": \"?\"}"
            })
    void stillRunsWhateverTheTypesAre(String body) throws Exception {
        for (String document : List.of(body, "[" + body + "]")) {
            Operation operation = read(document);

            assertThat(operation.status(), is(OperationStatus.UNKNOWN));
            assertThat(operation.status().isOver(), is(false));
            operation.steps().forEach(step -> assertThat(step.name(), is(notNullValue())));
            operation.percent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\": 5",
                "\"error\": [1, null, {\"details\": 5}]",
                "\"errors\": {\"details\": {\"a\": [[[]]]}}",
                "\"errors\": \"just a string\"",
                "\"steps\": [{\"messages\": [{\"messageHtml\": 5, \"level\": \"error\"}]}]",
                "\"messages\": {\"a\": 1}"
            })
    void failsWhateverTheTypesOfItsReasonsAre(String fields) throws Exception {
        assertThat(read("{\"status\": \"failed\", " + fields + "}").status(), is(OperationStatus.FAILED));
    }

    @Test
    void survivesTheDeepestNesting() {
        String deep = "{\"status\": \"failed\", \"error\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(failureOf(() -> read(deep)).kind(), is(Kind.UNUSABLE));
    }

    @Test
    void confirmsByTheStatusOfTheOffer() throws Exception {
        String[][] rows = {
            {"succeeded", "CONFIRMED"},
            {"Succeeded", "CONFIRMED"},
            {"somethingNew", "CONFIRMED"},
            {"failed", "CONTRADICTED"},
            {"canceled", "CONTRADICTED"},
            {"running", "CONTRADICTED"},
            {"NeverPublished", "CONTRADICTED"},
            {"WaitingForPublisherReview", "CONTRADICTED"}
        };
        try (Service service = new Service()) {
            for (String[] row : rows) {
                service.api.on("/status", answer(200, "{\"status\": \"" + row[0] + "\"}"));
                Marketplace marketplace = service.marketplace();

                OfferVerification verification = marketplace.verify(Service.OFFER, Target.LIVE, null, List.of());

                assertThat(verification, is(new OfferVerification(OfferVerification.Verdict.valueOf(row[1]), row[0])));
            }
            assertThat(
                    service.api.received().get(0).line(),
                    is("GET " + Service.OFFER_PATH + "/status" + Service.VERSION + " HTTP/1.1"));
        }
    }

    @Test
    void isCanceledThroughItsOffer() throws Exception {
        try (Service service = new Service()) {
            service.api.on("/cancel", answer(202, "").with("Location", Service.OPERATION), answer(200, ""));
            Marketplace marketplace = service.marketplace();
            OperationLocation location = marketplace.locate(Service.OPERATION);

            marketplace.cancel(Service.OFFER, location);
            marketplace.cancel(Service.OFFER, location);

            ScriptedServer.Received request = service.api.received().get(0);
            assertThat(request.line(), is("POST " + Service.OFFER_PATH + "/cancel" + Service.VERSION + " HTTP/1.1"));
            assertThat(request.header("If-Match"), is("*"));
            assertThat(request.header("Content-Type"), is("application/json"));
            assertThat(request.body(), is("{\"metadata\":{\"notification-emails\":\"\"}}"));
            assertThat(failureOf(() -> marketplace.cancel(null, location)).kind(), is(Kind.NOT_READY));
            assertThat(service.api.received(), hasSize(2));
        }
    }
}
