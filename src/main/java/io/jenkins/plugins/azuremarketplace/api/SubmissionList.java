package io.jenkins.plugins.azuremarketplace.api;

import java.util.List;

/**
 * The operations of one offer.
 *
 * @param complete whether those that are over are in it, too
 */
public record SubmissionList(List<Submission> submissions, boolean complete) {

    public SubmissionList {
        submissions = List.copyOf(submissions);
    }

    public List<Submission> running() {
        return submissions.stream().filter(Submission::isRunning).toList();
    }
}
