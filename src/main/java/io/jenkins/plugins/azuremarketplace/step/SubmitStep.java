package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.configuration.DropDown;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A step that publishes an offer to some target. */
@Restricted(NoExternalUse.class)
public abstract class SubmitStep extends WatchingStep implements SubmitArguments {

    private final String publisher;
    private final String offer;

    private boolean wait;

    @CheckForNull
    private String onConflict;

    private boolean dryRun;

    SubmitStep(@CheckForNull String publisher, @CheckForNull String offer) {
        this.publisher = Util.fixNull(publisher).trim();
        this.offer = Util.fixNull(offer).trim();
    }

    @Override
    public String getPublisher() {
        return publisher;
    }

    @Override
    public String getOffer() {
        return offer;
    }

    @Override
    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** {@code fail}, {@code wait} or {@code attach}. */
    @Override
    @CheckForNull
    public String getOnConflict() {
        return onConflict;
    }

    @DataBoundSetter
    public void setOnConflict(@CheckForNull String onConflict) {
        this.onConflict = Util.fixEmptyAndTrim(onConflict);
    }

    @Override
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    final PublicationRecord requested(Run<?, ?> run) throws AbortException {
        return RequestedPublication.of(run, this);
    }

    /** The checks and drop-downs of the fields of all that publish. */
    @Restricted(NoExternalUse.class)
    public abstract static class SubmitStepDescriptor extends WatchingStepDescriptor {

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return offerToString(namedArgs);
        }

        @POST
        public FormValidation doCheckPublisher(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String api) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkPublisher(api, value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOffer(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkId("offer", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOnConflict(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkConflictPolicy(value) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillOnConflictItems(@AncestorInPath Item item, @QueryParameter String onConflict) {
            return FieldChecks.mayLook(item)
                    ? DropDown.CONFLICT_POLICY.fillWithDefault(onConflict)
                    : DropDown.CONFLICT_POLICY.currentOnly(onConflict);
        }
    }
}
