package io.jenkins.plugins.azuremarketplace.api.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorReasons;
import io.jenkins.plugins.azuremarketplace.api.error.Reasons;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.PublishingStep;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.api.operation.StepMessage;
import io.jenkins.plugins.azuremarketplace.api.operation.StepStatus;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.LooseSpelling;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the documents of the Cloud Partner Portal API, in every variant that pages and answers have. */
final class PortalDocuments {

    /** More of either is no publication; the bound keeps a wait small. */
    private static final int STEPS = 40;

    private static final int MESSAGES = 40;

    /** The steps at which an operation failed. */
    private static final Set<StepStatus> AT_FAULT =
            EnumSet.of(StepStatus.FAILED, StepStatus.REJECTED, StepStatus.CANCELED);

    private PortalDocuments() {}

    /**
     * An operation or an offer's status: the object itself or an array that holds it.
     *
     * @throws MarketplaceException if the document is neither
     */
    static Operation operation(HttpAnswer answer, String purpose) throws MarketplaceException {
        JsonNode json = object(answer, purpose);
        String word = Json.text(json, "status");
        List<StepMessage> messages = messages(Json.field(json, "messages"));
        List<PublishingStep> steps = Json.elements(Json.field(json, "steps")).stream()
                .limit(STEPS)
                .map(PortalDocuments::step)
                .toList();
        OperationStatus status = OperationStatus.parse(word);
        return new Operation(
                status,
                PlainText.of(word, 60),
                steps,
                messages,
                status.isFailure() ? reasons(json, steps) : List.of(),
                answer.retryAfter());
    }

