package io.jenkins.plugins.azuremarketplace.api;

import okhttp3.OkHttpClient;

/** The services that publish offers. An offer belongs to exactly one of them. */
public enum MarketplaceApi {
    /** For offers that were made for the Cloud Partner Portal and moved to Partner Center later. */
    CLOUD_PARTNER_PORTAL("cloudPartnerPortal", "https://cloudpartner.azure.com", "https://cloudpartner.azure.com") {
        @Override
        public Marketplace connect(
                Endpoints endpoints, ServicePrincipal principal, AccessTokens tokens, OkHttpClient http) {
            return new CloudPartnerPortal(endpoints, new MarketplaceHttp(endpoints, principal, tokens, http));
        }
    };

    /** The token service of the public cloud. */
    public static final String DEFAULT_AUTHORITY = "https://login.microsoftonline.com";

    private final String id;
    private final String defaultEndpoint;
    private final String resource;

    MarketplaceApi(String id, String defaultEndpoint, String resource) {
        this.id = id;
        this.defaultEndpoint = defaultEndpoint;
        this.resource = resource;
    }

    /** The name that pipelines and configuration use, such as {@code cloudPartnerPortal}. */
    public String id() {
        return id;
    }

    public String defaultEndpoint() {
        return defaultEndpoint;
    }

    String scope() {
        return resource + "/.default";
    }

    /**
     * @param tokens shared by all connections, so that one token serves all
     * @param http made by {@link MarketplaceHttp#client}
     */
    public abstract Marketplace connect(
            Endpoints endpoints, ServicePrincipal principal, AccessTokens tokens, OkHttpClient http);
}
