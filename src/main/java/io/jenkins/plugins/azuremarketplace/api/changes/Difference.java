package io.jenkins.plugins.azuremarketplace.api.changes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of what differs between two JSON objects. Of a signed URL the part before its query counts: the signature is
 * another one at each read.
 */
final class Difference {

    private static final int DEPTH = 8;
    private static final int NAME = 80;
    private static final Pattern SIGNED =
            Pattern.compile("(https?://[^?\\s]*)\\?(?:\\S*&)?sig(?:nature)?=\\S*", Pattern.CASE_INSENSITIVE);

    private final List<String> members = new ArrayList<>();

    private Difference() {}

    /** In alphabetical order; empty if there is none. */
    static List<String> members(JsonNode before, JsonNode after) {
        Difference difference = new Difference();
        difference.compare(before, after, "", 0);
        return difference.members;
    }

    private void compare(JsonNode before, JsonNode after, String way, int depth) {
        if (!before.isObject() || !after.isObject() || depth == DEPTH) {
            if (!isSame(before, after)) {
                members.add(way.isEmpty() ? "(whole)" : way);
            }
            return;
        }
        for (String name : names(before, after)) {
            String word = PlainText.of(name, NAME);
            compare(before.path(name), after.path(name), way.isEmpty() ? word : way + "." + word, depth + 1);
        }
    }

    private static boolean isSame(JsonNode before, JsonNode after) {
        if (before.isTextual() && after.isTextual()) {
            return unsigned(before.textValue()).equals(unsigned(after.textValue()));
        }
        if (before.isArray() && after.isArray() && before.size() == after.size()) {
            Iterator<JsonNode> others = after.iterator();
            for (JsonNode element : before) {
                if (!isSame(element, others.next())) {
                    return false;
                }
            }
            return true;
        }
        if (before.isObject() && after.isObject()) {
            return names(before, after).stream().allMatch(name -> isSame(before.path(name), after.path(name)));
        }
        return before.equals(after);
    }

    private static TreeSet<String> names(JsonNode before, JsonNode after) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String unsigned(String text) {
        Matcher url = SIGNED.matcher(text);
        return url.matches() ? url.group(1) : text;
    }
}
