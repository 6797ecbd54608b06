package io.jenkins.plugins.azuremarketplace.publication;

import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;

/** Since when and why the service can't be asked. Immutable; a plain class, since build records can't hold Java records. */
final class TransientFailure implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final long since;
    private final String sentence;
    private final boolean told;

    /** Since when refusals have been the only answer; 0 if the last one was none. */
    private final long refusedSince;

    private final int refusals;

    private TransientFailure(long since, String sentence, boolean told, long refusedSince, int refusals) {
        this.since = since;
        this.sentence = sentence;
        this.told = told;
        this.refusedSince = refusedSince;
        this.refusals = refusals;
    }

    static TransientFailure begin(Instant now) {
        return new TransientFailure(now.toEpochMilli(), "", false, 0, 0);
    }

    /** The same failure, for the reason that was seen last. */
    TransientFailure because(String latest, boolean refused, Instant now) {
        return refused
                ? new TransientFailure(
                        since, latest, told, refusals == 0 ? now.toEpochMilli() : refusedSince, refusals + 1)
                : new TransientFailure(since, latest, told, 0, 0);
    }

    /** The same failure; the log tells of it from now on. */
    TransientFailure tell() {
        return new TransientFailure(since, sentence, true, refusedSince, refusals);
    }

    /** How many answers in a row, up to the last one, were refusals. */
    int refusals() {
        return refusals;
    }

    /** When the first of them came. */
    Instant refusedSince() {
        return Instant.ofEpochMilli(refusedSince);
    }

    Instant since() {
        return Instant.ofEpochMilli(since);
    }

    String sentence() {
        return sentence;
    }

    boolean isTold() {
        return told;
    }

    boolean isWhole() {
        return sentence != null;
    }
}
