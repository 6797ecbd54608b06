package io.jenkins.plugins.azuremarketplace.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Turns every shape of error body that the services and their gateways are known to send into readable reasons: one per
 * innermost error, with the way to it, such as {@code Operation failed › Certification › Issues found (invalidState)}.
 */
final class ErrorReasons {

    private static final int REASONS = 20;
    private static final int DEPTH = 12;

    /** Characters of each word on the way to a reason. */
    private static final int WAY = 200;

    /** The more telling ones first. */
    private static final List<String> MESSAGES =
            List.of("message", "error_description", "messagehtml", "detail", "failurereason", "title");

    private static final List<String> CODES = List.of("code", "errorcode");

    private final Set<String> reasons = new LinkedHashSet<>();

    private ErrorReasons() {}

    /** Reasons in a body of any kind: JSON, HTML, text or nothing. */
    static List<String> of(String body) {
        if (body.isBlank()) {
            return List.of();
        }
        JsonNode json = Json.parse(body);
        if (json.isMissingNode() || json.isTextual()) {
            String text = PlainText.of(json.isTextual() ? json.asText() : body);
            return text.isEmpty() ? List.of() : List.of(text);
        }
        return of(json);
    }

    /** Reasons in a JSON document or a part of it. */
    static List<String> of(JsonNode json) {
        ErrorReasons found = new ErrorReasons();
        found.visit(json, List.of(), 0);
        return List.copyOf(found.reasons);
    }

    /** The first error code in the body; else empty. */
    static String code(JsonNode json) {
        for (JsonNode place : List.of(json.path("error"), json)) {
            String code = Json.text(place, "code", "errorCode");
            if (!code.isEmpty()) {
                return PlainText.of(code, 100);
            }
        }
        return json.path("error").isTextual() ? PlainText.of(json.path("error").asText(), 100) : "";
    }

    /** Whether a refusal means that another operation of the offer is running. */
    static boolean tellOfConflict(int status, String code, List<String> reasons) {
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

    /** Returns whether there is a reason in it. */
    private boolean visit(JsonNode node, List<String> way, int depth) {
        if (depth > DEPTH || reasons.size() >= REASONS) {
            return false;
        }
        if (node.isArray()) {
            boolean found = false;
            for (JsonNode element : node) {
                found |= visit(element, way, depth + 1);
            }
            return found;
        }
        return node.isObject() ? visitObject(node, way, depth) : node.isTextual() && add(way, node.asText(), "");
    }

    private boolean visitObject(JsonNode object, List<String> way, int depth) {
        String message = field(object, MESSAGES);
        String code = field(object, CODES);
        String error = Json.text(object, "error");
        if (code.isEmpty() && !message.isEmpty()) {
            code = error;
        } else if (message.isEmpty()) {
            message = error;
        }
        List<String> deeper = way;
        String word = PlainText.of(message, WAY);
        if (!word.isEmpty() && !way.contains(word)) {
            deeper = new ArrayList<>(way);
            deeper.add(word);
        }
        boolean found = false;
        for (String name : (Iterable<String>) object::fieldNames) {
            JsonNode value = object.get(name);
            boolean texts = name.equalsIgnoreCase("errors") || name.equalsIgnoreCase("details");
            if (value.isObject() || (value.isArray() && (texts || holdsObjects(value)))) {
                found |= visit(value, deeper, depth + 1);
            }
        }
        if (found) {
            return true;
        }
        return message.isEmpty() ? !code.isEmpty() && add(way, code, "") : add(way, message, code);
    }

    private boolean add(List<String> way, String message, String code) {
        List<String> words = new ArrayList<>(way);
        String text = PlainText.of(message);
        if (!text.isEmpty() && !words.contains(PlainText.of(message, WAY))) {
            words.add(text);
        }
        String plainCode = PlainText.of(code, 100);
        String reason = String.join(" › ", words);
        if (!reason.isEmpty() && reasons.size() < REASONS) {
            reasons.add(plainCode.isEmpty() || reason.contains(plainCode) ? reason : reason + " (" + plainCode + ")");
        }
        return !reason.isEmpty();
    }

    private static boolean holdsObjects(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).anyMatch(JsonNode::isContainerNode);
    }

    private static String field(JsonNode object, List<String> names) {
        return names.stream()
                .flatMap(name -> object.properties().stream()
                        .filter(property -> property.getKey().equalsIgnoreCase(name))
                        .map(Map.Entry::getValue)
                        .filter(value -> value.isValueNode() && !value.asText().isBlank() && !value.isNull())
                        .map(JsonNode::asText))
                .findFirst()
                .orElse("");
    }
}
