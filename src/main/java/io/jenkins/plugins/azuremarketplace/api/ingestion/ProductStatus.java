package io.jenkins.plugins.azuremarketplace.api.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.ingestion.IngestionDocuments.Entry;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.RunningOperation;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.api.status.SlotState;
import io.jenkins.plugins.azuremarketplace.api.status.SlotStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the status of an offer of the submissions of its product. */
final class ProductStatus {

    private final Offer offer;
    private final String guid;
    private final List<JsonNode> elements;
    private final List<Entry> entries;

    ProductStatus(Offer offer, String guid, List<JsonNode> elements) {
        this.offer = offer;
        this.guid = guid;
        this.elements = elements;
        entries = IngestionDocuments.submissions(elements);
    }

    /** @param locate makes of a submission's id its location */
    OfferStatus read(Function<String, OperationLocation> locate) {
        List<RunningOperation> running = entries.stream()
                .filter(entry -> !entry.status().isOver())
                .map(entry -> running(entry, locate.apply(entry.id())))
                .toList();
        return new OfferStatus(
                draft(),
                Entry.newest(entries, "preview")
                        .map(entry -> slot(Slot.PREVIEW, entry))
                        .orElseGet(() -> SlotStatus.of(Slot.PREVIEW, SlotState.EMPTY)),
                live().map(entry -> slot(Slot.LIVE, entry)).orElseGet(() -> SlotStatus.of(Slot.LIVE, SlotState.EMPTY)),
                running,
                blockers(running),
                MarketplaceApi.PRODUCT_INGESTION.page("submission/" + guid + "/0"));
    }

    private static RunningOperation running(Entry entry, OperationLocation location) {
        return new RunningOperation(location.text(), location.absolute(), entry.type(), entry.created(), "");
    }

    private SlotStatus draft() {
        boolean listed = elements.stream().anyMatch(IngestionDocuments::isDraft);
        return SlotStatus.of(Slot.DRAFT, listed ? SlotState.PRESENT : SlotState.UNKNOWN);
    }

    /** What the public sees, whatever is on its way there. */
    private Optional<Entry> live() {
        List<Entry> visible = entries.stream()
                .filter(entry -> entry.isLive() && entry.status() == OperationStatus.SUCCEEDED)
                .toList();
        return Entry.newest(visible, "live").or(() -> Entry.newest(entries, "live"));
    }

    private static SlotStatus slot(Slot slot, Entry entry) {
        SlotState state = !entry.status().isOver()
                ? SlotState.PUBLISHING
                : entry.status().isFailure()
                        ? SlotState.FAILED
                        : entry.status() == OperationStatus.SUCCEEDED ? SlotState.PRESENT : SlotState.UNKNOWN;
        return new SlotStatus(slot, state, entry.statusText(), entry.id(), null, entry.created());
    }

    private List<String> blockers(List<RunningOperation> running) {
        List<String> blockers = new ArrayList<>();
        running.forEach(one -> blockers.add("The " + one.name() + " is running."));
        Entry preview = Entry.newest(entries, "preview").orElse(null);
        String complaint = complaint(offer, preview);
        if (complaint != null && running.isEmpty()) {
            blockers.add(complaint);
        } else if (preview != null && isLive(entries, preview)) {
            blockers.add("What is in preview of " + offer + " is live already (" + preview.id() + ").");
        } else if (preview != null && preview.status() == OperationStatus.ENDED) {
            blockers.add("The service does not tell whether the preview of " + offer + " was published (" + preview.id()
                    + ").");
        }
        return blockers;
    }

    /** Why a preview can't go live, as a sentence; null if it can, as far as is known. */
    @CheckForNull
    static String complaint(Offer offer, @CheckForNull Entry preview) {
        if (preview == null) {
            return "Nothing of " + offer + " is in preview: publish the offer to preview first.";
        }
        if (!preview.status().isOver()) {
            return "The preview of " + offer + " is still being published (" + preview.id()
                    + "): go live when it is done.";
        }
        return preview.status().isFailure()
                ? "The last preview of " + offer + " was not published (" + preview.id() + ": " + preview.statusText()
                        + "): correct it in Partner Center and publish it to preview again."
                : null;
    }

    /** Whether the preview went live: both are the same submission then, until the next preview. */
    static boolean isLive(List<Entry> entries, Entry preview) {
        return Entry.live(entries, preview.id())
                .filter(entry -> entry.status() == OperationStatus.SUCCEEDED)
                .isPresent();
    }
}
