package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Products, submissions and jobs as Product Ingestion writes them. */
final class IngestionAnswers {

    static final String SCHEMA = "https://schema.mp.microsoft.com/schema/";
    private static final String VERSION = "/2022-03-01-preview2";
    private static final String NOT_ENDED = "0001-01-01T00:00:00";

    private final Dialect dialect;
    private final Times times;

    IngestionAnswers(Dialect dialect, Times times) {
        this.dialect = dialect;
        this.times = times;
    }

    ObjectNode product(Product product) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "product/2022-03-01-preview3")
                .put("id", product.id()).put("type", "azureVirtualMachine").put("alias", product.offer);
        node.putObject("identity").put(dialect.externalIdName(), product.offer);
        return node;
    }

    ObjectNode draft(Product product) {
        return submission(product, 0, "draft");
    }

    ObjectNode preview(Product product, long number, PreviewState state, Instant created) {
        boolean running = state == PreviewState.RUNNING;
        String result = running ? "pending" : state == PreviewState.FAILED ? "failed" : "succeeded";
        return state(submission(product, number, "preview"), running ? "running" : "completed", result, created);
    }

    /** Without progress it went live on that day and is done. */
    ObjectNode live(Product product, long number, SimulatedProgress progress, Instant created) {
        return state(
                submission(product, number, "live"),
                progress == null ? "completed" : status(progress),
                progress == null ? "succeeded" : result(progress),
                created);
    }

    private ObjectNode state(ObjectNode submission, String status, String result, Instant created) {
        submission.put("lifecycleState", "generallyAvailable").put("status", status);
        if (!dialect.withoutResults() || !result.equals("succeeded")) {
            submission.put("result", result);
        }
        times.put(submission, "created", created, 7);
        return submission;
    }

    private static ObjectNode submission(Product product, long number, String target) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "submission" + VERSION)
                .put("id", product.submission(number)).put("product", product.id());
        node.putObject("target").put("targetType", target);
        return node;
    }

    /** The status of a configure job. */
    ObjectNode job(SimulatedPublication job, SimulatedProgress progress, Instant now) {
        boolean silent = progress.over() && progress.ended().plus(dialect.resultsLag()).isAfter(now);
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "configure-status" + VERSION)
                .put(dialect.jobIdName(), job.id)
                .put("jobStatus", progress.position() == 0 && !progress.over() ? "notStarted" : status(progress))
                .put("jobResult", silent ? null : result(progress))
                .put("jobStart", Timestamps.iso(job.started, 6 + job.version % 2))
                .put("jobEnd", progress.over() ? Timestamps.iso(progress.ended(), 7) : NOT_ENDED)
                .put("resourceUri", "configure/" + job.id);
        ArrayNode errors = node.putArray("errors");
        if (progress.over() && !progress.reasons().isEmpty() && !silent) {
            leaves(progress.nested() ? certification(errors) : errors, progress);
        }
        return node;
    }

    /** A job that has failed from the beginning. */
    ObjectNode failedJob(String code, String message, Instant now) {
        String id = UUID.randomUUID().toString();
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA + "configure-status" + VERSION)
                .put(dialect.jobIdName(), id).put("jobStatus", "completed").put("jobResult", "failed")
                .put("jobStart", Timestamps.iso(now, 7)).put("jobEnd", Timestamps.iso(now, 7))
                .put("resourceUri", "configure/" + id);
        error(node.putArray("errors"), code, message);
        return node;
    }

    /** What certification finds comes three levels down, under texts that say nothing. */
    private static ArrayNode certification(ArrayNode errors) {
        return error(error(error(errors, "internalServerError", "Operation failed"), "invalidState", "Certification"),
                "invalidState", "Issues found during Certification.");
    }

    private static void leaves(ArrayNode parent, SimulatedProgress progress) {
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

    private static String status(SimulatedProgress progress) {
        boolean known = Plan.success(progress.status()) || Plan.failure(progress.status()) || Plan.cancellation(progress.status());
        return known ? "completed" : progress.status();
    }

    private static String result(SimulatedProgress progress) {
        if (!progress.over()) {
            return "pending";
        }
        return progress.succeeded() ? "succeeded" : progress.canceled() ? "cancelled" : "failed";
    }
}
