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
import java.util.stream.Stream;
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

    private static final String VERSION_PARAMETER = "$version";
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
    public void limitCalls(Duration longest) {
        http.limitCalls(longest);
    }

    /** A submission that failed can be sent to live again, and keeps its id and perhaps its time: its state tells. */
    @Override
    public SubmissionList submissions(Offer offer) throws MarketplaceException {
        Pages.Listing listing = submissionsOf(product(offer), "read the submissions of " + offer);
        List<Entry> entries = IngestionDocuments.submissions(listing.elements());
        justRead = new JustRead(offer, entries);
        List<Submission> submissions = entries.stream()
                .map(entry -> new Submission(
                        entry.id(),
                        entry.target() + " " + entry.id() + " " + entry.created()
                                + (entry.status().isOver() ? " " + entry.status() : ""),
                        target(entry),
                        entry.isLive() ? "goLive" : entry.target(),
                        entry.status(),
                        entry.created(),
                        parse(entry.id())))
                .toList();
        return new SubmissionList(submissions, true, listing.last().date());
    }

    @CheckForNull
    private static Target target(Entry entry) {
        return entry.isLive() ? Target.LIVE : entry.target().equals("preview") ? Target.PREVIEW : null;
    }

    /** Whatever is not over: a submission that is being published, to whichever target, locks the product. */
    @Override
    public boolean isInTheWay(Offer offer, Submission running) {
        return running.isRunning();
    }

    /** No publication of this API waits for a sign-off. */
    @Override
    public Signoff signoff(Offer offer, OperationLocation preview) {
        return Signoff.UNTOLD;
    }

    /** Goes by the list that was read last in this turn of work: what was checked for others is what is published. */
    @Override
    public GoLivePlan plan(Offer offer) throws MarketplaceException {
        JustRead known = justRead;
        List<Entry> entries = known != null && known.offer().equals(offer)
                ? known.entries()
                : IngestionDocuments.submissions(
                        submissionsOf(product(offer), "read the submissions of " + offer).elements());
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

    /**
     * The answer to {@code configure} is a job document, and perhaps the last one: a job can have failed already.
     */
    @Override
    public Acceptance goLive(GoLivePlan plan) throws MarketplaceException {
        String purpose = "go live with " + plan.offer();
        String submission = String.valueOf(plan.submission());
        String body = IngestionDocuments.goLive(endpoints, submission, "product/" + guid(submission));
        HttpAnswer answer = http.post(url("configure").build(), body, Map.of(), purpose);
        JsonNode job = Json.parse(answer.body());
        String location = "configure/" + jobId(job, answer) + "/status";
        Operation state = IngestionDocuments.isJob(job) ? IngestionDocuments.job(answer, purpose) : null;
        boolean located = JOB.matcher(location).matches();
        return new Acceptance(
                located ? parse(location) : null,
                state != null && state.status().isOver() ? state : null,
                located ? "" : "no id of a job came with the answer");
    }

    private static String jobId(JsonNode job, HttpAnswer answer) {
        return Stream.concat(
                        Stream.of(IngestionDocuments.jobId(job)),
                        Stream.of("Operation-Location", "Location")
                                .flatMap(header -> answer.headers().values(header).stream())
                                .map(IngestionDocuments::jobIn))
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public Operation operation(OperationLocation location) throws MarketplaceException {
        Matcher submission = SUBMISSION.matcher(below(location));
        if (!submission.matches()) {
            String purpose = "read the job";
            return IngestionDocuments.job(http.get(location.url(), purpose), purpose);
        }
        String id = submission.group();
        Pages.Listing listing = submissionsOf(submission.group(1), "read the submissions");
        return Entry.live(IngestionDocuments.submissions(listing.elements()), id)
                .map(live -> live.operation(listing.last().retryAfter()))
                .orElseThrow(() -> new MarketplaceException(
                        Kind.STATUS, "The service shows no go-live of " + id + ".", 404, "", List.of(), null, null));
    }

    /** Looks at the live target of what went live; the service takes a while to show what a job did. */
    @Override
    public Confirmation confirm(Offer offer, @CheckForNull String submission) throws MarketplaceException {
        List<Entry> entries = IngestionDocuments.submissions(
                submissionsOf(product(offer), "read the submissions of " + offer).elements());
        Optional<Entry> live = submission == null ? Entry.newest(entries, "live") : Entry.live(entries, submission);
        if (live.isEmpty() || !live.get().status().isOver()) {
            return new Confirmation(Confirmation.Verdict.NOT_YET, "not live yet");
        }
        String words = live.get().statusText() + ", " + live.get().id();
        return switch (live.get().status()) {
            case SUCCEEDED -> new Confirmation(Confirmation.Verdict.CONFIRMED, "live, " + live.get().id());
            case ENDED -> new Confirmation(Confirmation.Verdict.UNTOLD, words);
            default -> new Confirmation(Confirmation.Verdict.CONTRADICTED, words);
        };
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
        HttpUrl first = endpoints
                .resolve("product")
                .addQueryParameter("externalId", offer.id())
                .addEncodedQueryParameter(VERSION_PARAMETER, endpoints.productVersion())
                .build();
        return pages()
                .until(first, "find the product " + offer, json -> IngestionDocuments.product(json, offer)
                        .isPresent())
                .elements()
                .stream()
                .flatMap(json -> IngestionDocuments.product(json, offer).stream())
                .findFirst()
                .orElseThrow(() -> notReady("There is no product with the external id “" + offer.id()
                        + "” that this service principal may see."
                        + " Check the offer id, and which API the offer belongs to."));
    }

    private Pages.Listing submissionsOf(String guid, String purpose) throws MarketplaceException {
        return pages().all(url("submission/" + guid).build(), purpose);
    }

    private Pages pages() {
        return new Pages(http, endpoints, VERSION_PARAMETER);
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
