package io.jenkins.plugins.azuremarketplace.api.ingestion;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.Pages;
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

    private Pages pages() {
        return new Pages(http, endpoints, VERSION_PARAMETER);
    }
}
