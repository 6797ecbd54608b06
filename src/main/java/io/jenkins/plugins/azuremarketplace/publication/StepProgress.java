package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.operation.PublishingStep;
import io.jenkins.plugins.azuremarketplace.api.operation.StepStatus;
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

    private StepProgress(PublishingStep step, long since) {
        // The service uses the same few words for every publication: thousands of waits share them.
        name = step.name().intern();
        estimate = step.estimate().intern();
        status = step.status().name();
        percent = percent(step);
        ArrayList<String> texts = new ArrayList<>();
        texts(step).forEach(text -> texts.add(text.intern()));
        messages = texts.isEmpty() ? null : texts;
        this.since = since;
    }

    /**
     * What is seen now; the very object {@code before} if nothing changed.
     *
     * @param now milliseconds since the epoch
     */
    static StepProgress of(PublishingStep step, @CheckForNull StepProgress before, long now) {
        if (before == null) {
            return new StepProgress(step, now);
        }
        if (before.shows(step)) {
            return before;
        }
        boolean sameStatus = before.name.equals(step.name()) && before.status() == step.status();
        return new StepProgress(step, sameStatus ? before.since : now);
    }

    private static int percent(PublishingStep step) {
        return step.status() == StepStatus.COMPLETE ? 100 : step.percent();
    }

    private static List<String> texts(PublishingStep step) {
        return step.messages().stream()
                .map(message -> (message.error() ? "error: " : "") + message.text())
                .toList();
    }

    public String name() {
        return name;
    }

    /** How long the service thinks that the step takes, in its words; or empty. */
    public String estimate() {
        return estimate;
    }

    public StepStatus status() {
        return EnumWords.read(status, StepStatus.UNKNOWN);
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

    boolean isWhole() {
        return name != null && estimate != null && status != null && (messages == null || !messages.contains(null));
    }

    boolean shows(PublishingStep step) {
        return name.equals(step.name())
                && status.equals(step.status().name())
                && percent == percent(step)
                && messages().equals(texts(step));
    }
}
