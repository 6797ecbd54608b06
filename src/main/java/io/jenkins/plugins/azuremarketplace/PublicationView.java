package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.Farewell;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Progress;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.util.Date;
import java.util.List;
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
public abstract class PublicationView {

    @CheckForNull
    private transient volatile Run<?, ?> run;

    abstract Publication publication();

    /** Of an API that is not known here, if a later version wrote the record. */
    abstract String apiId();

    final void attach(@CheckForNull Run<?, ?> owner) {
        run = owner;
    }

    @Exported
    public String getId() {
        return publication().id();
    }

    @Exported
    public String getPublisher() {
        return publication().publisher();
    }

    @Exported
    public String getOffer() {
        return publication().offerId();
    }

    @Exported
    public String getApi() {
        return apiId();
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
        Run<?, ?> owner = run;
        if (outcome != null) {
            return PublicationState.of(outcome.kind());
        }
        if (owner != null && !owner.isBuilding()) {
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
        return getState() == PublicationState.LOST ? Farewell.of(publication(), this::waitCommand) : "";
    }

    /** The line of a pipeline that watches an operation with the credentials of this publication. */
    abstract String waitCommand(String operation);

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
    public List<StepEntry> getSteps() {
        Progress progress = publication().progress();
        return progress == null
                ? List.of()
                : progress.steps().stream().map(StepEntry::new).toList();
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
    public StepEntry getCurrentStep() {
        Progress progress = publication().progress();
        return progress == null || !isLive()
                ? null
                : progress.currentStep().map(StepEntry::new).orElse(null);
    }

    @Exported
    public long getBegun() {
        return publication().begun();
    }

    @Exported
    public long getEnded() {
        return publication().ended();
    }

    /** The last look; 0 if there was none since Jenkins started. */
    @Exported
    public long getLooked() {
        return publication().looked();
    }

    @Exported
    public long getDeadline() {
        return publication().deadline();
    }

    /** Since when the service can't be asked; 0 while all is well. */
    @Exported
    public long getTroubleSince() {
        return publication().troubleSince();
    }

    /** Why the service can't be asked; null while all is well. */
    @Exported
    @CheckForNull
    public String getTrouble() {
        return publication().troubleReason();
    }

    /** Whether there is news to come. */
    public boolean isLive() {
        return getOutcome() == null && getState() != PublicationState.LOST;
    }

    /** For people: the offer, or that it is an operation. */
    public String getTitle() {
        return getOffer().isEmpty()
                ? Messages.PublicationView_Operation()
                : publication().title();
    }

    /** Relative to the root of Jenkins, as all URLs in here; empty if the build is not known yet. */
    public String getBuildUrl() {
        Run<?, ?> owner = run;
        return owner == null ? "" : owner.getUrl();
    }

    public String getBuildName() {
        Run<?, ?> owner = run;
        return owner == null ? "" : owner.getDisplayName();
    }

    /** The page about all publications of the build. */
    public String getPageUrl() {
        return getBuildUrl() + PublicationAction.URL + "/";
    }

    /** Where the views of this publication are. */
    public String getUrl() {
        return getPageUrl() + "publication/" + getId() + "/";
    }

    public String getPartnerCenterUrl() {
        return MarketplaceApi.parse(apiId())
                .orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL)
                .page(publication().submission())
                .toString();
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
