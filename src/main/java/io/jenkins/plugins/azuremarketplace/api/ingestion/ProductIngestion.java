package io.jenkins.plugins.azuremarketplace.api.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Acceptance;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OfferVerification;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.SubmissionPlan;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.Pages;
import io.jenkins.plugins.azuremarketplace.api.ingestion.IngestionDocuments.Entry;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Product Ingestion API. An offer goes live by publishing the submission that is in preview to the live target; there
 * is no way straight to live. An operation is a job; where a job's id is unknown because its answer was lost, it is the
 * submission itself.
 *
 * @see <a href="https://learn.microsoft.com/partner-center/marketplace-offers/product-ingestion-api">Product Ingestion
 *     API</a>
 */
public final class ProductIngestion implements Marketplace {

    private static final Pattern JOB = Pattern.compile("configure/([A-Za-z0-9-]{1,80})/status");
    private static final Pattern SUBMISSION = Pattern.compile("submission/([A-Za-z0-9-]{1,80})/(\\d{1,30})");

    private final Endpoints endpoints;
    private final MarketplaceHttp http;
    private final ProductReads reads;

    @CheckForNull
    private JustRead justRead;

    public ProductIngestion(Endpoints endpoints, MarketplaceHttp http) {
        this.endpoints = endpoints;
        this.http = http;
        reads = new ProductReads(endpoints, http);
    }

    @Override
    public MarketplaceApi api() {
        return MarketplaceApi.PRODUCT_INGESTION;
    }

    @Override
    public String identity() {
        return http.identity();
    }

    /** The documentation asks for no more than one poll a minute; a simulator may be polled as often as one likes. */
    @Override
    public Duration minimumInterval() {
        return endpoints.isLoopback() ? Duration.ZERO : Duration.ofMinutes(1);
    }

    @Override
    public void limitCalls(Duration longest) {
        http.limitCalls(longest);
    }

    @Override
    public OfferStatus status(Offer offer) throws MarketplaceException {
        String guid = reads.product(offer);
        Pages.Listing listing = reads.submissions(guid, "read the submissions of " + offer);
        return new ProductStatus(offer, guid, listing.elements()).read(this::parse);
    }

    @Override
    public List<Comparison> changes(Offer offer) throws MarketplaceException {
        return reads.changes(offer);
    }

    @Override
    public SubmissionList submissions(Offer offer) throws MarketplaceException {
        String guid = reads.product(offer);
        Pages.Listing listing = reads.submissions(guid, "read the submissions of " + offer);
        List<Entry> entries = IngestionDocuments.submissions(listing.elements());
        justRead = new JustRead(offer, guid, entries);
        List<Submission> submissions = entries.stream()
                .map(entry -> entry.submission(parse(entry.id())))
                .toList();
        return new SubmissionList(submissions, true);
    }

    /** Whatever is not over: a submission that is being published, to whichever target, locks the product. */
    @Override
    public boolean isInTheWay(Offer offer, Submission running) {
        return running.isRunning();
    }

    /** No publication of this API waits for a sign-off. */
    @Override
    public Signoff signoff(OperationLocation preview) {
        return Signoff.UNTOLD;
    }

    /** Goes by the list that was read last in this turn of work: what was checked for others is what is published. */
    @Override
    public SubmissionPlan plan(Offer offer, Target target) throws MarketplaceException {
        JustRead known = justRead;
        if (known == null || !known.offer().equals(offer)) {
            submissions(offer);
            known = Objects.requireNonNull(justRead);
        }
        return target == Target.LIVE
                ? liveFrom(known)
                : new SubmissionPlan(offer, target, "product/" + known.guid(), null, false, List.of());
    }

    private static SubmissionPlan liveFrom(JustRead known) throws MarketplaceException {
        Offer offer = known.offer();
        Entry preview = Entry.newest(known.entries(), "preview").orElse(null);
        String complaint = ProductStatus.complaint(offer, preview);
        if (preview == null || complaint != null) {
            throw notReady(String.valueOf(complaint));
        }
        boolean live = ProductStatus.isLive(known.entries(), preview);
        return new SubmissionPlan(offer, Target.LIVE, "product/" + known.guid(), preview.id(), live, List.of());
    }

    @Override
    public String request(SubmissionPlan plan) {
        return "POST " + reads.url("configure").build();
    }

