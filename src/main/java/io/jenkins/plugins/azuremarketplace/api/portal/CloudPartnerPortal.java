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
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * The Cloud Partner Portal API, version 2017-10-31.
 *
 * @see <a href="https://learn.microsoft.com/partner-center/marketplace-offers/cloud-partner-portal-api-overview">Cloud
 *     Partner Portal API reference</a>
 */
public final class CloudPartnerPortal implements Marketplace {

    private final PortalPaths paths;
    private final PortalReads reads;
    private final MarketplaceHttp http;

    public CloudPartnerPortal(Endpoints endpoints, MarketplaceHttp http) {
        paths = new PortalPaths(endpoints);
        reads = new PortalReads(endpoints, paths, http);
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

    @Override
    public OfferStatus status(Offer offer) throws MarketplaceException {
        return new PortalStatus(offer, reads).read();
    }

    @Override
    public List<Comparison> changes(Offer offer) throws MarketplaceException {
        return Comparison.of(
                OfferDefinition.parts(reads.draft(offer)), parts(offer, Slot.PREVIEW), parts(offer, Slot.LIVE));
    }

    @CheckForNull
    private Map<String, JsonNode> parts(Offer offer, Slot slot) throws MarketplaceException {
        Optional<JsonNode> document = reads.published(offer, slot);
        return document.isPresent() ? OfferDefinition.parts(document.get()) : null;
    }

    @Override
    public SubmissionList submissions(Offer offer) throws MarketplaceException {
        return reads.submissions(offer);
    }

    @Override
    public boolean isInTheWay(Offer offer, Submission running) throws MarketplaceException {
        Operation state = reads.state(offer, running.location());
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

    @Override
    public SubmissionPlan plan(Offer offer, Target target) {
        return SubmissionPlan.of(offer, target);
    }

    @Override
    public String request(SubmissionPlan plan) throws MarketplaceException {
        return "POST " + url(plan);
    }

    private HttpUrl url(SubmissionPlan plan) throws MarketplaceException {
        return paths.offer(plan.offer(), plan.target() == Target.LIVE ? "golive" : "publish")
                .build();
    }

    /**
     * {@code If-Match: *} is demanded by the page on concurrency for publishing calls and missing on their own pages; it
     * does no harm. The location comes as {@code Location} since 2020, as {@code Operation-Location} before; where both
     * come, Azure's guidelines let {@code Location} name the resource and {@code Operation-Location} the operation.
     */
    @Override
    public Acceptance submit(SubmissionPlan plan) throws MarketplaceException {
        boolean live = plan.target() == Target.LIVE;
        String body = live ? "" : PortalDocuments.metadata(plan.notificationEmails());
        HttpAnswer answer = http.post(url(plan), body, Map.of("If-Match", "*"), plan.purpose());
        String problem = "no location came with the answer";
        for (String header : List.of("Operation-Location", "Location")) {
            for (String location : answer.headers().values(header)) {
                try {
                    OperationLocation parsed = paths.parse(location);
                    if (PortalPaths.isOperation(parsed)) {
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
        return reads.operation(location);
    }

    @Override
    public OfferVerification verify(Offer offer, Target target, @CheckForNull String submission, List<String> before)
            throws MarketplaceException {
        Operation state = reads.status(offer);
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
                paths.offer(offer, "cancel").build(),
                PortalDocuments.metadata(List.of()),
                Map.of("If-Match", "*"),
                "cancel " + offer);
    }

    @Override
    public OperationLocation locate(String operation) {
        return paths.locate(operation);
    }

    @Override
    public void abort() {
        http.abort();
    }
}
