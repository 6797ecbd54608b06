package io.jenkins.plugins.azuremarketplace.simulator;

/** What is to be seen of an offer in preview, which is what a go-live publishes. */
public enum PreviewState {
    NONE,
    RUNNING,
    FAILED,
    SUCCEEDED,
    /** Preview and live are the same submission: nothing to publish. */
    ALREADY_LIVE
}
