package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations of one offer.
 *
 * @param serverTime the service's clock at the answer, to whole seconds; null if it did not tell
 */
public record SubmissionList(
        List<Submission> submissions, @CheckForNull Instant serverTime) {

    /** The operation that runs; the service runs at most one of an offer at a time. */
    public Optional<Submission> running() {
        return submissions.stream()
                .filter(submission -> !submission.status().isOver())
                .findFirst();
    }
}
