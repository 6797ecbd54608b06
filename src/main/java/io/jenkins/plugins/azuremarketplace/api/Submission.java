package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * An operation of an offer, as the list of operations shows it.
 *
 * @param id the service's id
 * @param identity tells this operation from all others, also from an earlier one of the same id
 * @param goLive whether it makes the offer public; otherwise it publishes a preview, or does something unknown
 * @param type the service's word for what it does, such as {@code goLive} or {@code publish}
 * @param changed when it began or changed, by the service's clock; null if the service does not tell
 * @param location where its state can be read
 */
public record Submission(
        String id,
        String identity,
        boolean goLive,
        String type,
        OperationStatus status,
        @CheckForNull Instant changed,
        OperationLocation location) {

    /** Whether it certainly makes nothing public. Of a type that is not known this can't be said. */
    public boolean isPreview() {
        String letters = OperationStatus.letters(type);
        return letters.equals("publish") || letters.equals("preview");
    }
}
