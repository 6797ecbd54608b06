package io.jenkins.plugins.azuremarketplace.simulator;

/** What the service makes of a request to cancel. */
public enum CancelForm {
    /** 202, and after a while the operation is cancelled. */
    ACCEPTED,
    /** 200, cancelled at once. */
    AT_ONCE,
    /** 202, but the operation goes on. */
    IGNORED,
    /** 400. */
    TOO_LATE
}
