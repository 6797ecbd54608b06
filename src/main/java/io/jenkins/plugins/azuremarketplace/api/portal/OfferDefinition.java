package io.jenkins.plugins.azuremarketplace.api.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the definition of an offer apart: its simple members together, each object by its name, each plan by its id. What
 * stands beside the definition, such as versions and times, differs between all slots and says nothing of the content.
 */
final class OfferDefinition {

    private static final String SIMPLE = "definition";

    private OfferDefinition() {}

    /** @throws MarketplaceException if the document has no definition */
    static Map<String, JsonNode> parts(JsonNode document) throws MarketplaceException {
        JsonNode definition = Json.field(document, "definition");
        if (!definition.isObject()) {
            throw new MarketplaceException(
                    Kind.UNUSABLE, "Could not compare the offer: the answer has no definition.", null);
        }
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        ObjectNode simple = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : definition.properties()) {
            JsonNode value = member.getValue();
            if (member.getKey().equals("plans") && value.isArray()) {
                plans(value, parts);
            } else if (value.isObject()) {
                parts.put(member.getKey(), value);
            } else {
                simple.set(member.getKey(), value);
            }
        }
        if (!simple.isEmpty()) {
            parts.put(SIMPLE, simple);
        }
        return parts;
    }

    private static void plans(JsonNode plans, Map<String, JsonNode> parts) {
        List<JsonNode> elements = Json.elements(plans);
        for (int i = 0; i < elements.size(); i++) {
            String id = Json.text(elements.get(i), "planId");
            parts.put("plans/" + (id.isEmpty() ? "[" + i + "]" : id), elements.get(i));
        }
    }
}
