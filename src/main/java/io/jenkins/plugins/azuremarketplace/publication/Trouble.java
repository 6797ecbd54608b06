package io.jenkins.plugins.azuremarketplace.publication;

import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;

/** Since when and why the service can't be asked. Immutable; a plain class, since build records can't hold Java records. */
final class Trouble implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final long since;
    private final String sentence;
    private final boolean told;

    private Trouble(long since, String sentence, boolean told) {
        this.since = since;
        this.sentence = sentence;
        this.told = told;
    }

    static Trouble begin(Instant now, String sentence) {
        return new Trouble(now.toEpochMilli(), sentence, false);
    }

    /** The same trouble, for the reason that was seen last. */
    Trouble because(String latest) {
        return new Trouble(since, latest, told);
    }

    /** The same trouble; the log tells of it from now on. */
    Trouble tell() {
        return new Trouble(since, sentence, true);
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
}
