package io.jenkins.plugins.azuremarketplace;

import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import org.jvnet.localizer.ResourceBundleHolder;

/** What a user sees of a publication at a glance: a word beside an icon, so that nothing depends on a colour. */
public enum PublicationState {
    SUBMITTING("nobuilt-anime"),
    RUNNING("nobuilt-anime"),
    /** Still running, but only a human can move it on. */
    NEEDS_HUMAN("yellow-anime"),
    CANCELING("aborted-anime"),
    /** The build is over without an end of the publication, as after a crash. */
    LOST("yellow"),
    ACCEPTED("blue"),
    IN_PREVIEW("blue"),
    SUCCEEDED("blue"),
    ALREADY_LIVE("blue"),
    FAILED("red"),
    REJECTED("red"),
    CANCELED("aborted"),
    REFUSED("red"),
    NO_TOKEN("red"),
    CONFLICT("red"),
    EXPIRED("yellow"),
    UNKNOWN("yellow"),
    ABORTED("aborted");

    private final String icon;

    PublicationState(String icon) {
        this.icon = "symbol-status-" + icon;
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
        return icon.endsWith("red") || icon.endsWith("yellow");
    }
}
