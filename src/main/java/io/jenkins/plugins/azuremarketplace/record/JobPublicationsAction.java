package io.jenkins.plugins.azuremarketplace.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the page of a job shows: how the last publication of each offer went. */
@Restricted(NoExternalUse.class)
public final class JobPublicationsAction implements Action {

    /** Not more than the history of builds on the same page shows, so that no record is read only for this. */
    private static final int BUILDS = 20;

    private final Job<?, ?> job;

    JobPublicationsAction(Job<?, ?> job) {
        this.job = job;
    }

    /** The newest publication of each offer to each target, newest first, without dry runs; looks at a bounded number of builds. */
    public List<PublicationReport> getLatest() {
        List<PublicationReport> latest = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Run<?, ?> run = job.getLastBuild();
        for (int i = 0; i < BUILDS && run != null; i++) {
            BuildPublicationsAction action = run.getAction(BuildPublicationsAction.class);
            List<PublicationReport> reports = action == null ? List.of() : action.getPublications();
            for (int k = reports.size() - 1; k >= 0; k--) {
                PublicationReport report = reports.get(k);
                if (!report.isDryRun()
                        && !report.getOffer().isEmpty()
                        && seen.add(report.getTargetWord() + " " + report.getTitle())) {
                    latest.add(report);
                }
            }
            run = run.getPreviousBuild();
        }
        return latest;
    }

    @Override
    @CheckForNull
    public String getIconFileName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getDisplayName() {
        return null;
    }

    @Override
    @CheckForNull
    public String getUrlName() {
        return null;
    }

    /** Asked for often; so it makes the object only, which reads builds when the page is shown. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobPublicationsAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job target) {
            return List.of(new JobPublicationsAction((Job<?, ?>) target));
        }
    }
}
