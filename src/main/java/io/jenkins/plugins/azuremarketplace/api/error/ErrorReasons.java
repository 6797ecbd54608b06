package io.jenkins.plugins.azuremarketplace.api.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Readable reasons, and the code, in every shape of error that the services and their gateways are known to send. */
public final class ErrorReasons {

    /** Characters of a page, and of anything else that was not made to be a reason. */
    private static final int PAGE = 300;

    private static final int CODE = 100;

    /** The names that stand for reasons at the top of a document that holds other things as well, in lower case. */
    private static final Set<String> TOP = Set.of(
            "error",
            "errors",
            "code",
            "errorcode",
            "message",
            "messagehtml",
            "errormessage",
            "failurereason",
            "reason",
            "title",
            "detail",
            "details",
            "innererror",
            "validations");

    private ErrorReasons() {}

    /** Reasons in a body of any kind: JSON, XML, HTML, text or nothing. */
    static List<String> of(String body) {
        return of(body, UnaryOperator.identity());
    }

    /**
     * The same, without what must not be seen.
     *
     * @param hide takes out of a text what must not be seen; applied before any cut, which might leave a part of it
     */
    public static List<String> of(String body, UnaryOperator<String> hide) {
        String safe = hide.apply(body);
        JsonNode tree = ErrorBody.tree(safe);
        List<String> reasons = ErrorTree.reasons(tree, hide);
        if (!reasons.isEmpty()) {
            return reasons;
        }
        if (ErrorBody.isMarkup(safe)) {
            return text(safe, PAGE, hide);
        }
        return tree.isMissingNode() && ErrorBody.isProse(safe)
                ? text(safe, Reasons.BYTES, hide)
                : text(ErrorBody.words(tree, safe), PAGE, hide);
    }

    /** Reasons in a JSON document or a part of it. */
    static List<String> of(JsonNode json) {
        return ErrorTree.reasons(json, UnaryOperator.identity());
    }

    /** Reasons at the top of a document that tells of a failure among other things. */
    public static List<String> ofFailed(JsonNode document) {
        ObjectNode top = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> property : document.properties()) {
            if (TOP.contains(property.getKey().toLowerCase(Locale.ROOT))) {
                top.set(property.getKey(), property.getValue());
            }
        }
        return of(top);
    }

    /** The first error code in the body; else empty. */
    public static String code(JsonNode body) {
        return code(body, UnaryOperator.identity());
    }

    public static String code(JsonNode body, UnaryOperator<String> hide) {
        JsonNode error = Json.field(body, "error");
        JsonNode only = body.isObject() && body.size() == 1 ? body.iterator().next() : error;
        for (JsonNode place : List.of(error, body, only)) {
            String code = ErrorTree.word(Json.field(place, "code", "errorCode"));
            if (!code.isBlank()) {
                return PlainText.cut(plain(code, hide), CODE);
            }
        }
        return PlainText.cut(plain(ErrorTree.word(error), hide), CODE);
    }

    /** Whether a refusal means that another operation of the offer is running. */
    public static boolean tellOfConflict(int status, String code, List<String> reasons) {
        if (status == 409) {
            return true;
        }
        String text = (code + " " + String.join(" ", reasons)).toLowerCase(Locale.ROOT);
        return status == 400
                && (text.contains("conflict")
                        || text.contains("in progress")
                        || text.contains("in-progress")
                        || text.contains("not its latest")
                        || text.contains("not the latest")
                        || text.contains("already running"));
    }

    /** Plain text without what must be hidden: as it came, and as it reads without the spelling of HTML. */
    public static String plain(String text, UnaryOperator<String> hide) {
        return hide.apply(PlainText.of(hide.apply(text), Reasons.BYTES));
    }

    private static List<String> text(String text, int length, UnaryOperator<String> hide) {
        String plain = plain(text, hide);
        return plain.isEmpty() ? List.of() : Reasons.bounded(List.of(PlainText.cut(plain, length)));
    }
}
