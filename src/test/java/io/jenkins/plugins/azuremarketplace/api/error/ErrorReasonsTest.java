package io.jenkins.plugins.azuremarketplace.api.error;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReasonsTest {

    /** One row for each shape of /reference/peers.md, 2e, with what is read from it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{`error`:{`code`:`InvalidAPIVersion`,`message`:`The version is wrong.`}}"
                        + "| InvalidAPIVersion | The version is wrong. (InvalidAPIVersion)",
                "{`error`:{`code`:`BadArgument`,`message`:`Many things are wrong`,`details`:[]}}"
                        + "| BadArgument | Many things are wrong (BadArgument)",
                "{`error`:{`code`:`A`,`message`:`Outer`,`details`:[{`code`:`B`,`message`:`Inner`,`details`:null}]}}"
                        + "| A | Outer (A) › Inner (B)",
                "{`errors`:[{`resourceId`:`submission/1`,`code`:`conflict`,`message`:`In progress`,`details`:[]}]}"
                        + "| | In progress (conflict)",
                "{`statusCode`:401,`message`:`APIM: Unauthorized. Access token is missing or invalid.`}"
                        + "| | APIM: Unauthorized. Access token is missing or invalid.",
                "{`value`:[{`errorCode`:`Resell-20007`,`severity`:`Error`,`message`:`No plan.`,`resource`:`x`}]}"
                        + "| | No plan. (Resell-20007)",
                "{`code`:`InvalidState`,`data`:[],`details`:[],`message`:`Not now.`,`source`:`Ingestion Api`,`target`:`submission`}"
                        + "| InvalidState | Not now. (InvalidState)",
                "{`Variant`:{`serviceName`:`Storage`,`error`:`snapshot() resulted in an internal conflict! Retry is OK`}}"
                        + "| | snapshot() resulted in an internal conflict! Retry is OK",
                "`Offer not found` | | Offer not found",
                "{`error`:`invalid_client`,`error_description`:`AADSTS7000215: Invalid client secret provided.`}"
                        + "| invalid_client | AADSTS7000215: Invalid client secret provided. (invalid_client)",
                "{`messageHtml`:`<p>No image for <b>plan</b> &amp; offer</p>`,`level`:`error`,`timestamp`:`2017-03-28T19:50:39Z`}"
                        + "| | No image for plan & offer",
                "{`title`:`Bad request`,`status`:400,`detail`:`The offer id is wrong.`}| | Bad request › The offer id is wrong.",
                "{`Error`:{`Code`:`X`,`Message`:`Upper case`}} | X | Upper case (X)",
                "{`error`:`conflict`} | conflict | conflict",
                "{`error`:{`code`:`justACode`}} | justACode | justACode",
                "{`error`:{`code`:`Forbidden`,`message`:`No.`,`innerError`:{`date`:`2026-01-01`,`request-id`:`1`}}}"
                        + "| Forbidden | No. (Forbidden)",
                "{`error`:{`code`:`X`,`message`:`See X.`}} | X | See X.",
                "{`failureReason`:`Certification failed`} | | Certification failed",
                "{`details`:[`first`]} | | first",
                "{`errors`:{`x-ms-someHeader`:[`SomeHeader is a required header.`]},`type`:`about:blank`,`title`:`One or"
                        + " more validation errors occurred.`,`status`:400,`traceId`:`00-0`}"
                        + "| | One or more validation errors occurred. › x-ms-someHeader: SomeHeader is a required header.",
                "{`Message`:`The request is invalid.`,`ModelState`:{`offer.id`:[`Too long.`]}}"
                        + "| | The request is invalid. › offer.id: Too long.",
                "{`errors`:{`plan`:`No plan.`}} | | plan: No plan.",
                "{`errors`:{`message`:`Just one.`}} | | Just one.",
                "{`type`:`https://x`,`title`:`No.`,`status`:403,`detail`:`Your balance is 30.`,`instance`:`/a/1`}"
                        + "| | No. › Your balance is 30.",
                "{`error`:{`code`:`OfferNotInPreview`,`message`:`Publish the offer to preview first.`,"
                        + "`details`:[{`code`:`x`,`message`:`detail-77`}]}}"
                        + "| OfferNotInPreview | Publish the offer to preview first. (OfferNotInPreview) › detail-77 (x)",
                "{`message`:`There is nothing new to publish.`,`errorCode`:`NoModulesUpdated`,`errors`:null}"
                        + "| NoModulesUpdated | There is nothing new to publish. (NoModulesUpdated)",
                "{`code`:`Outer`,`errors`:[{`message`:`Inner.`}]} | Outer | Outer › Inner.",
                "{`odata.error`:{`code`:`Busy`,`message`:{`lang`:`en-US`,`value`:`The table is busy.`}}}"
                        + "| Busy | The table is busy. (Busy)",
                "{`messages`:`a plain text`} | | a plain text",
                "{`messages`:[{`messageHtml`:`<b>x</b>`,`level`:`warning`}]} | | x",
                "{`message`:[`name must be a string`],`error`:`Bad Request`,`statusCode`:400}"
                        + "| Bad Request | Bad Request › name must be a string",
                "{`ERROR`:{`CODE`:`X`,`MESSAGE`:`Loud.`,`DETAILS`:[{`Message`:`Louder.`}]}} | X | Loud. (X) › Louder.",
                "{`error`:{`message`:`Reason`,`details`:`in a text`}} | | Reason › in a text",
                "{`status`:`x`} | | status: x",
                "{`fault`:{`faultstring`:`Invalid token`,`detail`:{`errorcode`:`oauth.invalid`}}}"
                        + "| | Invalid token › oauth.invalid",
                "404 page not found | | 404 page not found",
                "true story | | true story",
                "<Error><Code>X</Code><Message>Y &amp; Z</Message></Error> | X | Y & Z (X)",
                "<?xml version=`1.0`?><!-- c --><Error><Code>AuthenticationFailed</Code>"
                        + "<Message>Not authenticated. RequestId:1</Message>"
                        + "<AuthenticationErrorDetail>SAS</AuthenticationErrorDetail></Error>"
                        + "| AuthenticationFailed | Not authenticated. RequestId:1 (AuthenticationFailed)",
                "<m:error xmlns:m=`u`><m:code>Busy</m:code><m:message xml:lang=`en`>Later.</m:message></m:error>"
                        + "| Busy | Later. (Busy)",
                "<Fault><Code><Value>Receiver</Value></Code><Reason><Text>Internal.</Text></Reason></Fault>"
                        + "| Receiver | Internal. (Receiver)",
                "<Errors><Error><Message>One.</Message></Error></Errors> | | One.",
                "<string>just a text</string> | | just a text"
            })
    void everyKnownShapeHasAReason(String body, String code, String reason) {
        String json = body.strip();

        assertThat(ErrorReasons.of(json.replace('`', '"')), contains(reason));
        assertThat(ErrorReasons.code(ErrorBody.tree(json.replace('`', '"'))), is(code == null ? "" : code));
    }

    @Test
    void anHtmlPageBecomesALine() {
        assertThat(ErrorReasons.of("""
                        <!DOCTYPE html><html><head><title>502</title><style>h1 {}</style></head>
                        <body><h1>Bad&nbsp;Gateway</h1><script>alert(1)</script><p>nginx</p></body></html>"""), contains("502 Bad Gateway nginx"));
    }

    @Test
    void aTextThatBeginsLikeJsonIsAText() {
        assertThat(ErrorReasons.of("\"Offer\" is wrong"), contains("\"Offer\" is wrong"));
    }

    @Test
    void aPageOfAGatewayIsShortened() {
        String page = "<html><head><title>Blocked</title></head><body>" + "word ".repeat(2_000) + "</body></html>";

        String reason = ErrorReasons.of(page).get(0);

        assertThat(reason, startsWith("Blocked word"));
        assertThat(reason.length(), is(lessThanOrEqualTo(300)));
    }

    @Test
    void aTextThatIsNoPageIsKeptWhole() {
        assertThat(ErrorReasons.of("word ".repeat(2_000)).get(0).length(), is(9_999));
    }

    @Test
    void aDamagedDocumentIsShownInPart() {
        assertThat(
                ErrorReasons.of("{\"error\": {\"message\": \"No \\\"plan\\\" \\u0041"),
                contains("{\"error\": {\"message\": \"No \"plan\" A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n\t",
                "null",
                "{}",
                "[]",
                "5",
                "true",
                "\"\"",
                "[[], {}]",
                "{\"error\": null}",
                "{\"error\": {}}",
                "{\"message\": null}",
                "{\"message\": \"\"}",
                "{\"errors\": []}",
                "{\"details\": [null, 1, true]}",
                "{\"status\": 5}",
                "<html></html>",
                "<Error><Code/></Error>"
            })
    void nothingGivesNoReason(String body) {
        assertThat(ErrorReasons.of(body), is(empty()));
    }

    @Test
    void theInnermostReasonOfANestedErrorIsShownWithTheWayToIt() {
        assertThat(
                ErrorReasons.of("""
                        {"jobStatus": "completed", "jobResult": "failed", "errors": [
                          {"resourceId": "submission/1", "code": "internalServerError", "message": "Operation failed", "details": [
                            {"code": "invalidState", "message": "Certification", "details": [
                              {"code": "invalidState", "message": "Issues found during Certification."}]}]}]}"""),
                contains("Operation failed (internalServerError) › Certification (invalidState)"
                        + " › Issues found during Certification."));
    }

    @Test
    void eachLeafIsAReason() {
        assertThat(
                ErrorReasons.of("""
                        {"error": {"code": "A", "message": "Validation failed", "details": [
                          {"code": "B", "message": "No logo."}, "No plan.", {"message": "Validation failed"},
                          {"code": "C", "message": "No logo.", "details": {"message": "Really none"}}]}}"""),
                contains(
                        "Validation failed (A) › No logo. (B)",
                        "Validation failed (A) › No plan.",
                        "Validation failed (A)",
                        "Validation failed (A) › No logo. (C) › Really none"));
    }

    @Test
    void aReasonIsSaidOnceAndItsParentIsNoReasonOfItsOwn() {
        String entry = "{\"message\": \"Outer\", \"details\": [{\"message\": \"Inner\"}]}";

        assertThat(ErrorReasons.of("{\"errors\": [" + entry + "," + entry + "]}"), contains("Outer › Inner"));
    }

    @Test
    void aListMayBeginWithSomethingElse() {
        assertThat(ErrorReasons.of("{\"value\": [null, {\"message\": \"No plan.\"}]}"), contains("No plan."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\": {\"message\": \"Reason\", \"details\": 5}}",
                "{\"error\": {\"message\": \"Reason\", \"details\": {}}}",
                "{\"error\": {\"message\": \"Reason\", \"details\": [null, 5, [], [[]], {}]}}",
                "{\"error\": {\"message\": \"Reason\", \"code\": null}}",
                "{\"error\": {\"message\": \"Reason\", \"code\": {}}}",
                "{\"error\": {\"message\": \"Reason\", \"code\": []}}",
                "{\"error\": {\"message\": {}, \"title\": \"Reason\"}}",
                "[[[{\"message\": \"Reason\"}]]]",
                "[\"Reason\"]",
                "{\"error\": {\"message\": \"Reason\"}, \"errors\": null, \"value\": 7}",
                "{\"errors\": {\"a\": [null, {\"message\": \"Reason\"}, 5], \"b\": {}, \"c\": null}}",
                "{\"messages\": {\"message\": \"Reason\"}}",
                "{\"a\": {\"b\": {\"c\": {\"message\": \"Reason\"}}}}"
            })
    void oddShapesDoNotHideTheReason(String body) {
        assertThat(ErrorReasons.of(body), contains("Reason"));
    }

    @Test
    void numbersAreReadableToo() {
        assertThat(ErrorReasons.of("{\"error\": {\"code\": 42, \"message\": 7}}"), contains("7 (42)"));
        assertThat(ErrorReasons.code(Json.parse("{\"error\": {\"code\": 42}}")), is("42"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 6, 100, 400, 100_000})
    void deepNestingNeverThrows(int levels) {
        String body = IntStream.range(0, levels)
                        .mapToObj(level -> "{\"message\": \"Level " + level + "\", \"details\": [")
                        .collect(Collectors.joining())
                + "]}".repeat(levels);

        List<String> reasons = ErrorReasons.of(body);

        assertThat(reasons, hasSize(1));
        if (levels <= 400) {
            assertThat(reasons.get(0), startsWith("Level 0 › Level 1 › Level 2"));
        }
        assertThat(reasons.get(0).length(), is(lessThanOrEqualTo(2_500)));
    }

    @Test
    void tenThousandEntriesAreBounded() {
        String entries = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"code\": \"C" + i + "\", \"message\": \"Reason " + i + "\"}")
                .collect(Collectors.joining(","));

        List<String> reasons = ErrorReasons.of("{\"errors\": [" + entries + "]}");

        assertThat(reasons, hasSize(200));
        assertThat(reasons, hasItem("Reason 199 (C199)"));
    }

    @Test
    void aReasonIsKeptWhole() {
        String text = "x".repeat(20_000);

        assertThat(ErrorReasons.of("{\"message\": \"" + text + "\"}"), contains(text));
    }

    @Test
    void aLongReasonAboveOthersIsShortOnTheWayAndWholeByItself() {
        String text = "x".repeat(3_000);

        assertThat(
                ErrorReasons.of("{\"message\": \"%s\", \"code\": \"A\", \"details\": [\"y\"]}".formatted(text)),
                contains("x".repeat(199) + "… (A) › y", text + " (A)"));
    }

    @Test
    void allReasonsTogetherAreBounded() {
        String text = "ü".repeat(500);
        String entries = IntStream.range(0, 150)
                .mapToObj(i -> "{\"message\": \"" + i + text + "\"}")
                .collect(Collectors.joining(","));

        List<String> reasons = ErrorReasons.of("{\"errors\": [" + entries + "]}");

        int bytes = String.join("", reasons).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes, is(lessThanOrEqualTo(64_000)));
        assertThat(bytes, is(greaterThan(63_900)));
    }

    @Test
    void aSecretIsHiddenBeforeACutLeavesAPartOfIt() {
        UnaryOperator<String> hide = text -> text.replace("sec\"ret", "****");
        String message =
                "{\"message\": \"" + "x".repeat(195) + "sec\\\"ret" + "x".repeat(100) + "\", \"details\": [\"y\"]}";

        for (String body : List.of(message, "{\"a\": \"sec\\\"ret\"}", "{\"a\": \"sec\\\"ret")) {
            assertThat(ErrorReasons.of(body, hide).toString(), not(containsString("sec")));
        }
    }

    @Test
    void everythingIsPlainText() {
        assertThat(
                ErrorReasons.of(
                        "{\"error\": {\"code\": \"A\\nB\\u202e\", \"message\": \"<b>x</b>\\u001b[31m\\r\\ny\"}}"),
                contains("x y (A B)"));
        assertThat(ErrorReasons.code(Json.parse("{\"code\": \"<i>A</i>\\u0007\"}")), is("A"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409 | | | true",
                "409 | x | y | true",
                "400 | conflict | | true",
                "400 | Conflict | | true",
                "400 | | An In Progress submission already exists | true",
                "400 | | already has an in-progress submission | true",
                "400 | | The submission cannot be pushed to as its not the latest | true",
                "400 | | The submission cannot be pushed to as it is not its latest | true",
                "400 | | Another operation is already running. | true",
                "400 | BadRequest | The offer id is wrong. | false",
                "400 | | | false",
                "403 | conflict | conflict | false",
                "412 | conflict | | false",
                "500 | | snapshot() resulted in an internal conflict! Retry is OK | false"
            })
    void aConflictIsRecognised(int status, String code, String reason, boolean conflict) {
        String word = code == null ? "" : code;
        List<String> reasons = reason == null ? List.of() : List.of(reason);

        assertThat(ErrorReasons.tellOfConflict(status, word, reasons), is(conflict));
    }
}
