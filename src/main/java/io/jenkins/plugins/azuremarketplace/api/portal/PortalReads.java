package io.jenkins.plugins.azuremarketplace.api.portal;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.Pages;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/** What is read of an offer by the Cloud Partner Portal API, and what stands in where something is refused. */
final class PortalReads {

    private final Endpoints endpoints;
    private final PortalPaths paths;
    private final MarketplaceHttp http;

    PortalReads(Endpoints endpoints, PortalPaths paths, MarketplaceHttp http) {
        this.endpoints = endpoints;
        this.paths = paths;
        this.http = http;
    }

    /**
     * The list without a filter shows also what is over. Where that is refused, those that run are asked for, by the
     * documented name of the filter; where there is no list for this principal at all, the offer's status tells.
     */
    SubmissionList submissions(Offer offer) throws MarketplaceException {
        HttpUrl.Builder url = paths.offer(offer, "submissions/");
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
            return listFromStatus(offer, refused);
        }
    }

    private SubmissionList list(Offer offer, HttpUrl url, boolean complete) throws MarketplaceException {
        Pages.Listing listing =
                new Pages(http, endpoints, PortalPaths.VERSION_PARAMETER).all(url, "list the operations of " + offer);
        List<Submission> submissions = new ArrayList<>();
        for (JsonNode element : listing.elements()) {
            PortalDocuments.submission(element, paths.operation(offer, PortalDocuments.id(element)))
                    .ifPresent(submissions::add);
        }
        return new SubmissionList(submissions, complete);
    }

    private SubmissionList listFromStatus(Offer offer, MarketplaceException noList) throws MarketplaceException {
        HttpUrl url = paths.offer(offer, "status").build();
        Operation state;
        try {
            state = status(offer);
        } catch (MarketplaceException neither) {
            if (neither.isRefusal()) {
                noList.addSuppressed(neither);
                throw noList;
            }
            throw neither;
        }
        OperationLocation location = paths.parse(url.encodedPath() + "?" + url.encodedQuery());
        return new SubmissionList(PortalDocuments.submissions(state, location), false);
    }

    /** The offer's own status, which has the shape of an operation. */
    Operation status(Offer offer) throws MarketplaceException {
        String purpose = "read the status of " + offer;
        return PortalDocuments.operation(http.get(paths.offer(offer, "status").build(), purpose), purpose);
    }

    Operation operation(OperationLocation location) throws MarketplaceException {
        String purpose = "read the operation";
        return PortalDocuments.operation(http.get(location.url(), purpose), purpose);
    }

    /** The operation's own state; where that is refused, the offer's. */
    Operation state(Offer offer, OperationLocation location) throws MarketplaceException {
        try {
            return operation(location);
        } catch (MarketplaceException refused) {
            if (!refused.isRefusal()) {
                throw refused;
            }
            return status(offer);
        }
    }

    /** The offer as it is edited. */
    JsonNode draft(Offer offer) throws MarketplaceException {
        String purpose = "read " + offer;
        HttpAnswer answer = http.get(paths.offer(offer, "").build(), purpose);
        return PortalDocuments.object(answer, purpose);
    }

    /**
     * The offer as it is in preview or live.
     *
     * @return empty if it never got there: 404, by the documentation
     */
    Optional<JsonNode> published(Offer offer, Slot slot) throws MarketplaceException {
        String purpose = "read what is " + (slot == Slot.LIVE ? "live" : "in preview") + " of " + offer;
        HttpUrl url = paths.offer(offer, slot == Slot.LIVE ? "slot/production" : "slot/preview")
                .build();
        try {
            return Optional.of(PortalDocuments.object(http.get(url, purpose), purpose));
        } catch (MarketplaceException refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
