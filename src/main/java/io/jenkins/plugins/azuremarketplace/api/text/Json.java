package io.jenkins.plugins.azuremarketplace.api.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSON without ever minding a missing field, a null, another type or one more field. */
public final class Json {

    public static final ObjectMapper MAPPER = new ObjectMapper();

    /** Later times are no times: there are no words for them, and no milliseconds. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Json() {}

    /** The document; a missing node if the text is not JSON. */
    public static JsonNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** The first of the fields that is there, in this spelling or with other capitals; else a missing node. */
    public static JsonNode field(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode exact = object.path(name);
            if (!exact.isMissingNode()) {
                return exact;
            }
        }
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            for (String name : names) {
                if (property.getKey().equalsIgnoreCase(name)) {
                    return property.getValue();
                }
            }
        }
        return MissingNode.getInstance();
    }

    /** The first of the fields that holds a string, number or boolean, as text; else empty. */
    public static String text(JsonNode object, String... names) {
        for (String name : names) {
            JsonNode value = field(object, name);
            if (value.isValueNode() && !value.isNull()) {
                return value.asText();
            }
        }
        return "";
    }

    /** A whole number, also where it is written as a string; else the default. Beyond all bounds, the bound. */
    public static int number(JsonNode object, String name, int otherwise) {
        double number = field(object, name).asDouble(otherwise);
        return Double.isNaN(number) ? otherwise : (int) number;
    }

    /** The elements of an array; nothing for anything else. */
    public static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        if (array.isArray()) {
            array.forEach(elements::add);
        }
        return elements;
    }

    /**
     * An ISO 8601 time with any number of fraction digits, UTC if it names no zone; null if it is none, and for the years
     * 1 and 1601, by which the services mean the same.
     */
    @CheckForNull
    public static Instant time(JsonNode object, String field) {
        String text = text(object, field);
        try {
            Instant time = text.isEmpty() ? null : DateTimeFormatter.ISO_DATE_TIME.parse(text, Json::instant);
            return time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeParseException notATime) {
            return null;
        }
    }

    private static Instant instant(java.time.temporal.TemporalAccessor parsed) {
        return parsed.isSupported(java.time.temporal.ChronoField.INSTANT_SECONDS)
                ? Instant.from(parsed)
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
