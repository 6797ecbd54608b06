package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a request to publish one submission.
 *
 * @param submission its id; empty for the draft, which goes to preview
 */
record ConfigureRequest(String target, String submission, String product) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VERSION = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:-preview(\\d{1,3}))?");
    private static final String OLDEST = "2022-03-01";

    /** Whether this is 2022-03-01-preview2 or later. */
    static boolean supported(String version) {
        Matcher parts = VERSION.matcher(version == null ? "" : version);
        if (!parts.matches()) {
            return false;
        }
        int age = parts.group(1).compareTo(OLDEST);
        return age > 0 || age == 0 && (parts.group(2) == null || Integer.parseInt(parts.group(2)) >= 2);
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
        String target = resource.path("target").path("targetType").asText();
        require(target.equals("live") || target.equals("preview"), "The target '" + target + "' is not supported.");
        require(
                target.equals("live") != resource.path("id").isMissingNode(),
                "Expected a submission id that isn't null or 0 since target type is Live, and none for a preview.");
        return new ConfigureRequest(
                target, resource.path("id").asText(), resource.path("product").asText());
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
        String prefix = IngestionAnswers.SCHEMA + name + "/";
        require(schema.startsWith(prefix) && supported(schema.substring(prefix.length())),
                "The $schema '" + schema + "' is not supported.");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The GUID of the product that a body is about, whether or not the service accepts it; or an empty text. */
    static String guidIn(String body) {
        try {
            return of(body).guid();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    boolean isPreview() {
        return target.equals("preview");
    }

    /** The GUID of the product, or an empty text. */
    String guid() {
        return product.startsWith("product/") ? product.substring("product/".length()) : "";
    }
}
