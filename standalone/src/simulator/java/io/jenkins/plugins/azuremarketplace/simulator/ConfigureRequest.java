package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** The body of a request to publish one submission to live. */
record ConfigureRequest(String submission, String product) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("2022-03-01(-preview([2-9]|\\d\\d+))?|2022-(0[4-9]|1\\d)-\\d\\d(-preview\\d+)?"
            + "|(202[3-9]|20[3-9]\\d)-\\d\\d-\\d\\d(-preview\\d+)?");

    /** Whether this is 2022-03-01-preview2 or later. */
    static boolean supported(String version) {
        return version != null && VERSION.matcher(version).matches();
    }

    /**
     * Reads what was posted.
     *
     * @throws IllegalArgumentException says what the service does not accept about it
     */
    static ConfigureRequest of(String body) {
        JsonNode root = parse(body);
        schema(root, "configure");
        require(root.path("resources").size() == 1, "This simulator takes exactly one resource.");
        JsonNode resource = root.path("resources").path(0);
        schema(resource, "submission");
        require("live".equals(resource.path("target").path("targetType").asText()), "This simulator takes the target live only.");
        return new ConfigureRequest(resource.path("id").asText(), resource.path("product").asText());
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not valid JSON.", e);
        }
    }

    private static void schema(JsonNode node, String name) {
        String schema = node.path("$schema").asText();
        String prefix = IngestionDocuments.SCHEMA + name + "/";
        require(schema.startsWith(prefix) && supported(schema.substring(prefix.length())),
                "The $schema '" + schema + "' is not supported.");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The GUID of the product, or an empty text. */
    String guid() {
        return product.startsWith("product/") ? product.substring("product/".length()) : "";
    }
}
