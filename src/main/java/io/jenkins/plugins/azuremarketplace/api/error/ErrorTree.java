package io.jenkins.plugins.azuremarketplace.api.error;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** Walks through an error to the innermost ones, each of which is a reason, together with the way to it. */
final class ErrorTree {

    private static final int DEPTH = 12;

    /** The more general ones first. */
    private static final List<String> MESSAGES = List.of(
            "title",
            "message",
            "messagehtml",
            "errormessage",
            "error_description",
            "errordescription",
            "exceptionmessage",
            "faultstring",
            "failurereason",
            "reason",
            "detail");

    private static final List<String> CODES = List.of("code", "errorcode", "faultcode");

    /** May be a map of a field's name to what is wrong with it. */
    private static final Set<String> MAPS =
            Set.of("errors", "details", "modelstate", "validationerrors", "fielderrors");

    private final UnaryOperator<String> hide;
    private final Set<String> reasons = new LinkedHashSet<>();

    private ErrorTree(UnaryOperator<String> hide) {
        this.hide = hide;
    }

    static List<String> reasons(JsonNode tree, UnaryOperator<String> hide) {
        ErrorTree walk = new ErrorTree(hide);
        walk.visit(tree, ErrorWay.START, 0);
        return Reasons.bounded(walk.reasons);
    }

    /** A string or number as text, also where it is wrapped as {@code {"lang": …, "value": …}}; else empty. */
    static String word(JsonNode node) {
        JsonNode value = node.isObject() ? Json.field(node, "value", "text") : node;
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }

    /** Returns whether there is a reason in it. */
    private boolean visit(JsonNode node, ErrorWay way, int depth) {
        if (depth > DEPTH || reasons.size() >= Reasons.MOST) {
            return false;
        }
        if (node.isArray()) {
            boolean found = false;
            for (JsonNode element : node) {
                found |= visit(element, way, depth + 1);
            }
            return found;
        }
        return node.isObject() ? visitObject(node, way, depth) : node.isTextual() && add(way, plain(node.asText()), "");
    }

    private boolean visitObject(JsonNode object, ErrorWay way, int depth) {
        String message = plain(message(object));
        String code = plain(code(object));
        ErrorWay deeper = way.and(message, code).shortened();
        boolean found = false;
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = property.getKey().toLowerCase(Locale.ROOT);
            JsonNode value = property.getValue();
            if (value.isObject() && MAPS.contains(name) && message(value).isEmpty()) {
                found |= visitFields(value, deeper, depth + 1);
            } else if (holdsErrors(name, value)) {
                found |= visit(value, deeper, depth + 1);
            }
        }
        boolean told = found && message.length() <= ErrorWay.WORD;
        return told || add(way, message.isEmpty() && !found ? code : message, code) || found;
    }

    /** An object of errors; what is text in it belongs to the field of that name. */
    private boolean visitFields(JsonNode fields, ErrorWay way, int depth) {
        boolean found = false;
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            JsonNode values = field.getValue();
            for (JsonNode value : values.isArray() ? values : List.of(values)) {
                found |= value.isTextual() && !value.asText().isBlank()
                        ? add(way, plain(field.getKey() + ": " + value.asText()), "")
                        : visit(value, way, depth + 1);
            }
        }
        return found;
    }

    private boolean add(ErrorWay way, String message, String code) {
        if (!message.isEmpty() && reasons.size() < Reasons.MOST) {
            reasons.add(way.and(message, code).toString());
        }
        return !message.isEmpty();
    }

    private String plain(String text) {
        return ErrorReasons.plain(text, hide);
    }

    /** All that an object says of itself, each thing once. What it calls its error may be a sentence or a code. */
    private static String message(JsonNode object) {
        List<String> words = new ArrayList<>();
        for (String name : MESSAGES) {
            String word = word(Json.field(object, name));
            if (!word.isBlank() && words.stream().noneMatch(said -> said.contains(word))) {
                words.add(word);
            }
        }
        String error = word(Json.field(object, "error"));
        if (words.isEmpty() || error.contains(" ")) {
            words.add(0, error);
        }
        return String.join(" › ", words);
    }

    private static String code(JsonNode object) {
        return CODES.stream()
                .map(name -> word(Json.field(object, name)))
                .filter(code -> !code.isBlank())
                .findFirst()
                .orElse(word(Json.field(object, "error")));
    }

    private static boolean holdsErrors(String name, JsonNode value) {
        boolean many = MAPS.contains(name) || name.equals("messages");
        return value.isObject()
                || value.isTextual() && many
                || value.isArray() && (many || name.equals("error") || MESSAGES.contains(name) || holdsObjects(value));
    }

    private static boolean holdsObjects(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).anyMatch(JsonNode::isContainerNode);
    }
}
