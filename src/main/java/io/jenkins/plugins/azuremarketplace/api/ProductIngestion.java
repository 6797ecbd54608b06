package io.jenkins.plugins.azuremarketplace.api;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.IngestionDocuments.Entry;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The Product Ingestion API. An offer goes live by publishing the submission that is in preview to the live target; there
 * is no way straight to live. An operation is a job; where a job's id is unknown because its answer was lost, it is the
 * submission itself.
 *
 * @see <a href="https://learn.microsoft.com/partner-center/marketplace-offers/product-ingestion-api">Product Ingestion
 *     API</a>
 */
final class ProductIngestion implements Marketplace {

    /** The product schema is one version ahead of the others. */
    private static final String PRODUCT_VERSION = "2022-03-01-preview3";

    private static final String VERSION_PARAMETER = "$version";
    private static final int MOST_PAGES = 50;
    private static final Pattern JOB = Pattern.compile("configure/([A-Za-z0-9-]{1,80})/status");
    private static final Pattern SUBMISSION = Pattern.compile("submission/([A-Za-z0-9-]{1,80})/(\\d{1,30})");

    private final Endpoints endpoints;
    private final MarketplaceHttp http;

    @CheckForNull
    private JustRead justRead;

    ProductIngestion(Endpoints endpoints, MarketplaceHttp http) {
        this.endpoints = endpoints;
        this.http = http;
    }

    @Override
    public MarketplaceApi api() {
        return MarketplaceApi.PRODUCT_INGESTION;
    }

    @Override
    public String identity() {
        return http.identity();
    }

    /** The documentation asks for no more than one look a minute; a simulator may be looked at as often as one likes. */
    @Override
    public Duration minimumInterval() {
        return endpoints.isLoopback() ? Duration.ZERO : Duration.ofMinutes(1);
    }

    @Override
    public SubmissionList submissions(Offer offer, boolean runningOnly) throws MarketplaceException {
        HttpAnswer answer = submissionsOf(product(offer), offer);
        List<Entry> entries = IngestionDocuments.submissions(answer);
        justRead = new JustRead(offer, entries);
        List<Submission> submissions = entries.stream()
                .filter(entry -> !runningOnly || !entry.status().isOver())
                .map(entry -> new Submission(
                        entry.id(),
                        entry.target() + " " + entry.id() + " " + entry.created(),
                        entry.isLive(),
                        entry.isLive() ? "goLive" : entry.target(),
                        entry.status(),
                        entry.created(),
                        parse(entry.id())))
                .toList();
        return new SubmissionList(submissions, answer.date());
    }

    /** Goes by the list that was read last in this turn of work: what was checked for others is what is published. */
    @Override
    public GoLivePlan plan(Offer offer) throws MarketplaceException {
        JustRead known = justRead;
        List<Entry> entries = known != null && known.offer().equals(offer)
                ? known.entries()
                : IngestionDocuments.submissions(submissionsOf(product(offer), offer));
        Entry preview = Entry.newest(entries, "preview")
                .orElseThrow(() -> notReady("Nothing of " + offer
                        + " is in preview: publish the offer to preview in Partner Center first."));
        if (!preview.status().isOver()) {
            throw notReady("The preview of " + offer + " is still being published (" + preview.id()
                    + "): go live when it is done.");
        }
        if (preview.status().isFailure()) {
            throw notReady("The last preview of " + offer + " was not published (" + preview.id() + ": "
                    + preview.statusText() + "): correct it in Partner Center and publish it to preview again.");
        }
        return new GoLivePlan(
                offer,
                preview.id(),
                Entry.live(entries, preview.id())
                        .filter(live -> live.status() == OperationStatus.SUCCEEDED)
                        .isPresent());
    }

    @Override
    public OperationLocation goLive(GoLivePlan plan) throws MarketplaceException {
        String purpose = "go live with " + plan.offer();
        String submission = String.valueOf(plan.submission());
        String body = IngestionDocuments.goLive(endpoints, submission, "product/" + guid(submission));
        HttpAnswer answer = http.post(url("configure").build(), body, Map.of(), purpose);
        String job = IngestionDocuments.jobId(Json.parse(answer.body()));
        String location = "configure/" + job + "/status";
        if (!JOB.matcher(location).matches()) {
            throw new MarketplaceException(
                    Kind.UNUSABLE,
                    "Could not " + purpose + ": the service answered " + answer.status()
                            + " without the id of the job.",
                    null);
        }
        return parse(location);
    }

    @Override
    public Operation operation(OperationLocation location) throws MarketplaceException {
        Matcher submission = SUBMISSION.matcher(below(location));
        if (!submission.matches()) {
            String purpose = "read the job";
            return IngestionDocuments.job(http.get(location.url(), purpose), purpose);
        }
        String id = submission.group();
        HttpAnswer answer = http.get(url("submission/" + submission.group(1)).build(), "read the submissions");
        return Entry.live(IngestionDocuments.submissions(answer), id)
                .map(live -> live.operation(answer.retryAfter()))
                .orElseThrow(() -> new MarketplaceException(
                        Kind.STATUS, "The service shows no go-live of " + id + ".", 404, "", List.of(), null, null));
    }

