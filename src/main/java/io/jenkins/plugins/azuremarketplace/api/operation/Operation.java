package io.jenkins.plugins.azuremarketplace.api.operation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the service says about an operation at one moment. All words are plain text.
 *
 * @param statusText the service's word for the state
 * @param steps in the order of the service; empty where it names none
 * @param messages what it says about the operation as a whole
 * @param reasons why it failed, as far as the service tells; empty while all is well
 * @param retryAfter how long the service wants to be left alone; null if it does not say
 */
public record Operation(
        OperationStatus status,
        String statusText,
        List<PublishingStep> steps,
        List<StepMessage> messages,
        List<String> reasons,
        @CheckForNull Duration retryAfter) {

    /** The progress of all steps together, 0..100; empty where the service names no steps. */
    public OptionalInt percent() {
        if (steps.isEmpty()) {
            return OptionalInt.empty();
        }
        int sum = steps.stream()
                .mapToInt(step -> step.status() == StepStatus.COMPLETE ? 100 : step.percent())
                .sum();
        return OptionalInt.of(sum / steps.size());
    }
}
