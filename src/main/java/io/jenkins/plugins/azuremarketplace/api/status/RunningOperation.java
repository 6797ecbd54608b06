package io.jenkins.plugins.azuremarketplace.api.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * An operation of an offer that is not over. All words are plain text.
 *
 * @param operation the location as it can be waited for
 * @param operationUrl the location as an absolute URL
 * @param type the service's word for it; empty where it tells none
 * @param since when it began or was last changed; null if the service does not tell
 * @param step what it is at, such as {@code Certification is in progress (40 %)}; empty where the service names no steps
 */
public record RunningOperation(
        String operation,
        String operationUrl,
        String type,
        @CheckForNull Instant since,
        String step) {

    /** For people: {@code operation … (publish)}. */
    public String name() {
        return "operation " + operation + (type.isEmpty() ? "" : " (" + type + ")");
    }
}
