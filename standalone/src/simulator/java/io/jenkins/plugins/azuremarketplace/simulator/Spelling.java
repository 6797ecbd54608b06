package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** How the service spells the names of properties and the words of enumerations. */
public enum Spelling {
    AS_DOCUMENTED(false, false),
    CAPITAL_NAMES(true, false),
    CAPITAL_WORDS(false, true),
    CAPITALS(true, true);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ENUMERATIONS = Set.of(
            "status",
            "result",
            "jobStatus",
            "jobResult",
            "targetType",
            "submissionType",
            "submissionState",
            "slot",
            "level");

    private final boolean names;
    private final boolean words;

    Spelling(boolean names, boolean words) {
        this.names = names;
        this.words = words;
    }

    Answer spell(Answer answer) {
        if (this == AS_DOCUMENTED || answer.body().length == 0) {
            return answer;
        }
        try {
            return answer.body(spell(JSON.readTree(answer.body())).toString().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode spell(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(spell(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(property -> {
            String name = property.getKey();
            JsonNode value = property.getValue();
            boolean word = words && value.isTextual() && ENUMERATIONS.contains(name);
            object.set(names ? capital(name) : name, word ? TextNode.valueOf(capital(value.asText())) : spell(value));
        });
        return object;
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