    /** Compares the live target with the preview; the service takes a while to show what a job did. */
    @Override
    public Confirmation confirm(Offer offer, OperationLocation location) throws MarketplaceException {
        List<Entry> entries = IngestionDocuments.submissions(submissionsOf(product(offer), offer));
        Optional<Entry> live = Entry.newest(entries, "preview").flatMap(preview -> Entry.live(entries, preview.id()));
        if (live.isEmpty() || !live.get().status().isOver()) {
            return new Confirmation(Confirmation.Verdict.NOT_YET, "the preview is not live yet");
        }
        return live.get().status() == OperationStatus.SUCCEEDED
                ? new Confirmation(
                        Confirmation.Verdict.CONFIRMED, "live, " + live.get().id())
                : new Confirmation(
                        Confirmation.Verdict.CONTRADICTED,
                        live.get().statusText() + ", " + live.get().id());
    }

    @Override
    public void cancel(@CheckForNull Offer offer, OperationLocation location) throws MarketplaceException {
        Matcher job = JOB.matcher(below(location));
        if (!job.matches()) {
            throw notReady("The job of " + location
                    + " is not known, so it can't be canceled here; cancel it in Partner Center.");
        }
        http.post(url("configure/" + job.group(1) + "/cancel").build(), "{}", Map.of(), "cancel the job");
    }

    @Override
    public OperationLocation locate(String operation) {
        OperationLocation location = parse(operation);
        String below = below(location);
        if (!JOB.matcher(below).matches() && !SUBMISSION.matcher(below).matches()) {
            throw new IllegalArgumentException("“" + PlainText.of(operation, 200)
                    + "” is not the location of an operation; expected something like configure/…/status.");
        }
        return location;
    }

    @Override
    public void abort() {
        http.abort();
    }

    /** The product's GUID. What the portal calls an offer's id is here the external id of a product. */
    private String product(Offer offer) throws MarketplaceException {
        String purpose = "find the product " + offer;
        HttpUrl next = endpoints
                .resolve("product")
                .addQueryParameter("externalId", offer.id())
                .addEncodedQueryParameter(VERSION_PARAMETER, PRODUCT_VERSION)
                .build();
        for (int page = 0; next != null && page < MOST_PAGES; page++) {
            JsonNode json = Json.parse(http.get(next, purpose).body());
            Optional<String> guid = IngestionDocuments.product(json, offer);
            if (guid.isPresent()) {
                return guid.get();
            }
            next = nextPage(json, purpose);
        }
        throw notReady("There is no product with the external id “" + offer.id()
                + "” that this service principal may see. Check the offer id, and which API the offer belongs to.");
    }

    @CheckForNull
    private HttpUrl nextPage(JsonNode page, String purpose) throws MarketplaceException {
        String link = Json.text(page, "@nextLink", "@odata.nextLink", "nextLink");
        if (link.isEmpty()) {
            return null;
        }
        try {
            return OperationLocation.parse(link, endpoints, VERSION_PARAMETER).url();
        } catch (IllegalArgumentException e) {
            throw new MarketplaceException(
                    Kind.UNUSABLE, "Could not " + purpose + ": the link to the next page can't be used.", e);
        }
    }

    private HttpAnswer submissionsOf(String guid, Offer offer) throws MarketplaceException {
        HttpAnswer answer = http.get(url("submission/" + guid).build(), "read the submissions of " + offer);
        if (!Json.parse(answer.body()).path("value").isArray()) {
            throw new MarketplaceException(
                    Kind.UNUSABLE,
                    "Could not read the submissions of " + offer + ": the answer can't be read ("
                            + PlainText.of(answer.body(), 100) + ").",
                    null);
        }
        return answer;
    }

    private HttpUrl.Builder url(String path) {
        return endpoints.resolve(path).addEncodedQueryParameter(VERSION_PARAMETER, endpoints.version());
    }

    private OperationLocation parse(String location) {
        return OperationLocation.parse(location, endpoints, VERSION_PARAMETER);
    }

    /** The location's path below the base URL. */
    private String below(OperationLocation location) {
        String base = endpoints.api().encodedPath();
        return location.url().encodedPath().substring(base.equals("/") ? 1 : base.length() + 1);
    }

    /** The product's GUID in the id of one of its submissions; else empty. */
    static String guid(@CheckForNull String submission) {
        Matcher matcher = SUBMISSION.matcher(submission == null ? "" : submission);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private record JustRead(Offer offer, List<Entry> entries) {}

    private static MarketplaceException notReady(String message) {
        return new MarketplaceException(Kind.NOT_READY, message, null);
    }
}
