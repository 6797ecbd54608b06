package io.jenkins.plugins.azuremarketplace.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.publication.DetachNotice;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Progress;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.util.Date;
import java.util.List;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What pages show of a publication and the REST API exports. All of it comes from the record of the build, so that it
 * stays readable when credentials and configuration are gone; text from the service is plain. Times are milliseconds since
 * the epoch, 0 for never.
 *
 * <p>The API of a build shows none of it at depth 0, all but the steps at depth 1, and the steps at depth 2; so that of a
 * job does not show the publications of all its builds at depth 1.
 */
@Restricted(NoExternalUse.class)
@ExportedBean(defaultVisibility = 2)
public final class PublicationReport {

    private final Run<?, ?> run;
    private final PublicationRecord record;

    PublicationReport(Run<?, ?> run, PublicationRecord record) {
        this.run = run;
        this.record = record;
    }

    private Publication publication() {
        return record.publication();
    }

    @Exported
    public String getId() {
        return record.id();
    }

    @Exported
    public String getPublisher() {
        return publication().publisher();
    }

    @Exported
    public String getOffer() {
        return publication().offerId();
    }

    /** Of an API that is not known here, if a later version wrote the record. */
    @Exported
    public String getApi() {
        return record.apiId();
    }

    /** {@code live} or {@code preview}. */
    @Exported
    public String getTarget() {
        return publication().target().word();
    }

    /** The same in the language of the user; or that it is a cancellation. */
    public String getTargetWord() {
        return ResourceBundleHolder.get(Messages.class)
                .format(publication().request().isCancel() ? "Target.cancel" : "Target." + getTarget());
    }

    /** Whether all was done but the request itself. */
    @Exported
    public boolean isDryRun() {
        return publication().request().isDryRun();
    }

    /** The location as the service sent it; null as long as nothing is known to run. */
    @Exported
    @CheckForNull
    public String getOperation() {
        return publication().operation();
    }

    @Exported
    @CheckForNull
    public String getOperationUrl() {
        return publication().operationUrl();
    }

    /** Whether the operation is somebody else's. */
    @Exported
    public boolean isAttached() {
        return publication().isAttached();
    }

    @Exported
    public PublicationState getState() {
        Publication publication = publication();
        Outcome outcome = publication.outcome();
        if (outcome != null) {
            return PublicationState.of(outcome.kind());
        }
        if (!run.isBuilding()) {
            return PublicationState.LOST;
        }
        if (publication.isCanceling()) {
            return PublicationState.CANCELING;
        }
        if (publication.operation() == null) {
            return PublicationState.SUBMITTING;
        }
        Progress progress = publication.progress();
        return progress != null
                        && progress.currentStep()
                                .filter(step -> step.status().needsHuman())
                                .isPresent()
                ? PublicationState.NEEDS_HUMAN
                : PublicationState.RUNNING;
    }

    /** How it ended, such as {@code SUCCEEDED}; null if it has not. */
    @Exported
    @CheckForNull
    public String getOutcome() {
        Outcome outcome = publication().outcome();
        return outcome == null ? null : outcome.kind().name();
    }

    /** Sentences about the end of the publication, or of watching it; empty if there is none. */
    @Exported
    public String getMessage() {
        Outcome outcome = publication().outcome();
        if (outcome != null) {
            return outcome.message();
        }
        return getState() == PublicationState.LOST ? DetachNotice.of(publication(), record::waitCommand) : "";
    }

    /** What the service gave as reasons for a failure. */
    @Exported
    public List<String> getReasons() {
        Outcome outcome = publication().outcome();
        return outcome == null ? List.of() : outcome.reasons();
    }

    /** Overall, 0..100; -1 where the service tells nothing. */
    @Exported
    public int getPercent() {
        Progress progress = publication().progress();
        return progress == null ? -1 : progress.percent();
    }

    @Exported(visibility = 1)
    public List<StepReport> getSteps() {
        Progress progress = publication().progress();
        return progress == null
                ? List.of()
                : progress.steps().stream().map(StepReport::new).toList();
    }

    /** What the service says about the operation as a whole. */
    @Exported
    public List<String> getMessages() {
        Progress progress = publication().progress();
        return progress == null ? List.of() : progress.messages();
    }

    /** The step that the service is at work on, or that waits for a human; null if there is none. */
    @Exported
    @CheckForNull
    public StepReport getCurrentStep() {
        Progress progress = publication().progress();
        return progress == null || !isLive()
                ? null
                : progress.currentStep().map(StepReport::new).orElse(null);
    }

    @Exported
    public long getBegun() {
        return publication().request().begun();
    }

    @Exported
    public long getEnded() {
        return publication().ended();
    }

    /** The last poll; 0 if there was none since Jenkins started. */
    @Exported
    public long getPolled() {
        return publication().polled();
    }

    @Exported
    public long getDeadline() {
        return publication().request().deadline();
    }

    /** Since when the service can't be asked; 0 while all is well. */
    @Exported
    public long getFailingSince() {
        return publication().failingSince();
    }

    /** Why the service can't be asked; null while all is well. */
    @Exported
    @CheckForNull
    public String getFailure() {
        return publication().failureReason();
    }

    /** Whether there is news to come. */
    public boolean isLive() {
        return getOutcome() == null && getState() != PublicationState.LOST;
    }

    /** For people: the offer, or that it is an operation. */
    public String getTitle() {
        return getOffer().isEmpty()
                ? Messages.PublicationReport_Operation()
                : publication().title();
    }

    /** Relative to the root of Jenkins, as all URLs in here. */
    public String getBuildUrl() {
        return run.getUrl();
    }

    public String getBuildName() {
        return run.getDisplayName();
    }

    /** The page about all publications of the build. */
    public String getPageUrl() {
        return getBuildUrl() + BuildPublicationsAction.URL + "/";
    }

    /** Where the views of this publication are. */
    public String getUrl() {
        return getPageUrl() + "publication/" + getId() + "/";
    }

    public String getPartnerCenterUrl() {
        return record.partnerCenterUrl();
    }

    /** For views: times as dates, and how long ago they were or how far apart they are. */
    public Date date(long millis) {
        return new Date(millis);
    }

    public String ago(long millis) {
        return span(millis, System.currentTimeMillis());
    }

    public String span(long from, long to) {
        return Util.getTimeSpanString(Math.max(1000, (to - from) / 1000 * 1000));
    }
}
