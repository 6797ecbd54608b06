package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Operation;
import io.jenkins.plugins.azuremarketplace.api.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.StepMessage;
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

    private Progress(
            Operation operation,
            ArrayList<StepProgress> steps,
            @CheckForNull ArrayList<String> messages,
            long changed) {
        status = operation.status().name();
        statusText = operation.statusText().intern();
        percent = operation.percent().orElse(-1);
        this.steps = steps;
        this.messages = messages;
        this.changed = changed;
    }

    /** What is seen now; the very object {@code before} if nothing changed. */
    static Progress of(Operation operation, @CheckForNull Progress before, Instant now) {
        long millis = now.toEpochMilli();
        ArrayList<StepProgress> steps = new ArrayList<>(operation.steps().size());
        for (int i = 0; i < operation.steps().size(); i++) {
            StepProgress old = before == null ? null : before.step(i);
            StepProgress step = new StepProgress(operation.steps().get(i), millis);
            if (old != null && old.looksLike(step)) {
                step = old;
            } else if (old != null && old.name().equals(step.name()) && old.status() == step.status()) {
                step = new StepProgress(operation.steps().get(i), old.since());
            }
            steps.add(step);
        }
        ArrayList<String> messages = new ArrayList<>();
        operation.messages().stream().map(StepMessage::text).forEach(messages::add);
        Progress seen = new Progress(operation, steps, messages.isEmpty() ? null : messages, millis);
        return before != null && before.looksLike(seen) ? before : seen;
    }

    public OperationStatus status() {
        return OperationStatus.valueOf(status);
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

    @CheckForNull
    StepProgress step(int index) {
        return index < steps.size() ? steps.get(index) : null;
    }

    private boolean looksLike(Progress other) {
        if (!status.equals(other.status)
                || !statusText.equals(other.statusText)
                || steps.size() != other.steps.size()
                || !messages().equals(other.messages())) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).looksLike(other.steps.get(i))) {
                return false;
            }
        }
        return true;
    }
}
