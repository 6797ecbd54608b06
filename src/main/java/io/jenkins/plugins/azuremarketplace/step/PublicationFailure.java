package io.jenkins.plugins.azuremarketplace.step;

import hudson.AbortException;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A publication that did not end as it was asked for; tells a {@code catch} of a pipeline how it ended. */
public final class PublicationFailure extends AbortException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String state;
    private final ArrayList<String> reasons;

    PublicationFailure(Outcome outcome) {
        super(outcome.message());
        state = outcome.kind().name();
        reasons = new ArrayList<>(outcome.reasons());
    }

    /** Such as {@code REJECTED} or {@code EXPIRED}. */
    @Whitelisted
    public String getState() {
        return state;
    }

    /** What the service gave as reasons; perhaps empty. */
    @Whitelisted
    public List<String> getReasons() {
        return new ArrayList<>(reasons);
    }
}
