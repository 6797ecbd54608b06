package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.List;

/**
 * What is in an offer: with each edition another description, and from the first to the second another plan and another
 * image.
 *
 * @param edition 1 or more
 * @param read counts the reads: signed URLs differ from one to the next
 */
record OfferContent(int edition, int read) {

    String title() {
        return "Contoso offer";
    }

    String description() {
        return "What it is good for, edition " + edition;
    }

    /** Ids. */
    List<String> plans() {
        return edition == 1 ? List.of("basic", "legacy") : List.of("basic", "premium");
    }

    List<String> imageVersions() {
        return edition == 1 ? List.of("1.0.0") : List.of("1.0.0", "1.0.1");
    }

    /** The URL of a file, which is good for a while. */
    String signed(String file) {
        return "https://contoso.blob.core.windows.net/files/" + file + "?sv=2025-01-01&se=2026-12-01T00%3A00%3A00Z&sig=S1gn"
                + read + "%3D";
    }
}
