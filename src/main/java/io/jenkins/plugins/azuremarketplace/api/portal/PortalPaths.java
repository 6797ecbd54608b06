package io.jenkins.plugins.azuremarketplace.api.portal;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The URLs of the Cloud Partner Portal API. */
final class PortalPaths {

    static final String VERSION_PARAMETER = "api-version";

    private static final Pattern OPERATION = Pattern.compile("/operations/[^/]+/?$");

    /** An offer's status has the shape of an operation, and stands for it where the operation is not known. */
    private static final Pattern STATUS = Pattern.compile("/offers/[^/]+/status/?$");

    private static final Pattern OPERATION_ID = Pattern.compile("[A-Za-z0-9$-]{1,200}");

    private final Endpoints endpoints;

    PortalPaths(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** @param below what follows the offer, such as {@code golive}; empty for the offer itself */
    HttpUrl.Builder offer(Offer offer, String below) throws MarketplaceException {
        String complaint = Offer.complaint("publisher", offer.publisher());
        if (complaint != null) {
            throw new MarketplaceException(Kind.NOT_READY, complaint, null);
        }
        HttpUrl.Builder url = endpoints
                .resolve("api/publishers")
                .addPathSegment(offer.publisher())
                .addPathSegment("offers")
                .addPathSegment(offer.id());
        if (!below.isEmpty()) {
            url.addPathSegments(below);
        }
        return url.addQueryParameter(VERSION_PARAMETER, endpoints.version());
    }

    /** The location that the service itself gives to an operation of a migrated offer; empty if this is no id of one. */
    Optional<OperationLocation> operation(Offer offer, String id) throws MarketplaceException {
        if (!OPERATION_ID.matcher(id).matches()) {
            return Optional.empty();
        }
        String operations = offer(offer, "operations/").build().encodedPath();
        try {
            return Optional.of(parse(operations + id + "?" + VERSION_PARAMETER + "=" + endpoints.version()));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException with a sentence for the user, if this is no location on this service */
    OperationLocation parse(String location) {
        return OperationLocation.parse(location, endpoints, VERSION_PARAMETER);
    }

    /** @throws IllegalArgumentException with a sentence for the user, if this is not the location of an operation */
    OperationLocation locate(String operation) {
        OperationLocation location = parse(operation);
        if (!isOperation(location) && !matches(STATUS, location)) {
            throw new IllegalArgumentException(
                    "“" + PlainText.of(operation, 200) + "” is not the location of an operation;"
                            + " expected something like /api/publishers/contoso/offers/contoso-offer/operations/….");
        }
        return location;
    }

    static boolean isOperation(OperationLocation location) {
        return matches(OPERATION, location);
    }

    private static boolean matches(Pattern pattern, OperationLocation location) {
        return pattern.matcher(location.url().encodedPath()).find();
    }
}
