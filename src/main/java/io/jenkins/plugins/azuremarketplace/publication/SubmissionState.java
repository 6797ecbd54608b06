package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serial;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be known of the request that publishes, until its operation is known. Kept with its {@link Publication}. What
 * was there before the first request whose fate is not known is kept until that is known, however many follow.
 */
final class SubmissionState implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** When it was decided to send the request whose operation is not known yet; 0 if there is none. */
    private volatile long intent;

    /** When the first of the requests in doubt was decided on; 0 if there is none. */
    private volatile long firstIntent;

    /** Requests that left, or may have left, and were never proven to have changed nothing. */
    private int doubtful;

    /** When the service accepted the request without telling the operation; 0 if it did not. */
    private volatile long answered;

    /** Whether no further request may leave, because it could never be told that the last one was not accepted. */
    private volatile boolean unrepeatable;

    /** Whether a repetition was refused for an operation in progress, which may be that of an earlier request. */
    private volatile boolean contested;

    /** The operations that were there before the first request in doubt: none of them can be the answer to it. */
    private volatile ArrayList<String> known = new ArrayList<>();

    /** Whether all operations of that time are among them, also those that were over. */
    private volatile boolean knownAll;

    /** The preview that waited for the sign-off then, as the location of its operation; null for none. */
    @CheckForNull
    private volatile String signoff;

    /** Locations, and submissions where the API names them, of what this build itself started before: no conflict. */
    private volatile ArrayList<String> own = new ArrayList<>();

    /** The preview that this build published before, as the id of its submission where the API names it; null for none. */
    @CheckForNull
    private volatile String expectedSubmission;

    /** Since when the service has been showing no operation for the request; 0 as long as it was not asked. */
    private volatile long absentSince;

    /** How often it has shown none since then. */
    private int absences;

    @CheckForNull
    private volatile String submission;

    boolean isWhole() {
        return known != null && own != null && !known.contains(null) && !own.contains(null);
    }

    boolean isIntended() {
        return intent != 0;
    }

    Instant intent() {
        return Instant.ofEpochMilli(intent);
    }

    Instant firstIntent() {
        return Instant.ofEpochMilli(firstIntent);
    }

    /** Remembers that a request is about to leave. */
    void intend(Instant now, @CheckForNull String submissionId) {
        submission = submissionId;
        askAgain();
        doubtful++;
        if (firstIntent == 0) {
            firstIntent = now.toEpochMilli();
        }
        intent = now.toEpochMilli();
    }

    /** Remembers that this very request changed nothing; what is known of an earlier one in doubt remains. */
    void refused() {
        intent = 0;
        doubtful--;
        if (doubtful == 0) {
            firstIntent = 0;
        }
    }

    /** Remembers that the service shows nothing of the request, so that another one may leave. */
    void absent() {
        intent = 0;
    }

    /** Remembers that it is open again what became of the request, so that no other one leaves. */
    void reopen() {
        intent = firstIntent;
        askAgain();
    }

    /** Remembers that the service told the operation. */
    void located() {
        intent = 0;
        firstIntent = 0;
    }

    /** Remembers that the service accepted the request, without having told the operation. */
    void answered(Instant now) {
        answered = now.toEpochMilli();
        askAgain();
    }

    boolean isAnswered() {
        return answered != 0;
    }

    Instant answered() {
        return Instant.ofEpochMilli(answered);
    }

    /**
     * Remembers that this very request was refused for an operation in progress, which may be that of an earlier one, or
     * somebody else's: whatever is shown, no further one may leave.
     */
    void contested() {
        unrepeatable = true;
        contested = true;
        doubtful--;
        reopen();
    }

    boolean isContested() {
        return contested;
    }

    /** Remembers that nothing the service shows can prove that the request was not accepted. */
    void neverRepeat() {
        unrepeatable = true;
    }

    /** Where not all was known before, what is over does not tell whether it is new. */
    boolean isRepeatable() {
        return knownAll && !unrepeatable;
    }

    /** Requests that left, or may have left, and were never proven to have changed nothing. */
    int doubtful() {
        return doubtful;
    }

    /** Whether an operation was there before the first request in doubt. */
    List<String> known() {
        return known;
    }

    boolean isKnownAll() {
        return knownAll;
    }

    /** Remembers what is there before anything is sent. */
    void known(List<String> identities, boolean all) {
        known = new ArrayList<>(identities);
        knownAll = all;
        signoff = null;
    }

    /** Remembers the preview that waits for the sign-off before anything is sent. */
    void awaitingSignoff(String location) {
        signoff = location;
    }

    @CheckForNull
    String signoff() {
        return signoff;
    }

    List<String> own() {
        return own;
    }

    /** The id of the submission that is published, where the API names it and it is known. */
    @CheckForNull
    String submission() {
        return submission;
    }

    void submission(String id) {
        submission = id;
    }

    /** Remembers the preview that this build published itself: it, and no other, is to go live. */
    void expect(@CheckForNull String submissionId) {
        if (submissionId != null) {
            expectedSubmission = submissionId;
        }
    }

    @CheckForNull
    String expectedSubmission() {
        return expectedSubmission;
    }

    /** Remembers that the service shows no operation for the request. */
    void seenAbsent(Instant now) {
        if (absentSince == 0) {
            absentSince = now.toEpochMilli();
        }
        absences++;
    }

    /** Forgets what the service showed so far. */
    void askAgain() {
        absentSince = 0;
        absences = 0;
    }

    Instant absentSince() {
        return Instant.ofEpochMilli(absentSince);
    }

    int absences() {
        return absences;
    }

    /**
     * What an earlier attempt started is no conflict.
     *
     * @param operation the location that the earlier attempt came to know; null if it did not start anything
     */
    void own(SubmissionState earlier, @CheckForNull String operation) {
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

    /** Takes over a request of which nobody knows yet what became of it. */
    void takeOver(SubmissionState earlier) {
        intent = earlier.intent;
        firstIntent = earlier.firstIntent;
        doubtful = earlier.doubtful;
        answered = earlier.answered;
        unrepeatable = earlier.unrepeatable;
        contested = earlier.contested;
        known = earlier.known;
        knownAll = earlier.knownAll;
        signoff = earlier.signoff;
        submission = earlier.submission;
        expectedSubmission = earlier.expectedSubmission;
    }
}
