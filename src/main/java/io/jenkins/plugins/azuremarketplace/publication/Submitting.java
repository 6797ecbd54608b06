package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What must be known of the request that goes live, until its operation is known. Kept with its {@link Publication}. */
final class Submitting implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** When it was decided to send the go-live whose answer is still missing. */
    private volatile long intent;

    /** Requests that left, or may have left. */
    private int sent;

    /** The operations that were there before the intent: none of them can be the answer to it. */
    private volatile ArrayList<String> known = new ArrayList<>();

    /** Locations, and submissions where the API names them, of what this build itself started before: no conflict. */
    private volatile ArrayList<String> own = new ArrayList<>();

    /** Since when the service has been showing no operation for the intent. */
    private volatile long absentSince;

    @CheckForNull
    private volatile String submission;

    boolean isIntended() {
        return intent != 0;
    }

    Instant intent() {
        return Instant.ofEpochMilli(intent);
    }

    /** Remembers that a go-live is about to leave. */
    void intend(Instant now, @CheckForNull String submissionId) {
        submission = submissionId;
        absentSince = 0;
        sent++;
        intent = now.toEpochMilli();
    }

    /** Remembers that nothing was accepted. */
    void forgetIntent() {
        intent = 0;
        absentSince = 0;
    }

    /** Remembers that the answer is known: there is an operation. */
    void accepted() {
        intent = 0;
    }

    int sent() {
        return sent;
    }

    List<String> known() {
        return known;
    }

    void known(List<String> ids) {
        known = new ArrayList<>(ids);
    }

    List<String> own() {
        return own;
    }

    /** The id of the submission that goes live, where the API names it. */
    @CheckForNull
    String submission() {
        return submission;
    }

    long absentSince() {
        return absentSince;
    }

    void absentSince(long millis) {
        absentSince = millis;
    }

    /**
     * What an earlier attempt started is no conflict.
     *
     * @param operation the location that the earlier attempt came to know; null if it did not start anything
     */
    void own(Submitting earlier, @CheckForNull String operation) {
        ArrayList<String> locations = new ArrayList<>(own);
        locations.addAll(earlier.own);
        if (operation != null) {
            locations.add(operation);
            if (earlier.submission != null) {
                locations.add(earlier.submission);
            }
        }
        own = locations;
    }

    /** Takes over a request of which nobody knows yet whether it was accepted. */
    void takeOver(Submitting earlier) {
        intent = earlier.intent;
        known = earlier.known;
        submission = earlier.submission;
        sent = earlier.sent;
    }
}
