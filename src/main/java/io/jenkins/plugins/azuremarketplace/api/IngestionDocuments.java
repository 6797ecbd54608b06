package io.jenkins.plugins.azuremarketplace.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes the documents of the Product Ingestion API. */
final class IngestionDocuments {

    private static final Pattern PRODUCT = Pattern.compile("product/([A-Za-z0-9-]{1,80})");
    private static final Pattern SUBMISSION = Pattern.compile("submission/[A-Za-z0-9-]{1,80}/\\d{1,30}");

    private IngestionDocuments() {}

    /** The GUID of the product of this external id, if it is on this page. */
    static Optional<String> product(JsonNode page, Offer offer) {
        return Json.elements(page.path("value")).stream()
                .filter(json -> Json.text(json.path("identity"), "externalId").equalsIgnoreCase(offer.id()))
                .map(json -> PRODUCT.matcher(Json.text(json, "id")))
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    /** All submissions but the draft, which is no operation and has no state. */
    static List<Entry> submissions(HttpAnswer answer) {
        return Json.elements(Json.parse(answer.body()).path("value")).stream()
                .filter(json -> SUBMISSION.matcher(Json.text(json, "id")).matches())
                .filter(json -> !Json.text(json, "status").isEmpty())
                .map(json -> new Entry(
                        Json.text(json, "id"),
                        PlainText.of(Json.text(json.path("target"), "targetType"), 40),
                        status(Json.text(json, "status"), Json.text(json, "result")),
                        words(Json.text(json, "status"), Json.text(json, "result")),
                        Json.time(json, "created")))
                .filter(entry -> !entry.target().equals("draft"))
                .toList();
    }

    /** The one request that makes a submission public. */
    static String goLive(Endpoints endpoints, String submission, String product) {
        ObjectNode configure = Json.MAPPER.createObjectNode();
        configure.put("$schema", schema(endpoints, "configure"));
        ObjectNode resource = configure.putArray("resources").addObject();
        resource.put("$schema", schema(endpoints, "submission"));
        resource.put("id", submission);
        resource.put("product", product);
        resource.putObject("target").put("targetType", "live");
        return configure.toString();
    }

    /** Older pages and answers spell it {@code jobID}. */
    static String jobId(JsonNode json) {
        return Json.text(json, "jobId", "jobID");
    }

    /**
     * A job's status as an operation. A job has no steps; its errors are reasons only when it has failed.
     *
     * @throws MarketplaceException if the document is none
     */
    static Operation job(HttpAnswer answer, String purpose) throws MarketplaceException {
        JsonNode json = Json.parse(answer.body());
        String status = Json.text(json, "jobStatus");
        if (!json.isObject() || status.isEmpty()) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not " + purpose + ": the answer can't be read (" + PlainText.of(answer.body(), 100) + ").",
                    null);
        }
        String result = Json.text(json, "jobResult");
        OperationStatus state = status(status, result);
        return new Operation(
                state,
                words(status, result),
                List.of(),
                List.of(),
                state.isFailure() ? ErrorReasons.of(json.path("errors")) : List.of(),
                answer.retryAfter());
    }

    /** Only a completed job or submission has a result. */
    private static OperationStatus status(String status, String result) {
        OperationStatus state = OperationStatus.parse(status);
        if (state != OperationStatus.SUCCEEDED) {
            return state == OperationStatus.FAILED || state == OperationStatus.CANCELED
                    ? state
                    : state == OperationStatus.NOT_STARTED ? state : OperationStatus.RUNNING;
        }
        OperationStatus end = OperationStatus.parse(result);
        return end.isOver() ? end : OperationStatus.UNKNOWN;
    }

    private static String words(String status, String result) {
        return PlainText.of(result.isEmpty() || result.equals("pending") ? status : status + ", " + result, 60);
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

        Operation operation(@CheckForNull Duration retryAfter) {
            return new Operation(status, statusText, List.of(), List.of(), List.of(), retryAfter);
        }

        static Optional<Entry> newest(List<Entry> entries, String target) {
            return entries.stream().filter(entry -> entry.target.equals(target)).max(BY_AGE);
        }

        /** The newest live entry of a submission: two live entries at once are normal, also of the same id. */
        static Optional<Entry> live(List<Entry> entries, String id) {
            return entries.stream()
                    .filter(entry -> entry.isLive() && entry.id.equals(id))
                    .max(BY_AGE);
        }

        private static final Comparator<Entry> BY_AGE = Comparator.comparing(
                        (Entry entry) -> entry.created == null ? Instant.EPOCH : entry.created)
                .thenComparing(entry -> new java.math.BigInteger(entry.id.substring(entry.id.lastIndexOf('/') + 1)));
    }
}
