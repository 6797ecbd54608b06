package io.jenkins.plugins.azuremarketplace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Change;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.RunningOperation;
import io.jenkins.plugins.azuremarketplace.api.status.SlotStatus;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.StatusSentences;
import java.util.List;

/** Results as JSON, by the names that the steps of a pipeline use. Scripts rely on them; what is not known is null. */
final class Results {

    private Results() {}

    /** @param message as it was told */
    static ObjectNode of(Publication publication, Outcome outcome, String message) {
        ObjectNode result = Json.MAPPER
                .createObjectNode()
                .put("publisher", publication.publisher())
                .put("offer", publication.offerId())
                .put("operation", publication.operation())
                .put("operationUrl", publication.operationUrl())
                .put("submission", publication.submission())
                .put("attached", publication.isAttached());
        return end(result, outcome.kind().name(), message, outcome.reasons());
    }

    /** @param changes null if nobody asked for them; then they are not in it */
    static ObjectNode of(Offer offer, OfferStatus status, @CheckForNull List<Comparison> changes) {
        ObjectNode result = about(offer)
                .put("readyToGoLive", status.readyToGoLive())
                .put("page", status.page().toString());
        result.set("blockers", texts(status.blockers()));
        status.slots().forEach(slot -> result.set(slot.slot().word(), slot(slot)));
        ArrayNode running = result.putArray("running");
        status.running().forEach(one -> running.add(running(one)));
        if (changes != null) {
            ArrayNode comparisons = result.putArray("changes");
            changes.forEach(one -> comparisons.add(comparison(one)));
        }
        return end(result, "READ", StatusSentences.readiness(status), List.of());
    }

    /** Of a read that failed. */
    static ObjectNode failure(Offer offer, Outcome outcome) {
        return end(about(offer), outcome.kind().name(), outcome.message(), outcome.reasons());
    }

    static ObjectNode failure(String state, String message, List<String> reasons) {
        return end(Json.MAPPER.createObjectNode(), state, message, reasons);
    }

    /** Printed when it listens, since the command ends by a signal alone. */
    static ObjectNode simulator(BuiltInService service) {
        ObjectNode result = Json.MAPPER
                .createObjectNode()
                .put("endpoint", service.endpoint())
                .put("authority", service.authority())
                .put("tenant", BuiltInService.TENANT)
                .put("clientId", BuiltInService.CLIENT)
                .put("clientSecret", BuiltInService.SECRET);
        return end(result, "LISTENING", "The simulator runs until Ctrl-C.", List.of());
    }

    private static ObjectNode about(Offer offer) {
        return Json.MAPPER.createObjectNode().put("publisher", offer.publisher()).put("offer", offer.id());
    }

    private static ObjectNode end(ObjectNode result, String state, String message, List<String> reasons) {
        result.put("state", state).put("message", message);
        result.set("reasons", texts(reasons));
        return result;
    }

    private static JsonNode slot(SlotStatus slot) {
        return Json.MAPPER
                .createObjectNode()
                .put("state", slot.state().name())
                .put("text", slot.text())
                .put("submission", slot.submission())
                .put("version", slot.version())
                .put("changed", text(slot.changed()));
    }

    private static JsonNode running(RunningOperation one) {
        return Json.MAPPER
                .createObjectNode()
                .put("operation", one.operation())
                .put("operationUrl", one.operationUrl())
                .put("type", one.type())
                .put("since", text(one.since()))
                .put("step", one.step());
    }

    private static JsonNode comparison(Comparison comparison) {
        ObjectNode result = Json.MAPPER
                .createObjectNode()
                .put("slot", comparison.slot().word())
                .put("against", comparison.against().word())
                .put("first", comparison.first());
        ArrayNode changes = result.putArray("changes");
        for (Change change : comparison.changes()) {
            ObjectNode json =
                    changes.addObject().put("path", change.path()).put("kind", change.kind().word());
            json.set("members", texts(change.members()));
            json.put("more", change.more());
        }
        return result.put("more", comparison.more());
    }

    @CheckForNull
    private static String text(@CheckForNull Object time) {
        return time == null ? null : time.toString();
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
