package io.jenkins.plugins.azuremarketplace.api.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.Pages;
import io.jenkins.plugins.azuremarketplace.api.ingestion.IngestionDocuments.Entry;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.status.Slot;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/** What is read of a product by the Product Ingestion API. What the portal calls an offer's id is its external id. */
final class ProductReads {

    static final String VERSION_PARAMETER = "$version";

    private final Endpoints endpoints;
    private final MarketplaceHttp http;

    ProductReads(Endpoints endpoints, MarketplaceHttp http) {
        this.endpoints = endpoints;
        this.http = http;
    }

    /** A URL below the base URL, with the version of the API. */
    HttpUrl.Builder url(String path) {
        return endpoints.resolve(path).addEncodedQueryParameter(VERSION_PARAMETER, endpoints.version());
    }

    /** The product's GUID. */
    String product(Offer offer) throws MarketplaceException {
        HttpUrl first = endpoints
                .resolve("product")
                .addQueryParameter("externalId", offer.id())
                .addEncodedQueryParameter(VERSION_PARAMETER, endpoints.productVersion())
                .build();
        return pages()
                .until(
                        first,
                        "find the product " + offer,
                        json -> IngestionDocuments.product(json, offer).isPresent())
                .elements()
                .stream()
                .flatMap(json -> IngestionDocuments.product(json, offer).stream())
                .findFirst()
                .orElseThrow(() -> new MarketplaceException(
                        Kind.NOT_READY,
                        "There is no product with the external id “" + offer.id()
                                + "” that this service principal may see."
                                + " Check the offer id, and which API the offer belongs to.",
                        null));
    }

    /** All submissions of a product with their documents. */
    Pages.Listing submissions(String guid, String purpose) throws MarketplaceException {
        return pages().all(url("submission/" + guid).build(), purpose);
    }

    List<Comparison> changes(Offer offer) throws MarketplaceException {
        String guid = product(offer);
        List<Entry> entries = IngestionDocuments.submissions(
                submissions(guid, "read the submissions of " + offer).elements());
        return Comparison.of(
                contents(guid, Slot.DRAFT),
                published(guid, Slot.PREVIEW, entries),
                published(guid, Slot.LIVE, entries));
    }

    /** Null where nothing ever got to the target, which the service tells by 400: the same as for other refusals. */
    @CheckForNull
    private Map<String, JsonNode> published(String guid, Slot target, List<Entry> entries) throws MarketplaceException {
        List<Entry> there = entries.stream()
                .filter(entry -> entry.target().equals(target.word()))
                .toList();
        if (there.isEmpty()) {
            return null;
        }
        try {
            return contents(guid, target);
        } catch (MarketplaceException refused) {
            boolean unreached = there.stream().noneMatch(entry -> entry.status() == OperationStatus.SUCCEEDED);
            if (unreached && (refused.status() == 400 || refused.status() == 404)) {
                return null;
            }
            throw refused;
        }
    }

    /**
     * The resources of a product in one target, by their ids.
     *
     * @throws MarketplaceException 400 also where nothing ever was in the target
     */
    private Map<String, JsonNode> contents(String guid, Slot target) throws MarketplaceException {
        HttpUrl url = url("resource-tree/product/" + guid)
                .addQueryParameter("targetType", target.word())
                .build();
        HttpAnswer answer = http.get(url, "read the resources of the product in " + target.word());
        return ProductContents.parts(Json.parse(answer.body()));
    }

    private Pages pages() {
        return new Pages(http, endpoints, VERSION_PARAMETER);
    }
}
