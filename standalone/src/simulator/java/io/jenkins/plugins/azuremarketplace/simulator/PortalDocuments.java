package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Operations and submissions as the portal writes them. */
final class PortalDocuments {

    private PortalDocuments() {}

    /** All messages bear the time of the start, so that a look at an unchanged operation finds nothing changed. */
    static ObjectNode operation(Publication publication, Progress progress, List<String> messages) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode().put("status", progress.status());
        ArrayNode summary = operation.putArray("messages");
        if (progress.over() && !progress.succeeded()) {
            summary.add("Publishing stopped.");
            if (!progress.reasons().isEmpty()) {
                operation.put("error", String.join(" ", progress.reasons()));
            }
        }
        operation.put("publishingVersion", publication.version).put("offerVersion", 1);
        // Of these words only canCancel is known from the real service.
        operation.put("cancellationRequestState",
                progress.cancelling() ? "cancelRequested" : progress.over() ? "cannotCancel" : "canCancel");
        ArrayNode steps = operation.putArray("steps");
        for (Step step : Step.values()) {
            steps.add(step(step, progress, messages, publication.started));
        }
        operation.putArray("previewLinks");
        ArrayNode live = operation.putArray("liveLinks");
        if (progress.succeeded()) {
            live.addObject().put("displayText", publication.offer).put("uri",
                    "https://azuremarketplace.microsoft.com/marketplace/apps/" + publication.publisher + "." + publication.offer);
        }
        return operation;
    }

    private static ObjectNode step(Step step, Progress progress, List<String> messages, Instant when) {
        String status = status(step, progress);
        boolean complete = status.equals("complete");
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", step.id).put("stepName", step.title)
                .put("description", step.description);
        if (step.estimate != null) {
            node.put("estimatedTimeFrame", step.estimate);
        }
        boolean current = step == progress.step() && !complete;
        node.put("status", status).put("progressPercentage", complete ? 100 : current ? progress.percent() : 0);
        ArrayNode notes = node.putArray("messages");
        if (complete) {
            message(notes, "Step <b>" + step.title + "</b> completed.", "information", when);
        }
        if (step == Step.CERTIFICATION && progress.over()) {
            progress.reasons().forEach(reason -> message(notes, reason, "error", when));
        }
        if (status.equals("blocked")) {
            progress.brakes().reasons().forEach(reason -> message(notes, reason, "error", when));
        }
        if (step == progress.step()) {
            messages.forEach(html -> message(notes, html, "warning", when));
        }
        return node;
    }

    private static String status(Step step, Progress progress) {
        int distance = step.compareTo(progress.step());
        if (progress.succeeded() || distance < 0) {
            return "complete";
        }
        if (distance > 0) {
            return "notStarted";
        }
        if (progress.over()) {
            return progress.canceled() ? "canceled" : progress.status();
        }
        if (step == progress.brakes().blocked()) {
            return "blocked";
        }
        if (step == Step.SIGNOFF && progress.brakes().signoff()) {
            return "waitingForPublisherReview";
        }
        return progress.position() == 0 ? "notStarted" : "inProgress";
    }

    private static void message(ArrayNode messages, String html, String level, Instant when) {
        messages.addObject().put("messageHtml", html).put("level", level).put("timestamp", Timestamps.iso(when, 7));
    }

    static ObjectNode submission(Publication publication, Progress progress) {
        ObjectNode submission = JsonNodeFactory.instance.objectNode().put("id", publication.id)
                .put("offerId", publication.offer)
                .put("offerVersion", 1)
                .put("offerTypeId", "microsoft-azure-virtualmachines")
                .put("publisherId", publication.publisher)
                .put("submissionType", publication.type)
                .put("submissionState", progress.status())
                .put("publishingVersion", publication.version)
                .put("slot", publication.type.equals(Publication.GO_LIVE) ? "production" : "staging")
                .put("version", 636_576_975_611_768_314L + publication.version);
        submission.putObject("definition").putObject("metadata").put("emails", "jdoe@contoso.com");
        return submission.put("changedTime", Timestamps.iso(publication.started, 6 + publication.version % 2));
    }

    /** The status of an offer, in its own words. */
    static String offerStatus(Publication newest, Progress progress) {
        if (!progress.over()) {
            return progress.status();
        }
        if (progress.succeeded()) {
            return newest.type.equals(Publication.PUBLISH) ? "waitingForPublisherReview" : "succeeded";
        }
        return progress.canceled() ? "canceled" : "failed";
    }
}
