package io.jenkins.plugins.azuremarketplace.api.portal;

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
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.Pages;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
public final class CloudPartnerPortal implements Marketplace {

    private static final String VERSION_PARAMETER = "api-version";
    private static final Pattern OPERATION = Pattern.compile("/operations/[^/]+/?$");

    /** An offer's status has the shape of an operation, and stands for it where the operation is not known. */
    private static final Pattern STATUS = Pattern.compile("/offers/[^/]+/status/?$");

    private static final Pattern OPERATION_ID = Pattern.compile("[A-Za-z0-9$-]{1,200}");

    private final Endpoints endpoints;
    private final MarketplaceHttp http;

    public CloudPartnerPortal(Endpoints endpoints, MarketplaceHttp http) {
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
    public void limitCalls(Duration longest) {
        http.limitCalls(longest);
    }

    /**
     * The list without a filter shows also what is over. Where that is refused, those that run are asked for, by the
     * documented name of the filter; where there is no list for this principal at all, the offer's status tells.
     */
    @Override
    public SubmissionList submissions(Offer offer) throws MarketplaceException {
        HttpUrl.Builder url = offerUrl(offer, "submissions/");
        try {
            return list(offer, url.build(), true);
        } catch (MarketplaceException refused) {
            if (!refused.isRefusal() || refused.kind() == Kind.NOT_THE_SERVICE) {
                throw refused;
            }
            if (refused.status() == 400) {
                try {
                    return list(
                            offer, url.addQueryParameter("status", "running").build(), false);
                } catch (MarketplaceException again) {
                    if (!again.isRefusal()) {
                        throw again;
                    }
                }
            }
            return status(offer, refused);
        }
    }

    private SubmissionList list(Offer offer, HttpUrl url, boolean complete) throws MarketplaceException {
        Pages.Listing listing =
                new Pages(http, endpoints, VERSION_PARAMETER).all(url, "list the operations of " + offer);
        String operations = offerUrl(offer, "operations/").build().encodedPath();
        List<Submission> submissions = new ArrayList<>();
        for (JsonNode element : listing.elements()) {
            PortalDocuments.submission(element, id -> operationOf(operations, id))
                    .ifPresent(submissions::add);
        }
        return new SubmissionList(submissions, complete);
    }

    private SubmissionList status(Offer offer, MarketplaceException noList) throws MarketplaceException {
        HttpUrl url = offerUrl(offer, "status").build();
        HttpAnswer answer;
        try {
            answer = http.get(url, "read the status of " + offer);
        } catch (MarketplaceException neither) {
            if (neither.isRefusal()) {
                noList.addSuppressed(neither);
                throw noList;
            }
            throw neither;
        }
        Operation state = PortalDocuments.operation(answer, "read the status of " + offer);
        OperationLocation location = parse(url.encodedPath() + "?" + url.encodedQuery());
        return new SubmissionList(PortalDocuments.submissions(state, location), false);
    }

    @Override
    public boolean isInTheWay(Offer offer, Submission running) throws MarketplaceException {
        Operation state = state(offer, running.location());
        return !state.status().isOver() && Signoff.of(state) != Signoff.AWAITED;
    }

    @Override
    public Signoff signoff(OperationLocation preview) throws MarketplaceException {
        try {
            return Signoff.of(operation(preview));
        } catch (MarketplaceException refused) {
            if (refused.isRefusal()) {
                return Signoff.UNTOLD;
            }
            throw refused;
        }
    }

    /** The operation's own state; where that is refused, the offer's. */
    private Operation state(Offer offer, OperationLocation location) throws MarketplaceException {
        try {
            return operation(location);
        } catch (MarketplaceException refused) {
            if (!refused.isRefusal()) {
                throw refused;
            }
            return status(offer);
        }
    }

    private Operation status(Offer offer) throws MarketplaceException {
        String purpose = "read the status of " + offer;
        return PortalDocuments.operation(http.get(offerUrl(offer, "status").build(), purpose), purpose);
    }

    @Override
    public SubmissionPlan plan(Offer offer, Target target) {
        return SubmissionPlan.of(offer, target);
    }

    /**
     * {@code If-Match: *} is demanded by the page on concurrency for publishing calls and missing on their own pages; it
     * does no harm. The location comes as {@code Location} since 2020, as {@code Operation-Location} before; where both
     * come, Azure's guidelines let {@code Location} name the resource and {@code Operation-Location} the operation.
     */
    @Override
    public Acceptance submit(SubmissionPlan plan) throws MarketplaceException {
        boolean live = plan.target() == Target.LIVE;
        HttpUrl url = offerUrl(plan.offer(), live ? "golive" : "publish").build();
        String body = live ? "" : PortalDocuments.metadata(plan.notificationEmails());
        HttpAnswer answer = http.post(url, body, Map.of("If-Match", "*"), plan.purpose());
        String problem = "no location came with the answer";
        for (String header : List.of("Operation-Location", "Location")) {
            for (String location : answer.headers().values(header)) {
                try {
                    OperationLocation parsed = parse(location);
                    if (matches(OPERATION, parsed)) {
                        return Acceptance.of(parsed);
                    }
                    problem = "“" + PlainText.of(location, 200) + "” is not the location of an operation";
                } catch (IllegalArgumentException unusable) {
                    problem = unusable.getMessage();
                }
            }
        }
        if (answer.status() == 200 && answer.isPage()) {
            throw MarketplaceHttp.page(answer, plan.purpose());
        }
        return Acceptance.withoutLocation(problem);
    }

    @Override
    public Operation operation(OperationLocation location) throws MarketplaceException {
        String purpose = "read the operation";
        HttpAnswer answer = http.get(location.url(), purpose);
        return PortalDocuments.operation(answer, purpose);
    }

    @Override
    public OfferVerification verify(Offer offer, Target target, @CheckForNull String submission, List<String> before)
            throws MarketplaceException {
        Operation state = status(offer);
        boolean confirmed = state.status() == OperationStatus.SUCCEEDED
                || state.status() == OperationStatus.UNKNOWN
                || target == Target.PREVIEW && Signoff.of(state) == Signoff.AWAITED;
        return new OfferVerification(
                confirmed ? OfferVerification.Verdict.CONFIRMED : OfferVerification.Verdict.CONTRADICTED,
                state.statusText());
    }

    @Override
    public void cancel(@CheckForNull Offer offer, OperationLocation location) throws MarketplaceException {
        if (offer == null) {
            throw new MarketplaceException(
                    Kind.NOT_READY, "The location “" + location + "” does not tell which offer to cancel.", null);
        }
        http.post(
                offerUrl(offer, "cancel").build(),
                PortalDocuments.metadata(List.of()),
                Map.of("If-Match", "*"),
                "cancel " + offer);
    }

    @Override
    public OperationLocation locate(String operation) {
        OperationLocation location = parse(operation);
        if (!matches(OPERATION, location) && !matches(STATUS, location)) {
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

    private static boolean matches(Pattern pattern, OperationLocation location) {
        return pattern.matcher(location.url().encodedPath()).find();
    }

    private OperationLocation parse(String location) {
        return OperationLocation.parse(location, endpoints, VERSION_PARAMETER);
    }

    private HttpUrl.Builder offerUrl(Offer offer, String below) throws MarketplaceException {
        String complaint = Offer.complaint("publisher", offer.publisher());
        if (complaint != null) {
            throw new MarketplaceException(Kind.NOT_READY, complaint, null);
        }
        return endpoints
                .resolve("api/publishers")
                .addPathSegment(offer.publisher())
                .addPathSegment("offers")
                .addPathSegment(offer.id())
                .addPathSegments(below)
                .addQueryParameter(VERSION_PARAMETER, endpoints.version());
    }
}