    /**
     * The answer to {@code configure} is a job document, and perhaps the last one: a job can have failed already.
     */
    @Override
    public Acceptance submit(SubmissionPlan plan) throws MarketplaceException {
        String purpose = plan.purpose();
        String body = IngestionDocuments.configure(endpoints, plan);
        HttpAnswer answer = http.post(reads.url("configure").build(), body, Map.of(), purpose);
        JsonNode job = Json.parse(answer.body());
        String location = "configure/" + IngestionDocuments.jobId(job, answer) + "/status";
        Operation state = IngestionDocuments.isJob(job) ? IngestionDocuments.job(answer, purpose) : null;
        boolean located = JOB.matcher(location).matches();
        if (!located && answer.status() == 200 && answer.isPage()) {
            throw MarketplaceHttp.page(answer, purpose);
        }
        return new Acceptance(
                located ? parse(location) : null,
                state != null && state.status().isOver() ? state : null,
                located ? "" : "no id of a job came with the answer");
    }

    @Override
    public Operation operation(OperationLocation location) throws MarketplaceException {
        Matcher submission = SUBMISSION.matcher(below(location));
        if (!submission.matches()) {
            String purpose = "read the job";
            return IngestionDocuments.job(http.get(location.url(), purpose), purpose);
        }
        String id = submission.group();
        Pages.Listing listing = reads.submissions(submission.group(1), "read the submissions");
        List<Entry> entries = IngestionDocuments.submissions(listing.elements());
        return Entry.live(entries, id)
                .or(() -> Entry.preview(entries, id))
                .map(entry -> entry.operation(listing.last().retryAfter()))
                .orElseThrow(() -> new MarketplaceException(
                        Kind.STATUS,
                        "The service shows no publication of " + id + ".",
                        404,
                        "",
                        List.of(),
                        null,
                        null));
    }

    /** Looks at the target of what was published; the service takes a while to show what a job did. */
    @Override
    public OfferVerification verify(Offer offer, Target target, @CheckForNull String submission, List<String> before)
            throws MarketplaceException {
        List<Entry> entries = IngestionDocuments.submissions(
                reads.submissions(reads.product(offer), "read the submissions of " + offer)
                        .elements());
        List<Entry> meant = entries.stream()
                .filter(entry -> !before.contains(entry.identity()))
                .toList();
        Optional<Entry> shown = submission != null && target == Target.LIVE
                ? Entry.live(meant, submission)
                : submission != null ? Entry.preview(entries, submission) : Entry.newest(meant, target.word());
        if (shown.isPresent() && !shown.get().status().isOver()) {
            return new OfferVerification(OfferVerification.Verdict.RUNNING, "not " + target.word() + " yet");
        }
        if (shown.isEmpty()) {
            return new OfferVerification(OfferVerification.Verdict.NOT_YET, "not " + target.word() + " yet");
        }
        String id = shown.get().id();
        String words = shown.get().statusText() + ", " + id;
        return switch (shown.get().status()) {
            case SUCCEEDED -> new OfferVerification(OfferVerification.Verdict.CONFIRMED, target.word() + ", " + id, id);
            case ENDED -> new OfferVerification(OfferVerification.Verdict.UNTOLD, words, id);
            default -> new OfferVerification(OfferVerification.Verdict.CONTRADICTED, words, id);
        };
    }

    @Override
    public void cancel(@CheckForNull Offer offer, OperationLocation location) throws MarketplaceException {
        Matcher job = JOB.matcher(below(location));
        if (!job.matches()) {
            throw notReady("The job of " + location
                    + " is not known, so it can't be canceled here; cancel it in Partner Center.");
        }
        http.post(reads.url("configure/" + job.group(1) + "/cancel").build(), "{}", Map.of(), "cancel the job");
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

    private OperationLocation parse(String location) {
        return OperationLocation.parse(location, endpoints, ProductReads.VERSION_PARAMETER);
    }

    /** The location's path below the base URL. */
    private String below(OperationLocation location) {
        String base = endpoints.api().encodedPath();
        return location.url().encodedPath().substring(base.equals("/") ? 1 : base.length() + 1);
    }

    private record JustRead(Offer offer, String guid, List<Entry> entries) {}

    private static MarketplaceException notReady(String message) {
        return new MarketplaceException(Kind.NOT_READY, message, null);
    }
}
