package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Duration;

/** What Product Ingestion may write in more than one way. */
public final class Dialect {

    private volatile String jobIdName = "jobId";
    private volatile String externalIdName = "externalId";
    private volatile boolean withoutResults;
    private volatile Duration resultsLag = Duration.ZERO;
    private volatile boolean createdOfPreview;
    private volatile boolean conflictsAsJobs;

    Dialect() {}

    /** {@code jobId} to begin with, or {@code jobID} as in older answers. */
    public void jobIdName(String name) {
        jobIdName = name;
    }

    /** {@code externalId} to begin with, or {@code externalID} as in the documentation. */
    public void externalIdName(String name) {
        externalIdName = name;
    }

    /** Whether submissions that succeeded lack their {@code result}. */
    public void withoutResults(boolean on) {
        withoutResults = on;
    }

    /** How long the {@code jobResult} of a completed job is {@code null}; zero to begin with. */
    public void resultsLag(Duration lag) {
        resultsLag = lag;
    }

    /** Whether a live submission bears the time at which its preview was created. */
    public void createdOfPreview(boolean on) {
        createdOfPreview = on;
    }

    /** Whether a submission that is in progress is told by a job that has failed already, instead of a status. */
    public void conflictsAsJobs(boolean on) {
        conflictsAsJobs = on;
    }

    String jobIdName() {
        return jobIdName;
    }

    String externalIdName() {
        return externalIdName;
    }

    boolean withoutResults() {
        return withoutResults;
    }

    Duration resultsLag() {
        return resultsLag;
    }

    boolean createdOfPreview() {
        return createdOfPreview;
    }

    boolean conflictsAsJobs() {
        return conflictsAsJobs;
    }
}
