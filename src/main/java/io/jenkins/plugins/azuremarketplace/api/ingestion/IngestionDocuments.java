package io.jenkins.plugins.azuremarketplace.api.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionPlan;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorReasons;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.LooseSpelling;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads and writes the documents of the Product Ingestion API. */
final class IngestionDocuments {

    private static final Pattern PRODUCT = Pattern.compile("product/([A-Za-z0-9-]{1,80})");
    private static final Pattern JOB = Pattern.compile("configure/([A-Za-z0-9-]{1,80})([/?]|$)");
    private static final Pattern SUBMISSION = Pattern.compile("submission/[A-Za-z0-9-]{1,80}/\\d{1,30}");

    private IngestionDocuments() {}

    /** The GUID of a product, if it has this external id. */
    static Optional<String> product(JsonNode json, Offer offer) {
        Matcher id = PRODUCT.matcher(Json.text(json, "id"));
        return Json.text(Json.field(json, "identity"), "externalId").equalsIgnoreCase(offer.id()) && id.matches()
                ? Optional.of(id.group(1))
                : Optional.empty();
    }

    /** All submissions but the draft, which is no operation and has no state. */
    static List<Entry> submissions(List<JsonNode> elements) {
        return elements.stream()
                .filter(json -> SUBMISSION.matcher(Json.text(json, "id")).matches())
                .map(json -> new Entry(
                        Json.text(json, "id"),
                        PlainText.of(Json.text(Json.field(json, "target"), "targetType"), 40)
                                .toLowerCase(Locale.ROOT),
                        status(Json.text(json, "status"), Json.text(json, "result")),
                        words(Json.text(json, "status"), Json.text(json, "result")),
                        Json.time(json, "created")))
                .filter(entry -> !entry.target().equals("draft"))
                .toList();
    }

    /** Whether a submission is what is edited: the one without a state, whose number is 0. */
    static boolean isDraft(JsonNode json) {
        return Json.text(Json.field(json, "target"), "targetType").equalsIgnoreCase("draft");
    }

    /**
     * The one request that publishes. A go-live names the submission that is in preview; a preview has no id, and a member
     * that is null would be taken for one.
     */
    static String configure(Endpoints endpoints, SubmissionPlan plan) {
        ObjectNode configure = Json.MAPPER.createObjectNode();
        configure.put("$schema", schema(endpoints, "configure"));
        ObjectNode resource = configure.putArray("resources").addObject();
        resource.put("$schema", schema(endpoints, "submission"));
        if (plan.submission() != null) {
            resource.put("id", plan.submission());
        }
        resource.put("product", plan.product());
        resource.putObject("target").put("targetType", plan.target().word());
        return configure.toString();
    }

