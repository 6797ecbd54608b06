package io.jenkins.plugins.azuremarketplace.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the documents of the Cloud Partner Portal API, in every variant that pages and answers have. */
final class PortalDocuments {

    /** More of either is no publication; the bound keeps a wait small. */
    private static final int STEPS = 40;

    private static final int MESSAGES = 40;

    private static final int REASONS = 40;

    private PortalDocuments() {}

    /**
     * An operation or an offer's status: the object itself or an array that holds it.
     *
     * @throws MarketplaceException if the document is neither
     */
    static Operation operation(HttpAnswer answer, String purpose) throws MarketplaceException {
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
        String word = Json.text(json, "status");
        List<StepMessage> messages = messages(json.path("messages"));
        List<PublishingStep> steps = Json.elements(json.path("steps")).stream()
                .limit(STEPS)
                .map(PortalDocuments::step)
                .toList();
        OperationStatus status = OperationStatus.parse(word);
        return new Operation(
                status,
                PlainText.of(word, 60),
                steps,
                messages,
                status.isFailure() ? reasons(json, messages, steps) : List.of(),
                answer.retryAfter());
    }

    /** The operations of an offer; entries that can't be operations are left out. */
    static SubmissionList submissions(HttpAnswer answer, Function<String, Optional<OperationLocation>> locate)
            throws MarketplaceException {
        JsonNode document = Json.parse(answer.body());
        JsonNode list = document.isObject() && document.path("value").isArray() ? document.path("value") : document;
        if (!list.isArray()) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not list the operations: the answer can't be read (" + PlainText.of(answer.body(), 100)
                            + ").",
                    null);
        }
        List<Submission> submissions = new ArrayList<>();
        for (JsonNode json : list) {
            String id = Json.text(json, "id");
            Optional<OperationLocation> location = id.isEmpty() ? Optional.empty() : locate.apply(id);
            if (location.isPresent()) {
                String type = PlainText.of(Json.text(json, "submissionType"), 60);
                submissions.add(new Submission(
                        id,
                        id,
                        OperationStatus.letters(type).equals("golive"),
                        type,
                        OperationStatus.parse(Json.text(json, "submissionState", "status")),
                        Json.time(json, "changedTime"),
                        location.get()));
            }
        }
        return new SubmissionList(List.copyOf(submissions), answer.date());
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
                messages(json.path("messages")));
    }

    private static List<StepMessage> messages(JsonNode array) {
        return Json.elements(array).stream()
                .limit(MESSAGES)
                .map(json -> json.isTextual()
                        ? new StepMessage(false, PlainText.of(json.asText()))
                        : new StepMessage(
                                OperationStatus.letters(Json.text(json, "level"))
                                        .equals("error"),
                                PlainText.of(Json.text(json, "messageHtml", "message"))))
                .filter(message -> !message.text().isEmpty())
                .toList();
    }

    private static List<String> reasons(JsonNode json, List<StepMessage> messages, List<PublishingStep> steps) {
        List<String> reasons = new ArrayList<>(ErrorReasons.of(json.path("error")));
        reasons.addAll(ErrorReasons.of(json.path("errors")));
        for (PublishingStep step : steps) {
            step.messages().stream()
                    .filter(StepMessage::error)
                    .map(StepMessage::text)
                    .filter(text -> isNew(text, reasons))
                    .forEach(text -> reasons.add(step.name() + ": " + text));
        }
        messages.stream()
                .map(StepMessage::text)
                .filter(text -> isNew(text, reasons))
                .forEach(reasons::add);
        return reasons.stream().distinct().limit(REASONS).toList();
    }

    /** A reason often stands in several places, with others around it. */
    private static boolean isNew(String text, List<String> reasons) {
        return reasons.stream().noneMatch(reason -> reason.contains(text));
    }
}
