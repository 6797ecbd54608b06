package io.jenkins.plugins.azuremarketplace.api.status;

import java.util.Locale;

/** Where a state of an offer is kept, on its way to the public. */
public enum Slot {
    /** What is edited in Partner Center; nobody else sees it. */
    DRAFT,
    /** What the publisher and those invited see. */
    PREVIEW,
    /** What the public sees. */
    LIVE;

    /** For sentences and results: {@code preview}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
