package io.jenkins.plugins.azuremarketplace.api.operation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.LooseSpelling;

/** The state of an operation. Pages and answers spell the same state in several ways; all of them are read. */
public enum OperationStatus {
    NOT_STARTED(false),
    RUNNING(false),
    /** Still running, but only a human can move it on. */
    WAITING_FOR_REVIEW(false),
    SUCCEEDED(true),
    FAILED(true),
    REJECTED(true),
    CANCELED(true),
    /** Over; how it ended is not told. */
    ENDED(true),
    /** Of an offer's status only: there has been no publication. */
    NEVER_PUBLISHED(false),
    /** A word that is not known, or none: counts as still running. */
    UNKNOWN(false);

    private final boolean over;

    OperationStatus(boolean over) {
        this.over = over;
    }

    /** Whether nothing more will happen. */
    public boolean isOver() {
        return over;
    }

    /** Whether the operation is over and the offer did not get where it should. */
    public boolean isFailure() {
        return this == FAILED || this == REJECTED || this == CANCELED;
    }

    public static OperationStatus parse(@CheckForNull String word) {
        return switch (LooseSpelling.letters(word)) {
            case "notstarted", "queued", "pending" -> NOT_STARTED;
            case "running", "inprogress" -> RUNNING;
            case "waitingforpublisherreview", "waitingforapproval" -> WAITING_FOR_REVIEW;
            case "complete", "completed", "succeeded", "success" -> SUCCEEDED;
            case "failed", "failure" -> FAILED;
            case "rejected" -> REJECTED;
            case "canceled", "cancelled" -> CANCELED;
            case "neverpublished" -> NEVER_PUBLISHED;
            default -> UNKNOWN;
        };
    }
}
