package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.PublishingStep;
import io.jenkins.plugins.azuremarketplace.api.StepMessage;
import io.jenkins.plugins.azuremarketplace.api.StepStatus;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A publishing step as it was last seen. Immutable; a plain class, since build records can't hold Java records. All
 * words are plain text.
 */
public final class StepProgress implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final String estimate;
    private final String status;
    private final int percent;
    /** Null for none, as most often. */
    @CheckForNull
    private final ArrayList<String> messages;

    private final long since;

    StepProgress(PublishingStep step, long since) {
        // The service uses the same few words for every publication: thousands of waits share them.
        name = step.name().intern();
        estimate = step.estimate().intern();
        status = step.status().name();
        percent = step.status() == StepStatus.COMPLETE ? 100 : step.percent();
        messages = step.messages().isEmpty() ? null : texts(step.messages());
        this.since = since;
    }

    private static ArrayList<String> texts(List<StepMessage> messages) {
        ArrayList<String> texts = new ArrayList<>(messages.size());
        messages.forEach(message -> texts.add(((message.error() ? "error: " : "") + message.text()).intern()));
        return texts;
    }

    public String name() {
        return name;
    }

    /** How long the service thinks that the step takes, in its words; or empty. */
    public String estimate() {
        return estimate;
    }

    public StepStatus status() {
        return StepStatus.valueOf(status);
    }

    /** 0..100. */
    public int percent() {
        return percent;
    }

    public List<String> messages() {
        return messages == null ? List.of() : List.copyOf(messages);
    }

    /** Since when it has had this status, in milliseconds since the epoch. */
    public long since() {
        return since;
    }

    boolean looksLike(StepProgress other) {
        return name.equals(other.name)
                && status.equals(other.status)
                && percent == other.percent
                && messages().equals(other.messages());
    }
}
