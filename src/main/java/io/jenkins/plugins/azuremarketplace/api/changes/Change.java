package io.jenkins.plugins.azuremarketplace.api.changes;

import java.util.List;
import java.util.Locale;

/**
 * A part of an offer that differs. All words are plain text.
 *
 * @param path of the part: the id of a resource, or the way to it in the offer's definition, such as {@code plans/basic}
 * @param members which of its members differ, with dots where they are nested; empty for a part that is added or removed
 *     as a whole
 * @param more how many members were left out, since there are too many of them
 */
public record Change(String path, Kind kind, List<String> members, int more) {

    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        /** For sentences and results: {@code added}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Change {
        members = List.copyOf(members);
    }
}
