package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which offer a command is about. */
final class OfferOptions {

    @CheckForNull
    @Option(
            names = "--publisher",
            paramLabel = "P",
            description = "Id of the publisher; not needed with --api product-ingestion.")
    private String publisher;

    @CheckForNull
    @Option(names = "--offer", paramLabel = "O", description = "Id of the offer.")
    private String offer;

    /** Takes the offer of the built-in service where none was named. */
    void useBuiltIn() {
        publisher = publisher == null ? BuiltInService.PUBLISHER : publisher;
        offer = offer == null ? BuiltInService.OFFER : offer;
    }

    /** The required options by name, and whether they were given. */
    Map<String, Boolean> required(MarketplaceApi api) {
        Map<String, Boolean> required = new LinkedHashMap<>();
        required.put("--publisher", publisher != null || !api.needsPublisher());
        required.put("--offer", offer != null);
        return required;
    }

    /**
     * Both are there, if {@link #required} said so.
     *
     * @throws UnusableArguments if an id is not one
     */
    Offer offer() {
        if (publisher != null) {
            UnusableArguments.require(Offer.complaint("publisher", publisher));
        }
        UnusableArguments.require(Offer.complaint("offer", offer));
        return new Offer(publisher == null ? "" : publisher, String.valueOf(offer));
    }
}
