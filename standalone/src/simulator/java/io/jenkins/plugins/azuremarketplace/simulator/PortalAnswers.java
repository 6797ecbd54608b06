package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Operations as the portal writes them.
 *
 * @param messages warnings of the step that is being worked at
 * @param previewsLookLive whether a preview that is complete looks as if it had gone live itself
 */
record PortalAnswers(SignoffWords words, List<String> messages, boolean previewsLookLive) {

    /** All messages bear the time of the start, so that a look at an unchanged operation finds nothing changed. */
    ObjectNode operation(SimulatedPublication publication, SimulatedProgress progress) {
        boolean live = progress.succeeded() && (previewsLookLive || publication.goesLive());
        ObjectNode operation = JsonNodeFactory.instance.objectNode().put("status", status(progress, words));
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
            boolean untouched = step == Step.LIVE && progress.succeeded() && !live;
            steps.add(step(step, untouched ? "notStarted" : status(step, progress), progress, publication.started));
        }
        operation.putArray("previewLinks");
        ArrayNode links = operation.putArray("liveLinks");
        if (live) {
            links.addObject().put("displayText", publication.offer).put("uri",
                    "https://azuremarketplace.microsoft.com/marketplace/apps/" + publication.publisher + "." + publication.offer);
        }
        return operation;
    }

    /** Also the state of a submission. */
    static String status(SimulatedProgress progress, SignoffWords words) {
        return progress.waitsForPublisher() ? words.operation() : progress.status();
    }

    private ObjectNode step(Step step, String status, SimulatedProgress progress, Instant when) {
        boolean complete = status.equals("complete");
        boolean signoff = step == Step.SIGNOFF;
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", signoff ? words.stepId() : step.id)
                .put("stepName", signoff ? words.stepName() : step.title)
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

    private String status(Step step, SimulatedProgress progress) {
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
        if (progress.waitsForPublisher()) {
            return words.step();
        }
        return progress.position() == 0 ? "notStarted" : "inProgress";
    }

    private static void message(ArrayNode messages, String html, String level, Instant when) {
        messages.addObject().put("messageHtml", html).put("level", level).put("timestamp", Timestamps.iso(when, 7));
    }

    /** The status of an offer, in its own words. */
    String offerStatus(SimulatedPublication newest, SimulatedProgress progress) {
        if (progress.waitsForPublisher()) {
            return words.offer();
        }
        if (!progress.over()) {
            return progress.status();
        }
        if (progress.succeeded()) {
            return newest.goesLive() ? "succeeded" : "waitingForPublisherReview";
        }
        return progress.canceled() ? "canceled" : "failed";
    }
}
