package io.jenkins.plugins.azuremarketplace.api.operation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.LooseSpelling;

/** The state of one publishing step. It never decides about the operation. */
public enum StepStatus {
    NOT_STARTED("is not started"),
    RUNNING("is in progress"),
    WAITING_FOR_REVIEW("waits for the publisher's review"),
    WAITING_FOR_APPROVAL("waits for approval"),
    BLOCKED("is blocked"),
    COMPLETE("is complete"),
    REJECTED("was rejected"),
    CANCELED("was canceled"),
    FAILED("has failed"),
    UNKNOWN("is in an unknown state");

    private final String phrase;

    StepStatus(String phrase) {
        this.phrase = phrase;
    }

    /** For a log, after the name of the step: {@code is in progress}. */
    public String phrase() {
        return phrase;
    }

    /** Whether a human must act before the step goes on. */
    public boolean needsHuman() {
        return this == WAITING_FOR_REVIEW || this == WAITING_FOR_APPROVAL || this == BLOCKED;
    }

    /** Whether the service is at work on this step, or waits within it. */
    public boolean isCurrent() {
        return this == RUNNING || needsHuman();
    }

    public static StepStatus parse(@CheckForNull String word) {
        return switch (LooseSpelling.letters(word)) {
            case "notstarted" -> NOT_STARTED;
            case "inprogress", "running" -> RUNNING;
            case "waitingforpublisherreview" -> WAITING_FOR_REVIEW;
            case "waitingforapproval" -> WAITING_FOR_APPROVAL;
            case "blocked" -> BLOCKED;
            case "complete", "completed", "succeeded", "success" -> COMPLETE;
            case "rejected" -> REJECTED;
            case "canceled", "cancelled" -> CANCELED;
            case "failed" -> FAILED;
            default -> UNKNOWN;
        };
    }
}
