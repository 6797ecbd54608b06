package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.PublishingStep;
import io.jenkins.plugins.azuremarketplace.api.operation.StepMessage;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An operation as it was last seen. Immutable; a plain class, since build records can't hold Java records. */
public final class Progress implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String status;
    private final String statusText;
    private final int percent;
    private final ArrayList<StepProgress> steps;
    /** Null for none, as most often. */
    @CheckForNull
    private final ArrayList<String> messages;

    private final long changed;

    private Progress(Operation operation, ArrayList<StepProgress> steps, ArrayList<String> messages, long changed) {
        status = operation.status().name();
        statusText = operation.statusText().intern();
        percent = operation.percent().orElse(-1);
        this.steps = steps;
        this.messages = messages.isEmpty() ? null : messages;
        this.changed = changed;
    }

    /** What is seen now; the very object {@code before} if nothing changed. */
    static Progress of(Operation operation, @CheckForNull Progress before, Instant now) {
        if (before != null && before.shows(operation)) {
            return before;
        }
        long millis = now.toEpochMilli();
        ArrayList<StepProgress> steps = new ArrayList<>(operation.steps().size());
        for (PublishingStep step : operation.steps()) {
            steps.add(StepProgress.of(step, before == null ? null : before.step(steps.size()), millis));
        }
        return new Progress(operation, steps, texts(operation), millis);
    }

    private static ArrayList<String> texts(Operation operation) {
        ArrayList<String> texts = new ArrayList<>();
        operation.messages().stream().map(StepMessage::text).forEach(texts::add);
        return texts;
    }

    public OperationStatus status() {
        return EnumWords.read(status, OperationStatus.UNKNOWN);
    }

    /** The service's word for the state, plain text. */
    public String statusText() {
        return statusText;
    }

    /** 0..100; -1 where the service tells nothing. */
    public int percent() {
        return percent;
    }

    public List<StepProgress> steps() {
        return List.copyOf(steps);
    }

    /** What the service says about the operation as a whole. */
    public List<String> messages() {
        return messages == null ? List.of() : List.copyOf(messages);
    }

    /** When anything last changed, in milliseconds since the epoch. */
    public long changed() {
        return changed;
    }

    /** The step that the service is at work on, or that waits for a human. */
    public Optional<StepProgress> currentStep() {
        return steps.stream().filter(step -> step.status().isCurrent()).findFirst();
    }

    boolean isWhole() {
        return status != null
                && statusText != null
                && steps != null
                && steps.stream().allMatch(step -> step != null && step.isWhole())
                && (messages == null || !messages.contains(null));
    }

    @CheckForNull
    StepProgress step(int index) {
        return index < steps.size() ? steps.get(index) : null;
    }

    private boolean shows(Operation operation) {
        if (!status.equals(operation.status().name())
                || !statusText.equals(operation.statusText())
                || steps.size() != operation.steps().size()
                || !messages().equals(texts(operation))) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).shows(operation.steps().get(i))) {
                return false;
            }
        }
        return true;
    }
}
