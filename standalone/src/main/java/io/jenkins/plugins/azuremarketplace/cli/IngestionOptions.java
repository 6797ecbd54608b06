package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What requests to the Product Ingestion API name; for the day on which Microsoft moves them. */
final class IngestionOptions {

    @CheckForNull
    @Option(
            names = "--ingestion-version",
            paramLabel = "V",
            description = {"Version of the Product Ingestion API.", "Default: 2022-03-01-preview2"})
    private String version;

    @CheckForNull
    @Option(
            names = "--ingestion-product-version",
            paramLabel = "V",
            description = {
                "Version of its product schema, ahead of the others.",
                "Default: " + Endpoints.DEFAULT_PRODUCT_VERSION
            })
    private String productVersion;

    @CheckForNull
    @Option(
            names = "--schema-host",
            paramLabel = "URL",
            description = {
                "Host in the names of its schemas; no request goes there.",
                "Default: " + Endpoints.DEFAULT_SCHEMA_HOST
            })
    private String schemaHost;

    /**
     * The same endpoints with what was chosen.
     *
     * @throws UnusableArguments if it can't be used, or belongs to the other API
     */
    Endpoints chosen(MarketplaceApi api, Endpoints endpoints) {
        Endpoints chosen = UnusableArguments.check(() -> endpoints
                .withVersion(version)
                .withProductVersion(productVersion)
                .withSchema(schemaHost));
        String given = given().entrySet().stream()
                .filter(option -> Objects.nonNull(option.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (api != MarketplaceApi.PRODUCT_INGESTION && !given.isEmpty()) {
            throw new UnusableArguments(given + ": for --api product-ingestion alone.");
        }
        return chosen;
    }

    /** The options by name; null where one was not given. */
    Map<String, String> given() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--ingestion-version", version);
        options.put("--ingestion-product-version", productVersion);
        options.put("--schema-host", schemaHost);
        return options;
    }
}