    /** A job's id: in the answer's body, else in its headers; else empty. */
    static String jobId(JsonNode job, HttpAnswer answer) {
        return Stream.concat(
                        Stream.of(jobId(job)),
                        Stream.of("Operation-Location", "Location")
                                .flatMap(header -> answer.headers().values(header).stream())
                                .map(IngestionDocuments::jobIn))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** A job's id, which older pages and answers spell {@code jobID}; else that of its resource; else empty. */
    private static String jobId(JsonNode json) {
        String id = Json.text(json, "jobId");
        return id.isEmpty() ? jobIn(Json.text(json, "resourceUri")) : id;
    }

    /** The id of the job that a location names; else empty. */
    private static String jobIn(String location) {
        Matcher job = JOB.matcher(location);
        return job.find() ? job.group(1) : "";
    }

    static boolean isJob(JsonNode json) {
        return json.isObject() && !Json.text(json, "jobStatus").isEmpty();
    }

    /**
     * A job's status as an operation. A job has no steps; its errors are reasons only when it has failed.
     *
     * @throws MarketplaceException if the document is none
     */
    static Operation job(HttpAnswer answer, String purpose) throws MarketplaceException {
        JsonNode json = Json.parse(answer.body());
        if (!isJob(json)) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not " + purpose + ": the answer can't be read (" + PlainText.of(answer.body(), 100) + ").",
                    null);
        }
        String status = Json.text(json, "jobStatus");
        String result = Json.text(json, "jobResult");
        OperationStatus state = status(status, result);
        return new Operation(
                state,
                words(status, result),
                List.of(),
                List.of(),
                state.isFailure() ? ErrorReasons.ofFailed(json) : List.of(),
                answer.retryAfter());
    }

    /** Only a completed job or submission has a result; it is optional, and so is the status of a submission. */
    private static OperationStatus status(String status, String result) {
        OperationStatus state = status.isEmpty() ? OperationStatus.ENDED : OperationStatus.parse(status);
        if (LooseSpelling.letters(status).startsWith("complete")) {
            state = OperationStatus.ENDED;
        }
        OperationStatus end = OperationStatus.parse(result);
        return switch (state) {
            case ENDED -> end.isOver() ? end : end == OperationStatus.NOT_STARTED ? OperationStatus.RUNNING : state;
            case SUCCEEDED -> end.isFailure() ? end : state;
            case FAILED, CANCELED, REJECTED, NOT_STARTED -> state;
            default -> OperationStatus.RUNNING;
        };
    }

    private static String words(String status, String result) {
        return PlainText.of(
                result.isEmpty() || result.equalsIgnoreCase("pending") ? status : status + ", " + result, 60);
    }

    private static String schema(Endpoints endpoints, String document) {
        return endpoints
                .schema()
                .newBuilder()
                .addPathSegments("schema/" + document)
                .addPathSegment(endpoints.version())
                .build()
                .toString();
    }

    /**
     * A submission of a product.
     *
     * @param target {@code preview} or {@code live}
     * @param created null if the service does not tell
     */
    record Entry(
            String id,
            String target,
            OperationStatus status,
            String statusText,
            @CheckForNull Instant created) {

        boolean isLive() {
            return target.equals("live");
        }

        Submission submission(OperationLocation location) {
            return new Submission(id, identity(), submissionTarget(), type(), status, created, location);
        }

        /** In the words of the other API. */
        String type() {
            return isLive() ? "goLive" : target;
        }

        @CheckForNull
        private Target submissionTarget() {
            return isLive() ? Target.LIVE : target.equals("preview") ? Target.PREVIEW : null;
        }

        /** A submission that failed can be published again, and keeps its id and perhaps its time: its state tells. */
        String identity() {
            return target + " " + id + " " + created + (status.isOver() ? " " + status : "");
        }

        Operation operation(@CheckForNull Duration retryAfter) {
            return new Operation(status, statusText, List.of(), List.of(), List.of(), retryAfter);
        }

        static Optional<Entry> newest(List<Entry> entries, String target) {
            return entries.stream().filter(entry -> entry.target.equals(target)).max(BY_AGE);
        }

        /**
         * The live entry of a submission that counts: two at once are normal, also of the same id, and the one that is not
         * over is the newer one, whatever their times say.
         */
        static Optional<Entry> live(List<Entry> entries, String id) {
            return entries.stream()
                    .filter(entry -> entry.isLive() && entry.id.equals(id))
                    .max(Comparator.comparing((Entry entry) -> !entry.status.isOver())
                            .thenComparing(BY_AGE));
        }

        static Optional<Entry> preview(List<Entry> entries, String id) {
            return entries.stream()
                    .filter(entry -> entry.target.equals("preview") && entry.id.equals(id))
                    .max(BY_AGE);
        }

        private static final Comparator<Entry> BY_AGE = Comparator.comparing(
                        (Entry entry) -> entry.created == null ? Instant.EPOCH : entry.created)
                .thenComparing(entry -> new java.math.BigInteger(entry.id.substring(entry.id.lastIndexOf('/') + 1)));
    }
}
