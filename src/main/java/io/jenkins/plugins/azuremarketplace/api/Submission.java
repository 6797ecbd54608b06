package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import java.time.Instant;

/**
 * An operation of an offer, as the list of operations shows it.
 *
 * @param id the service's id
 * @param identity tells this operation from all others, also from an earlier one of the same id
 * @param target null if the service's word for what the operation does is not known
 * @param type that word, such as {@code goLive} or {@code publish}; plain text
 * @param changed when it began or changed, by the service's clock; null if the service does not tell
 * @param location where its state can be read
 */
public record Submission(
        String id,
        String identity,
        @CheckForNull Target target,
        String type,
        OperationStatus status,
        @CheckForNull Instant changed,
        OperationLocation location) {

    public boolean isRunning() {
        return !status.isOver();
    }
}
