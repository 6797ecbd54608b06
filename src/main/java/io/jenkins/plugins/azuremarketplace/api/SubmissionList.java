package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.util.List;

/**
 * The operations of one offer.
 *
 * @param complete whether those that are over are in it, too
 * @param serverTime the service's clock at the answer, to whole seconds; null if it did not tell
 */
public record SubmissionList(
        List<Submission> submissions,
        boolean complete,
        @CheckForNull Instant serverTime) {

    public SubmissionList {
        submissions = List.copyOf(submissions);
    }

    public List<Submission> running() {
        return submissions.stream().filter(Submission::isRunning).toList();
    }
}
