package io.jenkins.plugins.azuremarketplace.api.status;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;

/**
 * What there is in a slot of an offer. All words are plain text.
 *
 * @param text the service's words for the state; perhaps empty
 * @param submission the id of the submission, such as {@code submission/…/…}; null where the API names none
 * @param version the offer's version, which grows with each publication; null where the API names none
 * @param changed when it was changed, or its publication began; null if the service does not tell
 */
public record SlotStatus(
        Slot slot,
        SlotState state,
        String text,
        @CheckForNull String submission,
        @CheckForNull String version,
        @CheckForNull Instant changed) {

    /** Of what the service tells nothing more. */
    public static SlotStatus of(Slot slot, SlotState state) {
        return new SlotStatus(slot, state, "", null, null, null);
    }
}
