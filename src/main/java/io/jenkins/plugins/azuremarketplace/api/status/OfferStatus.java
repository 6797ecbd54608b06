package io.jenkins.plugins.azuremarketplace.api.status;

import java.net.URI;
import java.util.List;

/**
 * What there is of an offer and what goes on with it, as far as the service tells.
 *
 * @param running what is not over, the newest last as the service lists it; a preview that waits for the publisher's
 *     sign-off is among it, though it keeps nothing from going live
 * @param blockers why a go-live would be refused, or why it is not known whether it would, as sentences; empty if it can
 *     be sent now
 * @param page the offer in Partner Center, or the nearest page that is known
 */
public record OfferStatus(
        SlotStatus draft,
        SlotStatus preview,
        SlotStatus live,
        List<RunningOperation> running,
        List<String> blockers,
        URI page) {

    public OfferStatus {
        running = List.copyOf(running);
        blockers = List.copyOf(blockers);
    }

    /** Whether the preview can go live now. What is not known is no yes. */
    public boolean readyToGoLive() {
        return blockers.isEmpty();
    }

    /** The slots in the order of publication. */
    public List<SlotStatus> slots() {
        return List.of(draft, preview, live);
    }
}
