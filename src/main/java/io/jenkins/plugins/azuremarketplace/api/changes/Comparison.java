package io.jenkins.plugins.azuremarketplace.api.changes;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.changes.Change.Kind;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What would change in a slot if another one were published to it.
 *
 * @param slot what would be published
 * @param against where it would get to
 * @param first whether nothing is there yet, so that everything is new
 * @param changes by path
 * @param more how many changes were left out, since there are too many of them
 */
public record Comparison(Slot slot, Slot against, boolean first, List<Change> changes, int more) {

    private static final int MOST_CHANGES = 200;
    private static final int MOST_MEMBERS = 50;
    private static final int PATH = 200;

    public Comparison {
        changes = List.copyOf(changes);
    }

    /**
     * @param parts what is in the slot, by path
     * @param before what is in the other one; null if nothing ever was
     */
    static Comparison of(
            Slot slot, Map<String, JsonNode> parts, Slot against, @CheckForNull Map<String, JsonNode> before) {
        Map<String, JsonNode> old = before == null ? Map.of() : before;
        TreeSet<String> paths = new TreeSet<>(parts.keySet());
        paths.addAll(old.keySet());
        List<Change> changes = new ArrayList<>();
        int more = 0;
        for (String path : paths) {
            Change change = change(PlainText.of(path, PATH), old.get(path), parts.get(path));
            if (change != null && changes.size() == MOST_CHANGES) {
                more++;
            } else if (change != null) {
                changes.add(change);
            }
        }
        return new Comparison(slot, against, before == null, changes, more);
    }

    /**
     * What a go-live would make public, and what a publication would bring into preview.
     *
     * @param preview null if nothing ever was in preview: then there is nothing to go live with
     * @param live null if nothing ever was
     */
    public static List<Comparison> of(
            Map<String, JsonNode> draft,
            @CheckForNull Map<String, JsonNode> preview,
            @CheckForNull Map<String, JsonNode> live) {
        Comparison edited = of(Slot.DRAFT, draft, Slot.PREVIEW, preview);
        return preview == null ? List.of(edited) : List.of(of(Slot.PREVIEW, preview, Slot.LIVE, live), edited);
    }

    @CheckForNull
    private static Change change(String path, @CheckForNull JsonNode before, @CheckForNull JsonNode after) {
        if (before == null || after == null) {
            return new Change(path, before == null ? Kind.ADDED : Kind.REMOVED, List.of(), 0);
        }
        List<String> members = Difference.members(before, after);
        int shown = Math.min(MOST_MEMBERS, members.size());
        return members.isEmpty()
                ? null
                : new Change(path, Kind.CHANGED, members.subList(0, shown), members.size() - shown);
    }
}
