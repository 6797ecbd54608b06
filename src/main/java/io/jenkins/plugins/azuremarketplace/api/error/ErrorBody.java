package io.jenkins.plugins.azuremarketplace.api.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** The body of an error as a tree, in whichever notation it came: JSON, or XML as storage services and gateways send it. */
public final class ErrorBody {

    private static final int DEPTH = 12;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)");

    private ErrorBody() {}

    /** A missing node for a page, for plain text and for what is damaged. */
    public static JsonNode tree(String body) {
        JsonNode json = Json.parse(body);
        if (json.isMissingNode()) {
            return isMarkup(body) ? xml(body) : json;
        }
        return json.isContainerNode() || isAll(body) ? json : MissingNode.getInstance();
    }

    static boolean isMarkup(String body) {
        return body.stripLeading().startsWith("<");
    }

    /** Whether this was written for people, neither in a notation nor in the ruins of one. */
    public static boolean isProse(String body) {
        String text = body.stripLeading();
        return !text.startsWith("<") && !text.startsWith("{") && !text.startsWith("[");
    }

    /** All the words in a body that has no reason; of a damaged one all that came, as it reads. */
    static String words(JsonNode tree, String body) {
        if (tree.isMissingNode()) {
            return ESCAPE.matcher(body).replaceAll(escape -> Matcher.quoteReplacement(unescaped(escape.group(1))));
        }
        List<String> words = new ArrayList<>();
        collect("", tree, words);
        return String.join(", ", words);
    }

    private static void collect(String name, JsonNode node, List<String> words) {
        if (node.isTextual() && !node.asText().isBlank()) {
            words.add(name + node.asText());
        } else if (node.isObject()) {
            node.properties().forEach(property -> collect(property.getKey() + ": ", property.getValue(), words));
        } else {
            node.forEach(element -> collect(name, element, words));
        }
    }

    private static String unescaped(String escape) {
        return escape.length() == 1
                ? ("nrt".contains(escape) ? " " : escape)
                : String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
    }

    /** Whether the body is this value and nothing else: {@code 404 page not found} begins with a number. */
    private static boolean isAll(String body) {
        try {
            Json.MAPPER
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(body.strip());
            return true;
        } catch (JsonProcessingException moreFollows) {
            return false;
        }
    }

    private static JsonNode xml(String body) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        for (Element element : Jsoup.parse(body, Parser.xmlParser()).children()) {
            if (name(element).toLowerCase(Locale.ROOT).equals("html")) {
                return MissingNode.getInstance();
            }
            root.set(name(element), node(element, 0));
        }
        return root;
    }

    private static JsonNode node(Element element, int depth) {
        if (element.childrenSize() == 0 || depth == DEPTH) {
            return TextNode.valueOf(element.text());
        }
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (Element child : element.children()) {
            JsonNode before = object.get(name(child));
            JsonNode value = node(child, depth + 1);
            if (before == null) {
                object.set(name(child), value);
            } else if (before instanceof ArrayNode array) {
                array.add(value);
            } else {
                object.set(
                        name(child), Json.MAPPER.createArrayNode().add(before).add(value));
            }
        }
        return object;
    }

    /** Without its namespace. */
    private static String name(Element element) {
        return element.tagName().substring(element.tagName().indexOf(':') + 1);
    }
}
