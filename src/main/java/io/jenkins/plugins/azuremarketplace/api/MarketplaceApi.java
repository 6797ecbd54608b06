package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.URI;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** The services that publish offers. An offer belongs to exactly one of them. */
public enum MarketplaceApi {
    /** For offers that were made for the Cloud Partner Portal and moved to Partner Center later. */
    CLOUD_PARTNER_PORTAL(
            "cloudPartnerPortal", "https://cloudpartner.azure.com", "https://cloudpartner.azure.com", "2017-10-31") {
        @Override
        public Marketplace connect(
                Endpoints endpoints, ServicePrincipal principal, AccessTokens tokens, OkHttpClient http) {
            return new CloudPartnerPortal(endpoints, new MarketplaceHttp(endpoints, tokens.of(endpoints, principal, http), http));
        }
    },

    /** For offers that were made in Partner Center. */
    PRODUCT_INGESTION(
            "productIngestion",
            "https://graph.microsoft.com/rp/product-ingestion",
            "https://graph.microsoft.com",
            "2022-03-01-preview2") {
        @Override
        public Marketplace connect(
                Endpoints endpoints, ServicePrincipal principal, AccessTokens tokens, OkHttpClient http) {
            return new ProductIngestion(endpoints, new MarketplaceHttp(endpoints, tokens.of(endpoints, principal, http), http));
        }

        @Override
        public URI page(@CheckForNull String submission) {
            String product = ProductIngestion.guid(submission);
            return product.isEmpty() ? PARTNER_CENTER : PARTNER_CENTER.resolve("offers/" + product + "/overview");
        }
    };

    /** The token service of the public cloud. */
    public static final String DEFAULT_AUTHORITY = "https://login.microsoftonline.com";

    /** Where a user looks after offers. */
    private static final URI PARTNER_CENTER =
            URI.create("https://partner.microsoft.com/dashboard/commercial-marketplace/overview");

    private final String id;
    private final String defaultEndpoint;
    private final String resource;
    private final String defaultVersion;

    MarketplaceApi(String id, String defaultEndpoint, String resource, String defaultVersion) {
        this.id = id;
        this.defaultEndpoint = defaultEndpoint;
        this.resource = resource;
        this.defaultVersion = defaultVersion;
    }

    /** Empty if no API has this name. */
    public static Optional<MarketplaceApi> parse(@CheckForNull String id) {
        for (MarketplaceApi api : values()) {
            if (api.id.equals(id)) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }

    /** The name that pipelines and configuration use, such as {@code cloudPartnerPortal}. */
    public String id() {
        return id;
    }

    public String defaultEndpoint() {
        return defaultEndpoint;
    }

    public String defaultVersion() {
        return defaultVersion;
    }

    /**
     * The page of an offer in Partner Center, or the nearest one that is known.
     *
     * @param submission the id of its submission, if the service named it
     */
    public URI page(@CheckForNull String submission) {
        return PARTNER_CENTER;
    }

    /** Whether an offer is named by its publisher too; otherwise the principal's account decides. */
    public boolean needsPublisher() {
        return this == CLOUD_PARTNER_PORTAL;
    }

    String scope() {
        return resource + "/.default";
    }

    /**
     * Gets a token, and nothing else.
     *
     * @throws MarketplaceException if there is none
     */
    public void authenticate(Endpoints endpoints, ServicePrincipal principal, AccessTokens tokens, OkHttpClient http)
            throws MarketplaceException {
        tokens.get(endpoints, principal, http);
    }

    /**
     * @param tokens shared by all connections, so that one token serves all
     * @param http made by {@link MarketplaceHttp#client}
     */
    public abstract Marketplace connect(
            Endpoints endpoints, ServicePrincipal principal, AccessTokens tokens, OkHttpClient http);
}
