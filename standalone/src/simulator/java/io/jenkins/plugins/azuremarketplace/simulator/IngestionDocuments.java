package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Products, submissions and jobs as Product Ingestion writes them. */
final class IngestionDocuments {

    static final String SCHEMA = "https://schema.mp.microsoft.com/schema/";
    private static final String VERSION = "/2022-03-01-preview2";
    private static final String NOT_ENDED = "0001-01-01T00:00:00";

    private IngestionDocuments() {}

    static ObjectNode product(Product product) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "product/2022-03-01-preview3")
                .put("id", product.id()).put("type", "azureVirtualMachine").put("alias", product.offer);
        node.putObject("identity").put("externalId", product.offer);
        return node;
    }

    static ObjectNode draft(Product product) {
        return submission(product, 0, "draft");
    }

    static ObjectNode preview(Product product, long number, PreviewState state, Instant created) {
        boolean running = state == PreviewState.RUNNING;
        String result = running ? "pending" : state == PreviewState.FAILED ? "failed" : "succeeded";
        return submission(product, number, "preview").put("lifecycleState", "generallyAvailable")
                .put("status", running ? "running" : "completed").put("result", result)
                .put("created", Timestamps.iso(created, 7));
    }

    /** Without progress it went live on that day and is done. */
    static ObjectNode live(Product product, long number, Progress progress, Instant created) {
        return submission(product, number, "live").put("lifecycleState", "generallyAvailable")
                .put("status", progress == null ? "completed" : status(progress))
                .put("result", progress == null ? "succeeded" : result(progress))
                .put("created", Timestamps.iso(created, 7));
    }

    private static ObjectNode submission(Product product, long number, String target) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "submission" + VERSION)
                .put("id", product.submission(number)).put("product", product.id());
        node.putObject("target").put("targetType", target);
        return node;
    }

    /** The status of a configure job. */
    static ObjectNode job(Publication job, Progress progress, String idName) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "configure-status" + VERSION)
                .put(idName, job.id)
                .put("jobStatus", progress.position() == 0 && !progress.over() ? "notStarted" : status(progress))
                .put("jobResult", result(progress))
                .put("jobStart", Timestamps.iso(job.started, 6 + job.version % 2))
                .put("jobEnd", progress.over() ? Timestamps.iso(progress.ended(), 7) : NOT_ENDED)
                .put("resourceUri", "configure/" + job.id);
        ArrayNode errors = node.putArray("errors");
        if (progress.over() && !progress.reasons().isEmpty()) {
            leaves(progress.nested() ? certification(errors) : errors, progress);
        }
        return node;
    }

    /** What certification finds comes three levels down, under texts that say nothing. */
    private static ArrayNode certification(ArrayNode errors) {
        return error(error(error(errors, "internalServerError", "Operation failed"), "invalidState", "Certification"),
                "invalidState", "Issues found during Certification.");
    }

    private static void leaves(ArrayNode parent, Progress progress) {
        List<String> reasons = progress.reasons();
        for (int i = 0; i < reasons.size(); i++) {
            error(parent, "invalidState", reasons.get(i));
            if (i == 0 && progress.nested()) {
                // Seen in real answers: a leaf that lacks its list.
                ((ObjectNode) parent.get(0)).remove("details");
            }
        }
    }

    private static ArrayNode error(ArrayNode parent, String code, String message) {
        return parent.addObject().put("resourceId", "").put("code", code).put("message", message).putArray("details");
    }

    private static String status(Progress progress) {
        boolean known = Plan.success(progress.status()) || Plan.failure(progress.status()) || Plan.cancellation(progress.status());
        return known ? "completed" : progress.status();
    }

    private static String result(Progress progress) {
        if (!progress.over()) {
            return "pending";
        }
        return progress.succeeded() ? "succeeded" : progress.canceled() ? "cancelled" : "failed";
    }
}
