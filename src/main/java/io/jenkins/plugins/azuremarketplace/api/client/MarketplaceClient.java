package io.jenkins.plugins.azuremarketplace.api.client;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.entra.AccessTokens;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.ingestion.ProductIngestion;
import io.jenkins.plugins.azuremarketplace.api.portal.CloudPartnerPortal;
import okhttp3.OkHttpClient;

/** The way to both services; holds the tokens and the sockets that all connections share. */
public final class MarketplaceClient {

    private final AccessTokens tokens;
    private final OkHttpClient http;

    /** @param http made by {@link MarketplaceHttp#client} */
    public MarketplaceClient(AccessTokens tokens, OkHttpClient http) {
        this.tokens = tokens;
        this.http = http;
    }

    /** @param base knows the way out, such as a proxy; how long a call may take, and that it follows nothing, is set here */
    public static MarketplaceClient of(OkHttpClient.Builder base) {
        return new MarketplaceClient(new AccessTokens(), MarketplaceHttp.client(base));
    }

    /** The same sockets, and no token from before. */
    public MarketplaceClient withoutTokens() {
        return new MarketplaceClient(new AccessTokens(), http);
    }

    public Marketplace connect(MarketplaceApi api, Endpoints endpoints, ServicePrincipal principal) {
        MarketplaceHttp requests = new MarketplaceHttp(endpoints, tokens.of(endpoints, principal, http), http);
        return switch (api) {
            case CLOUD_PARTNER_PORTAL -> new CloudPartnerPortal(endpoints, requests);
            case PRODUCT_INGESTION -> new ProductIngestion(endpoints, requests);
        };
    }

    /**
     * Gets a token, and nothing else.
     *
     * @throws MarketplaceException if there is none
     */
    public void authenticate(Endpoints endpoints, ServicePrincipal principal) throws MarketplaceException {
        tokens.of(endpoints, principal, http).token(null);
    }
}
