package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Pipeline step {@code marketplaceGoLive}: makes an offer public and, if asked, waits until it is. */
public final class GoLiveStep extends PublicationStep {

    private final String publisher;
    private final String offer;

    private boolean wait;

    @CheckForNull
    private String onConflict;

    @DataBoundConstructor
    public GoLiveStep(@CheckForNull String publisher, @CheckForNull String offer) {
        this.publisher = Util.fixNull(publisher).trim();
        this.offer = Util.fixNull(offer).trim();
    }

    public String getPublisher() {
        return publisher;
    }

    public String getOffer() {
        return offer;
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** {@code fail}, {@code wait} or {@code attach}; null for the default of the configuration. */
    @CheckForNull
    public String getOnConflict() {
        return onConflict;
    }

    @DataBoundSetter
    public void setOnConflict(@CheckForNull String onConflict) {
        this.onConflict = Util.fixEmptyAndTrim(onConflict);
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        PublicationEntry entry = PublicationEntry.goLive(
                publisher,
                offer,
                getCredentialsId(),
                wait,
                getTimeoutMinutes(),
                onConflict,
                isCancelOnAbort(),
                getApi());
        return new PublicationExecution(context, entry);
    }

    @Extension
    public static final class DescriptorImpl extends PublicationStepDescriptor {

        @Override
        public String getFunctionName() {
            return "marketplaceGoLive";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GoLiveStep_DisplayName();
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            Object publisher = namedArgs.get("publisher");
            return (publisher == null ? "" : publisher + "/") + namedArgs.get("offer");
        }

        @POST
        public FormValidation doCheckPublisher(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String api) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkPublisher(api, value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOnConflict(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkConflictPolicy(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOffer(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkId("offer", value) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillOnConflictItems(@AncestorInPath Item item, @QueryParameter String onConflict) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.fillConflictPolicies(true, onConflict)
                    : MarketplaceFields.currentConflictPolicy(onConflict);
        }
    }
}
