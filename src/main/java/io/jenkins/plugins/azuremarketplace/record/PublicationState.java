package io.jenkins.plugins.azuremarketplace.record;

import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a user sees of a publication at a glance: a word beside an icon, so that nothing depends on a colour. */
@Restricted(NoExternalUse.class)
public enum PublicationState {
    SUBMITTING("nobuilt-anime", false),
    RUNNING("nobuilt-anime", false),
    /** Still running, but only a human can move it on. */
    NEEDS_HUMAN("yellow-anime", false),
    CANCELING("aborted-anime", false),
    /** The build is over without an end of the publication, as after a crash. */
    LOST("yellow", true),
    ACCEPTED("blue", false),
    IN_PREVIEW("blue", false),
    SUCCEEDED("blue", false),
    ALREADY_LIVE("blue", false),
    DRY_RUN("blue", false),
    FAILED("red", true),
    REJECTED("red", true),
    CANCELED("aborted", false),
    TOO_LATE("yellow", true),
    REFUSED("red", true),
    NO_TOKEN("red", true),
    CONFLICT("red", true),
    EXPIRED("yellow", true),
    UNKNOWN("yellow", true),
    ABORTED("aborted", false);

    private final String icon;
    private final boolean bad;

    PublicationState(String icon, boolean bad) {
        this.icon = "symbol-status-" + icon;
        this.bad = bad;
    }

    static PublicationState of(Outcome.Kind kind) {
        return valueOf(kind.name());
    }

    /** One of Jenkins' own symbols. */
    public String getIcon() {
        return icon;
    }

    /** In the language of the user. */
    public String getWord() {
        return ResourceBundleHolder.get(Messages.class).format("PublicationState." + name());
    }

    /** Whether this is an end that somebody should look into. */
    public boolean isBad() {
        return bad;
    }
}
