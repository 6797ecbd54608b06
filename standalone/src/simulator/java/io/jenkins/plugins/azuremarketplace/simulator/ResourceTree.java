package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A product as Product Ingestion writes it, in any of its targets; resources come in another order at each read. */
record ResourceTree(Product product, String target, OfferContent content, ObjectNode productResource) {

    private static final String VERSION = "/2022-03-01-preview2";

    ObjectNode json() {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", IngestionAnswers.SCHEMA + "resource-tree" + VERSION)
                .put("root", product.id());
        tree.putObject("target").put("targetType", target);
        List<ObjectNode> resources = resources();
        Collections.rotate(resources, content.read());
        tree.putArray("resources").addAll(resources);
        return tree;
    }

    private List<ObjectNode> resources() {
        List<ObjectNode> resources = new ArrayList<>();
        resources.add(productResource);
        resources.add(resource("submission", "/" + content.edition()));
        ObjectNode listing = resource("listing", "/public/main/default/en-us")
                .put("title", content.title())
                .put("description", content.description());
        listing.putObject("target").put("targetType", target);
        listing.putArray("validations").addObject().put("code", "info").put("message", target);
        resources.add(listing);
        ObjectNode logo = resource("listing-asset", "/public/main/default/en-us/azurelogosmall/1")
                .put("type", "azureLogoSmall")
                .put("url", content.signed(target + "/small-" + content.read() + ".png"));
        logo.putArray("imageList").addObject().put("url", content.signed(content.read() + ".png"));
        resources.add(logo);
        content.plans().forEach(plan -> {
            ObjectNode json = resource("plan", "/" + Product.guid(plan)).put("alias", plan);
            json.putObject("identity").put("externalId", plan);
            resources.add(json);
            resources.add(machine(plan));
        });
        return resources;
    }

    private ObjectNode machine(String plan) {
        ObjectNode machine = resource("virtual-machine-plan-technical-configuration", "/" + Product.guid(plan));
        var versions = machine.putArray("vmImageVersions");
        content.imageVersions()
                .forEach(version -> versions.addObject()
                        .put("versionNumber", version)
                        .putArray("vmImages")
                        .addObject()
                        .putObject("source")
                        .put("sourceType", "sasUri")
                        .putObject("osDisk")
                        .put("uri", content.signed(version + ".vhd")));
        return machine;
    }

    private ObjectNode resource(String type, String below) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$schema", IngestionAnswers.SCHEMA + type + VERSION)
                .put("id", type + "/" + product.guid + below);
    }
}
