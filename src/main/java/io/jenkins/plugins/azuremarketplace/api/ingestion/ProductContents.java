package io.jenkins.plugins.azuremarketplace.api.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes a resource tree apart, by the ids of its resources, and leaves out what differs without being a change, as
 * <a href="https://github.com/release-engineering/cloudpub">cloudpub</a> does: submissions, the target, and the URLs of
 * assets, which are signed anew at each read. So another file behind the same asset is no change. What validation finds is
 * read-only, and none either.
 */
final class ProductContents {

    private static final List<String> READ_ONLY = List.of("url", "target", "validations");

    private ProductContents() {}

    /** @throws MarketplaceException if the document is no resource tree */
    static Map<String, JsonNode> parts(JsonNode tree) throws MarketplaceException {
        JsonNode resources = Json.field(tree, "resources");
        if (!resources.isArray()) {
            throw new MarketplaceException(
                    Kind.UNUSABLE, "Could not compare the product: the answer has no resources.", null);
        }
        Map<String, JsonNode> parts = new TreeMap<>();
        for (JsonNode resource : resources) {
            String id = id(resource);
            if (resource.isObject() && !id.startsWith("submission/")) {
                parts.put(unique(id, parts), content(resource));
            }
        }
        return parts;
    }

    /** A resource without an id goes by its type. */
    private static String id(JsonNode resource) {
        String id = Json.text(resource, "id");
        return id.isEmpty() ? Json.text(resource, "$schema").replaceFirst("^.*/schema/([^/]*).*$", "$1") : id;
    }

    private static String unique(String id, Map<String, JsonNode> parts) {
        String unique = id;
        for (int i = 2; parts.containsKey(unique); i++) {
            unique = id + "#" + i;
        }
        return unique;
    }

    private static JsonNode content(JsonNode resource) {
        ObjectNode content = resource.deepCopy();
        content.remove(READ_ONLY);
        for (JsonNode image : content.path("imageList")) {
            if (image instanceof ObjectNode object) {
                object.remove("url");
            }
        }
        return content;
    }
}
