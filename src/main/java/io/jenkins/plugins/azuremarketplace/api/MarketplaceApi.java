package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The services that publish offers. An offer belongs to exactly one of them. */
public enum MarketplaceApi {
    /** For offers that were made for the Cloud Partner Portal and moved to Partner Center later. */
    CLOUD_PARTNER_PORTAL(
            "cloudPartnerPortal", "https://cloudpartner.azure.com", "https://cloudpartner.azure.com", "2017-10-31"),

    /** For offers that were made in Partner Center. */
    PRODUCT_INGESTION(
            "productIngestion",
            "https://graph.microsoft.com/rp/product-ingestion",
            "https://graph.microsoft.com",
            "2022-03-01-preview2") {
        @Override
        public URI page(@CheckForNull String submission) {
            Matcher product = SUBMISSION.matcher(submission == null ? "" : submission);
            return product.matches()
                    ? PARTNER_CENTER.resolve("offers/" + product.group(1) + "/overview")
                    : PARTNER_CENTER;
        }
    };

    /** The token service of the public cloud. */
    public static final String DEFAULT_AUTHORITY = "https://login.microsoftonline.com";

    /** Where a user looks after offers. */
    private static final URI PARTNER_CENTER =
            URI.create("https://partner.microsoft.com/dashboard/commercial-marketplace/overview");

    /** The id of a submission names its product. */
    private static final Pattern SUBMISSION = Pattern.compile("submission/([A-Za-z0-9-]{1,80})/\\d{1,30}");

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

    /**
     * Whether what a success accepts is a job, which can have failed from the beginning, as a conflict does: only its
     * document tells.
     */
    public boolean acceptsJobs() {
        return this == PRODUCT_INGESTION;
    }

    String scope() {
        return resource + "/.default";
    }
}
