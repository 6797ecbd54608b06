package io.jenkins.plugins.azuremarketplace.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.StatusSentences;
import io.jenkins.plugins.azuremarketplace.publication.StatusValues;
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
        ObjectNode result = Json.MAPPER.valueToTree(StatusValues.of(offer, status, changes));
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

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
