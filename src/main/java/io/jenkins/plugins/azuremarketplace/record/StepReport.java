package io.jenkins.plugins.azuremarketplace.record;

import io.jenkins.plugins.azuremarketplace.api.operation.StepStatus;
import io.jenkins.plugins.azuremarketplace.publication.StepProgress;
import java.util.Date;
import java.util.List;
import org.jvnet.localizer.ResourceBundleHolder;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A publishing step as the build page shows it and the REST API exports it: whole, where at all. All words are plain. */
@ExportedBean(defaultVisibility = 3)
@Restricted(NoExternalUse.class)
public final class StepReport {

    private final StepProgress step;

    StepReport(StepProgress step) {
        this.step = step;
    }

    @Exported
    public String getName() {
        return step.name();
    }

    /** One word, such as {@code RUNNING} or {@code COMPLETE}. */
    @Exported
    public String getStatus() {
        return step.status().name();
    }

    /** 0..100. */
    @Exported
    public int getPercent() {
        return step.percent();
    }

    /** How long the service thinks that the step takes, in its own words; or empty. */
    @Exported
    public String getEstimate() {
        return step.estimate();
    }

    @Exported
    public List<String> getMessages() {
        return step.messages();
    }

    /** Since when it has had this status, in milliseconds since the epoch. */
    @Exported
    public long getSince() {
        return step.since();
    }

    public Date getSinceDate() {
        return new Date(step.since());
    }

    public boolean isStarted() {
        return step.status() != StepStatus.NOT_STARTED;
    }

    /** The status in the language of the user. */
    public String getWord() {
        return ResourceBundleHolder.get(Messages.class).format("StepStatus." + step.status());
    }

    public String getIcon() {
        return "symbol-status-"
                + switch (step.status()) {
                    case NOT_STARTED -> "nobuilt";
                    case RUNNING -> "nobuilt-anime";
                    case WAITING_FOR_REVIEW, WAITING_FOR_APPROVAL, BLOCKED -> "yellow";
                    case COMPLETE -> "blue";
                    case REJECTED, FAILED -> "red";
                    case CANCELED -> "aborted";
                    case UNKNOWN -> "disabled";
                };
    }
}
