package io.jenkins.plugins.azuremarketplace.publication;

import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;

/** An outcome as it is kept. Immutable; a plain class, since build records can't hold Java records. */
final class RecordedOutcome implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String outcome;
    private final String message;
    private final ArrayList<String> reasons;
    private final long at;

    RecordedOutcome(Outcome outcome, Instant at) {
        this.outcome = outcome.kind().name();
        message = outcome.message();
        reasons = new ArrayList<>(outcome.reasons());
        this.at = at.toEpochMilli();
    }

    Outcome outcome() {
        return new Outcome(EnumWords.read(outcome, Outcome.Kind.UNKNOWN), message, reasons);
    }

    boolean isWhole() {
        return outcome != null && message != null && reasons != null && !reasons.contains(null);
    }

    /** Milliseconds since the epoch. */
    long at() {
        return at;
    }
}
