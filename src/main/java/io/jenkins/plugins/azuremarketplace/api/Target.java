package io.jenkins.plugins.azuremarketplace.api;

/** How far a publication brings an offer. */
public enum Target {
    /** The publisher and those invited can look at the offer. */
    PREVIEW,
    /** The offer is public. */
    LIVE
}
