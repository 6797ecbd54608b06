package io.jenkins.plugins.azuremarketplace.api.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.error.Reasons;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.PublishingStep;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.RunningOperation;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.api.status.SlotState;
import io.jenkins.plugins.azuremarketplace.api.status.SlotStatus;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the status of an offer of what the Cloud Partner Portal API tells of it. That the offer can go live is told by the
 * one state that the documentation names for it, a preview that waits for the publisher's sign-off. What the service says
 * of an offer whose last publication is complete does not tell whether its preview is newer than what is live.
 */
final class PortalStatus {

    private static final String PARTNER_CENTER = "partner.microsoft.com";

    private final Offer offer;
    private final PortalReads reads;
    private final List<RunningOperation> running = new ArrayList<>();
    private final List<String> blockers = new ArrayList<>();
    private Optional<Target> publishing = Optional.empty();
    private boolean awaitsSignoff;

    PortalStatus(Offer offer, PortalReads reads) {
        this.offer = offer;
        this.reads = reads;
    }

    OfferStatus read() throws MarketplaceException {
        JsonNode draft = reads.draft(offer);
        for (Submission one : reads.submissions(offer).running()) {
            look(one);
        }
        Operation state = reads.status(offer);
        awaitsSignoff |= Signoff.of(state) == Signoff.AWAITED;
        SlotStatus preview = slot(Slot.PREVIEW, Target.PREVIEW);
        SlotStatus live = slot(Slot.LIVE, Target.LIVE);
        if (blockers.isEmpty() && !awaitsSignoff) {
            blockers.add(blocker(state, preview, live));
        }
        return new OfferStatus(
                slot(Slot.DRAFT, SlotState.PRESENT, draft), preview, live, running, blockers, page(draft));
    }

    private void look(Submission one) throws MarketplaceException {
        Operation state = reads.state(offer, one.location());
        if (state.status().isOver()) {
            return;
        }
        RunningOperation operation = new RunningOperation(
                one.location().text(), one.location().absolute(), one.type(), one.changed(), step(state));
        running.add(operation);
        if (Signoff.of(state) == Signoff.AWAITED) {
            awaitsSignoff = true;
        } else {
            publishing = Optional.ofNullable(one.target());
            blockers.add("The " + operation.name() + " is running.");
        }
    }

    private static String step(Operation state) {
        return state.steps().stream()
                .filter(step -> step.status().isCurrent())
                .findFirst()
                .map(PortalStatus::phrase)
                .orElse("");
    }

    private static String phrase(PublishingStep step) {
        return step.name() + " " + step.status().phrase() + (step.percent() > 0 ? " (" + step.percent() + " %)" : "");
    }

    /** Why an offer without a running operation can't go live, or why that is not known. */
    private String blocker(Operation state, SlotStatus preview, SlotStatus live) {
        String version = preview.version();
        return switch (state.status()) {
            case NEVER_PUBLISHED -> "Nothing of " + offer + " is in preview: publish the offer to preview first.";
            case FAILED, REJECTED, CANCELED ->
                "The last publication of " + offer + " did not succeed ("
                        + state.statusText() + ")"
                        + (state.reasons().isEmpty() ? "." : ": " + Reasons.sentences(state.reasons()));
            case SUCCEEDED ->
                version != null && version.equals(live.version())
                        ? "What is in preview of " + offer + " is live already (version " + version + ")."
                        : "The last publication of " + offer + " is complete, and the service does not tell whether"
                                + " anything in preview is not public yet.";
            default ->
                "The service says “" + state.statusText() + "” of " + offer
                        + ", which does not tell whether it can go live.";
        };
    }

    private SlotStatus slot(Slot slot, Target target) throws MarketplaceException {
        Optional<JsonNode> document = reads.published(offer, slot);
        if (document.isPresent()) {
            return slot(slot, SlotState.PRESENT, document.get());
        }
        boolean onItsWay = publishing.filter(target::equals).isPresent();
        return SlotStatus.of(slot, onItsWay ? SlotState.PUBLISHING : SlotState.EMPTY);
    }

    private static SlotStatus slot(Slot slot, SlotState state, JsonNode document) {
        String version = PlainText.of(Json.text(document, "version"), 40);
        return new SlotStatus(
                slot, state, "", null, version.isEmpty() ? null : version, Json.time(document, "changedTime"));
    }

    /** The document of an offer that was moved to Partner Center names its page; no other host is believed. */
    private static URI page(JsonNode draft) {
        URI general = MarketplaceApi.CLOUD_PARTNER_PORTAL.page(null);
        try {
            URI named = new URI(Json.text(draft, "pcRedirectUri"));
            boolean believed = "https".equals(named.getScheme())
                    && PARTNER_CENTER.equals(named.getHost())
                    && named.getRawUserInfo() == null
                    && named.getPort() == -1;
            return believed ? named : general;
        } catch (URISyntaxException notAPage) {
            return general;
        }
    }
}
