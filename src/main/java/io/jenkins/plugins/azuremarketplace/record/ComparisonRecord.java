package io.jenkins.plugins.azuremarketplace.record;

import io.jenkins.plugins.azuremarketplace.api.changes.Change;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.publication.ChangeSentences;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What would change, as a build read it: names, never values. Immutable; all words are plain text. */
@Restricted(NoExternalUse.class)
@ExportedBean(defaultVisibility = 3)
public final class ComparisonRecord implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String heading;
    private final ArrayList<ChangeRecord> changes = new ArrayList<>();
    private final int more;

    ComparisonRecord(Comparison comparison) {
        heading = ChangeSentences.heading(comparison);
        comparison.changes().forEach(change -> changes.add(new ChangeRecord(change)));
        more = comparison.more();
    }

    @Exported
    public String getHeading() {
        return heading;
    }

    @Exported
    public List<ChangeRecord> getChanges() {
        return changes;
    }

    /** How many changes were left out, since there are too many of them. */
    @Exported
    public int getMore() {
        return more;
    }

    /** One row. */
    @Restricted(NoExternalUse.class)
    @ExportedBean(defaultVisibility = 3)
    public static final class ChangeRecord implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        private final String path;
        private final String kind;
        private final String members;
        private final int more;

        ChangeRecord(Change change) {
            path = change.path();
            kind = change.kind().word();
            members = String.join(", ", change.members());
            more = change.more();
        }

        /** The resource, or the way to it. */
        @Exported
        public String getPath() {
            return path;
        }

        /** {@code added}, {@code removed} or {@code changed}. */
        @Exported
        public String getKind() {
            return kind;
        }

        /** Which members differ, separated by commas; empty for what is added or removed as a whole. */
        @Exported
        public String getMembers() {
            return members;
        }

        /** How many members were left out. */
        @Exported
        public int getMore() {
            return more;
        }
    }
}
