package io.jenkins.plugins.azuremarketplace.api.operation;

/**
 * What became of the operation that published a preview and then waited for the publisher's sign-off. Offers that were
 * not migrated go live with that very operation.
 */
public enum Signoff {
    /** It still waits. */
    AWAITED,
    /** It went on, to the public. */
    PASSED,
    /**
     * It is over with all its steps complete. It may have got the offer to the public, or only have made room for the
     * operation that does: previews of migrated offers end so.
     */
    COMPLETE,
    /** It is over, and did not get the offer to the public. */
    OVER,
    /** Its state does not tell. */
    UNTOLD;

    /** What an operation's state shows; the operation stays {@code running}, or is called by the same word as its step. */
    public static Signoff of(Operation operation) {
        boolean over = operation.status().isOver();
        boolean asks = operation.steps().stream().anyMatch(step -> step.status() == StepStatus.WAITING_FOR_REVIEW);
        if (operation.status() == OperationStatus.WAITING_FOR_REVIEW || !over && asks) {
            return AWAITED;
        }
        if (operation.steps().isEmpty()) {
            return over ? OVER : UNTOLD;
        }
        boolean live = operation.steps().get(operation.steps().size() - 1).status() == StepStatus.COMPLETE;
        return !over ? PASSED : live ? COMPLETE : OVER;
    }
}
