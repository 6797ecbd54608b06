package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** An offer as the portal writes it, in any of its slots. */
record OfferDocument(String publisher, String offer, OfferContent content, Instant changed) {

    private static final String MARKETPLACE = "microsoft-azure-marketplace.";
    private static final String MACHINES = "microsoft-azure-virtualmachines.";

    ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("offerTypeId", "microsoft-azure-virtualmachines")
                .put("publisherId", publisher)
                .put("status", "none")
                .put("id", offer)
                .put("version", content.edition())
                .put("changedTime", Timestamps.iso(changed, 7))
                .put("lockStatus", "none")
                .put("pcMigrationStatus", "migrated")
                .put("pcRedirectUri", "https://partner.microsoft.com/dashboard/commercial-marketplace/offers/" + offer);
        ObjectNode definition = document.putObject("definition").put("displayText", content.title());
        definition
                .putObject("offer")
                .put(MARKETPLACE + "title", content.title())
                .put(MARKETPLACE + "description", content.description())
                .put(MARKETPLACE + "smallLogo", content.signed("small.png"));
        ArrayNode plans = definition.putArray("plans");
        for (String plan : content.plans()) {
            ObjectNode json = plans.addObject().put("planId", plan).put(MACHINES + "skuTitle", plan);
            ObjectNode images = json.putObject(MACHINES + "vmImages");
            content.imageVersions()
                    .forEach(version -> images.putObject(version).put("osVhdUrl", content.signed(version + ".vhd")));
        }
        return document;
    }
}