    /**
     * The document: the object itself or an array that holds it.
     *
     * @throws MarketplaceException if the document is neither
     */
    static JsonNode object(HttpAnswer answer, String purpose) throws MarketplaceException {
        JsonNode document = Json.parse(answer.body());
        JsonNode json = document.isArray() ? document.path(0) : document;
        if (!json.isObject()) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not " + purpose + ": the answer can't be read"
                            + (answer.body().isBlank()
                                    ? " (it is empty)."
                                    : " (" + PlainText.of(answer.body(), 100) + ")."),
                    null);
        }
        return json;
    }

    /** The body of a request to publish or to cancel: who is told by mail, as one text. Moved offers ignore it. */
    static String metadata(List<String> notificationEmails) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.putObject("metadata").put("notification-emails", String.join(",", notificationEmails));
        return body.toString();
    }

    /** The id of an operation in a list; else empty. */
    static String id(JsonNode json) {
        return Json.text(json, "id");
    }

    /**
     * One operation in the list of an offer's operations.
     *
     * @param location of the operation with its id; empty if that can't be one
     * @return empty for what is no operation, or is over and can't be asked about
     * @throws MarketplaceException if something runs that can't be asked about
     */
    static Optional<Submission> submission(JsonNode json, Optional<OperationLocation> location)
            throws MarketplaceException {
        String id = id(json);
        String state = Json.text(json, "submissionState", "status");
        OperationStatus status = OperationStatus.parse(state);
        if (location.isEmpty()) {
            if (state.isEmpty() || status.isOver()) {
                return Optional.empty();
            }
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not list the operations: one of them can't be read (" + PlainText.of(json.toString(), 100)
                            + ").",
                    null);
        }
        String type = PlainText.of(Json.text(json, "submissionType"), 60);
        Target target = target(type);
        return Optional.of(new Submission(
                id, id + " " + target, target, type, status, Json.time(json, "changedTime"), location.get()));
    }

    @CheckForNull
    private static Target target(String type) {
        return switch (LooseSpelling.letters(type)) {
            case "golive" -> Target.LIVE;
            case "publish", "preview" -> Target.PREVIEW;
            default -> null;
        };
    }

    /**
     * An offer's status in place of the list of its operations, where there is no list: one entry at the most.
     *
     * @param location of the status
     */
    static List<Submission> submissions(Operation state, OperationLocation location) {
        boolean busy = isBusy(state);
        boolean signoff = busy && Signoff.of(state) == Signoff.AWAITED;
        if (!busy
                && state.status() != OperationStatus.SUCCEEDED
                && !state.status().isFailure()) {
            return List.of();
        }
        return List.of(new Submission(
                "of the offer's status",
                "status " + LooseSpelling.letters(state.statusText()) + (signoff ? " signoff" : ""),
                signoff ? Target.PREVIEW : isSigned(state) ? Target.LIVE : null,
                "",
                busy ? OperationStatus.RUNNING : state.status(),
                null,
                location));
    }

    /** Whether something goes on with the offer, by the word for its state, or where that says nothing by its steps. */
    private static boolean isBusy(Operation state) {
        return switch (state.status()) {
            case RUNNING, WAITING_FOR_REVIEW -> true;
            case NOT_STARTED, UNKNOWN ->
                state.steps().stream().anyMatch(step -> step.status().isCurrent());
            default -> false;
        };
    }

    /** Whether the publisher's sign-off is given, so that what runs can only be a go-live. */
    private static boolean isSigned(Operation operation) {
        return operation.steps().stream()
                .anyMatch(step -> LooseSpelling.letters(step.name()).equals("publishersignoff")
                        && step.status() == StepStatus.COMPLETE);
    }

    private static PublishingStep step(JsonNode json) {
        String stepName = PlainText.of(Json.text(json, "stepName"), 100);
        String name = stepName.isEmpty() ? PlainText.of(Json.text(json, "id"), 100) : stepName;
        String word = Json.text(json, "status");
        return new PublishingStep(
                name.isEmpty() ? "(step without a name)" : name,
                PlainText.of(Json.text(json, "estimatedTimeFrame"), 60),
                StepStatus.parse(word),
                PlainText.of(word, 60),
                Math.max(0, Math.min(100, Json.number(json, "progressPercentage", 0))),
                messages(Json.field(json, "messages")));
    }

    private static List<StepMessage> messages(JsonNode node) {
        return messages(node, PlainText.LENGTH);
    }

    /** A list of messages; where there is but one, it may stand there by itself. */
    private static List<StepMessage> messages(JsonNode node, int length) {
        List<JsonNode> elements = node.isTextual() || node.isObject() ? List.of(node) : Json.elements(node);
        return elements.stream()
                .limit(MESSAGES)
                .map(json -> json.isTextual()
                        ? new StepMessage(false, PlainText.of(json.asText(), length))
                        : new StepMessage(
                                isError(Json.text(json, "level")),
                                PlainText.of(Json.text(json, "messageHtml", "message", "text"), length)))
                .filter(message -> !message.text().isEmpty())
                .toList();
    }

    private static boolean isError(String level) {
        return switch (LooseSpelling.letters(level)) {
            case "error", "critical", "fatal" -> true;
            default -> false;
        };
    }

    /** Whole, and from everywhere: where nothing is called an error, what is said of the steps under way must be it. */
    private static List<String> reasons(JsonNode json, List<PublishingStep> steps) {
        List<String> reasons = new ArrayList<>(ErrorReasons.ofFailed(json));
        List<JsonNode> documents = Json.elements(Json.field(json, "steps"));
        for (int i = 0; i < steps.size(); i++) {
            boolean atFault = AT_FAULT.contains(steps.get(i).status());
            reasons(documents.get(i), steps.get(i), atFault, reasons);
        }
        messages(Json.field(json, "messages"), Reasons.BYTES).stream()
                .map(StepMessage::text)
                .filter(text -> isNew(text, reasons))
                .forEach(reasons::add);
        for (int i = 0; i < steps.size() && reasons.isEmpty(); i++) {
            StepStatus status = steps.get(i).status();
            if (status.isCurrent() || status == StepStatus.UNKNOWN) {
                reasons(documents.get(i), steps.get(i), true, reasons);
            }
        }
        return Reasons.bounded(reasons);
    }

    /** Adds what a step has to say. */
    private static void reasons(JsonNode json, PublishingStep step, boolean atFault, List<String> reasons) {
        List<String> texts = new ArrayList<>(atFault ? ErrorReasons.ofFailed(json) : List.of());
        messages(Json.field(json, "messages"), Reasons.BYTES).stream()
                .filter(message -> message.error() || atFault)
                .map(StepMessage::text)
                .forEach(texts::add);
        texts.stream().filter(text -> isNew(text, reasons)).forEach(text -> reasons.add(step.name() + ": " + text));
    }

    /** A reason often stands in several places, with others around it. */
    private static boolean isNew(String text, List<String> reasons) {
        return reasons.stream().noneMatch(reason -> reason.contains(text));
    }
}
