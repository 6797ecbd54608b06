package io.jenkins.plugins.azuremarketplace.step;

import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.publication.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jenkins.util.SystemProperties;

/** However long the limit of a wait is: Jenkins does not resume a pipeline that began long ago. */
final class Resumption {

    /** As workflow-job reads it. */
    private static final String PROPERTY = "org.jenkinsci.plugins.workflow.job.WorkflowRun.maxResumptionAge";

    private static final Duration DEFAULT = Duration.ofDays(30);

    private Resumption() {}

    /** A sentence for the user, if Jenkins may give up a build before the limit. */
    static Optional<String> warning(Run<?, ?> run, Instant limit) {
        return Optional.ofNullable(SystemProperties.getDuration(PROPERTY, DEFAULT))
                .map(Instant.ofEpochMilli(run.getStartTimeInMillis())::plus)
                .filter(last -> last.isBefore(limit))
                .map(last -> "This may wait until " + Durations.time(limit)
                        + ", but Jenkins resumes this build after a restart until " + Durations.time(last) + " only.");
    }
}
