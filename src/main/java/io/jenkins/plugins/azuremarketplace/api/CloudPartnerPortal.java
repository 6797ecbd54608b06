package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The Cloud Partner Portal API, version 2017-10-31.
 *
 * @see <a href="https://learn.microsoft.com/partner-center/marketplace-offers/cloud-partner-portal-api-overview">Cloud
 *     Partner Portal API reference</a>
 */
final class CloudPartnerPortal implements Marketplace {

    private static final String VERSION_PARAMETER = "api-version";
    private static final Pattern OPERATION_ID = Pattern.compile("[A-Za-z0-9$-]{1,200}");

    private final Endpoints endpoints;
    private final MarketplaceHttp http;

    CloudPartnerPortal(Endpoints endpoints, MarketplaceHttp http) {
        this.endpoints = endpoints;
        this.http = http;
    }

    @Override
    public MarketplaceApi api() {
        return MarketplaceApi.CLOUD_PARTNER_PORTAL;
    }

    @Override
    public String identity() {
        return http.identity();
    }

    @Override
    public Duration minimumInterval() {
        return Duration.ZERO;
    }

    @Override
    public SubmissionList submissions(Offer offer, boolean runningOnly) throws MarketplaceException {
        HttpUrl.Builder url = offerUrl(offer, "submissions/");
        if (runningOnly) {
            // The documented name of the filter; clients in the wild send submissionState. Whatever the service makes
            // of it, the caller goes by the states in the answer.
            url.addQueryParameter("status", "running");
        }
        HttpAnswer answer = http.get(url.build(), "list the operations of " + offer);
        String operations = offerUrl(offer, "operations/").build().encodedPath();
        return PortalDocuments.submissions(answer, id -> operationOf(operations, id));
    }

    @Override
    public GoLivePlan plan(Offer offer) {
        return GoLivePlan.of(offer);
    }

    /**
     * {@code If-Match: *} is demanded by the page on concurrency for publishing calls and missing on the go-live page; it
     * does no harm. The location comes as {@code Location} since 2020, as {@code Operation-Location} before.
     */
    @Override
    public OperationLocation goLive(GoLivePlan plan) throws MarketplaceException {
        Offer offer = plan.offer();
        String purpose = "go live with " + offer;
        HttpAnswer answer = http.post(offerUrl(offer, "golive").build(), "", Map.of("If-Match", "*"), purpose);
        String location =
                firstNonBlank(answer.headers().get("Location"), answer.headers().get("Operation-Location"));
        if (location == null) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE,
                    "Could not " + purpose + ": the service answered " + answer.status()
                            + " without the location of the operation.",
                    null);
        }
        try {
            return parse(location);
        } catch (IllegalArgumentException e) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.UNUSABLE, "Could not " + purpose + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Operation operation(OperationLocation location) throws MarketplaceException {
        String purpose = "read the operation";
        HttpAnswer answer = http.get(location.url(), purpose);
        return PortalDocuments.operation(answer, purpose);
    }

    @Override
    public Confirmation confirm(Offer offer, OperationLocation location) throws MarketplaceException {
        String purpose = "read the status of " + offer;
        Operation state =
                PortalDocuments.operation(http.get(offerUrl(offer, "status").build(), purpose), purpose);
        Confirmation.Verdict verdict =
                switch (state.status()) {
                    case SUCCEEDED, UNKNOWN -> Confirmation.Verdict.CONFIRMED;
                    default -> Confirmation.Verdict.CONTRADICTED;
                };
        return new Confirmation(verdict, state.statusText());
    }

    @Override
    public void cancel(@CheckForNull Offer offer, OperationLocation location) throws MarketplaceException {
        if (offer == null) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.NOT_READY,
                    "The location “" + location + "” does not tell which offer to cancel.",
                    null);
        }
        String metadata = "{\"metadata\":{\"notification-emails\":\"\"}}";
        http.post(offerUrl(offer, "cancel").build(), metadata, Map.of("If-Match", "*"), "cancel " + offer);
    }

    @Override
    public OperationLocation locate(String operation) {
        OperationLocation location = parse(operation);
        if (!location.url().pathSegments().contains("operations")) {
            throw new IllegalArgumentException(
                    "“" + PlainText.of(operation, 200) + "” is not the location of an operation;"
                            + " expected something like /api/publishers/contoso/offers/contoso-offer/operations/….");
        }
        return location;
    }

    @Override
    public void abort() {
        http.abort();
    }

    /** The location that the service itself gives to an operation of a migrated offer. */
    private Optional<OperationLocation> operationOf(String operations, String id) {
        if (!OPERATION_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(operations + id + "?" + VERSION_PARAMETER + "=" + endpoints.version()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private OperationLocation parse(String location) {
        return OperationLocation.parse(location, endpoints, VERSION_PARAMETER);
    }

    private HttpUrl.Builder offerUrl(Offer offer, String below) throws MarketplaceException {
        String complaint = Offer.complaint("publisher", offer.publisher());
        if (complaint != null) {
            throw new MarketplaceException(MarketplaceException.Kind.NOT_READY, complaint, null);
        }
        return endpoints
                .resolve("api/publishers")
                .addPathSegment(offer.publisher())
                .addPathSegment("offers")
                .addPathSegment(offer.id())
                .addPathSegments(below)
                .addQueryParameter(VERSION_PARAMETER, endpoints.version());
    }

    @CheckForNull
    private static String firstNonBlank(@CheckForNull String one, @CheckForNull String other) {
        return one != null && !one.isBlank() ? one : other != null && !other.isBlank() ? other : null;
    }
}
