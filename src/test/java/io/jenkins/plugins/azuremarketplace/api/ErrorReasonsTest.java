package io.jenkins.plugins.azuremarketplace.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
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
                        + "| A | Outer › Inner (B)",
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
                "{`title`:`Bad request`,`status`:400,`detail`:`The offer id is wrong.`}| | The offer id is wrong.",
                "{`Error`:{`Code`:`X`,`Message`:`Upper case`}} | | Upper case (X)",
                "{`error`:`conflict`} | conflict | conflict",
                "{`error`:{`code`:`justACode`}} | justACode | justACode",
                "{`error`:{`code`:`Forbidden`,`message`:`No.`,`innerError`:{`date`:`2026-01-01`,`request-id`:`1`}}}"
                        + "| Forbidden | No. (Forbidden)",
                "{`error`:{`code`:`X`,`message`:`See X.`}} | X | See X.",
                "{`failureReason`:`Certification failed`} | | Certification failed",
                "{`details`:[`first`]} | | first"
            })
    void everyKnownShapeHasAReason(String body, String code, String reason) {
        String json = body.strip();

        assertThat(ErrorReasons.of(json.replace('`', '"')), contains(reason));
        assertThat(ErrorReasons.code(Json.parse(json.replace('`', '"'))), is(code == null ? "" : code));
    }

    @Test
    void anHtmlPageBecomesALine() {
        assertThat(ErrorReasons.of("""
                        <!DOCTYPE html><html><head><title>502</title><style>h1 {}</style></head>
                        <body><h1>Bad&nbsp;Gateway</h1><script>alert(1)</script><p>nginx</p></body></html>"""), contains("502 Bad Gateway nginx"));
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
                "{\"status\": \"x\"}",
                "<html></html>"
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
                contains("Operation failed › Certification › Issues found during Certification. (invalidState)"));
    }

    @Test
    void eachLeafIsAReason() {
        assertThat(
                ErrorReasons.of("""
                        {"error": {"code": "A", "message": "Validation failed", "details": [
                          {"code": "B", "message": "No logo."}, "No plan.", {"message": "Validation failed"},
                          {"code": "C", "message": "No logo.", "details": {"message": "Really none"}}]}}"""),
                contains(
                        "Validation failed › No logo. (B)",
                        "Validation failed › No plan.",
                        "Validation failed",
                        "Validation failed › No logo. › Really none"));
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
                "{\"error\": {\"message\": \"Reason\", \"details\": \"not a list\"}}",
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
        assertThat(reasons.get(0).length(), is(lessThanOrEqualTo(1200)));
    }

    @Test
    void tenThousandEntriesAreBounded() {
        String entries = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"code\": \"C" + i + "\", \"message\": \"Reason " + i + "\"}")
                .collect(Collectors.joining(","));

        List<String> reasons = ErrorReasons.of("{\"errors\": [" + entries + "]}");

        assertThat(reasons, hasSize(20));
        assertThat(reasons, hasItem("Reason 19 (C19)"));
    }

    @Test
    void reasonsAreBoundedInLengthAlsoWhenTheyAreNested() {
        String text = "x".repeat(3000);
        String body = ("{\"message\": \"%s\", \"details\": [{\"message\": \"y%s\", \"details\": [{\"message\": \"z%s\","
                        + " \"details\": [{\"message\": \"w%s\"}]}]}]}")
                .formatted(text, text, text, text);

        List<String> reasons = ErrorReasons.of(body);

        assertThat(reasons.stream().map(String::length).toList(), everyItem(is(lessThanOrEqualTo(1200))));
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
