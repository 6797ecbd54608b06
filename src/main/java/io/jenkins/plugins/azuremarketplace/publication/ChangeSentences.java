package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.changes.Change;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a publication would change, in lines for a log; plain text. */
public final class ChangeSentences {

    private ChangeSentences() {}

    /** A line for each comparison, followed by an indented one for each of its changes. */
    public static List<String> of(List<Comparison> comparisons) {
        List<String> lines = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            lines.add(heading(comparison));
            comparison.changes().forEach(change -> lines.add("  " + change(change)));
            if (comparison.more() > 0) {
                lines.add("  … and " + comparison.more() + " more");
            }
        }
        return lines;
    }

    /** {@code Preview against live: 2 changes.} */
    public static String heading(Comparison comparison) {
        String slot = comparison.slot().word();
        String title = slot.substring(0, 1).toUpperCase(Locale.ROOT) + slot.substring(1) + " against "
                + comparison.against().word() + ": ";
        int changes = comparison.changes().size() + comparison.more();
        String number = changes == 0 ? "no changes" : changes == 1 ? "1 change" : changes + " changes";
        return title
                + (comparison.first()
                        ? "nothing is " + place(comparison) + " yet, so that everything is new."
                        : number + ".");
    }

    private static String place(Comparison comparison) {
        return switch (comparison.against()) {
            case LIVE -> "live";
            case PREVIEW -> "in preview";
            case DRAFT -> "in draft";
        };
    }

    private static String change(Change change) {
        String more = change.more() == 0 ? "" : " and " + change.more() + " more";
        return change.kind().word() + " " + change.path()
                + (change.members().isEmpty() ? "" : ": " + String.join(", ", change.members()) + more);
    }
}
