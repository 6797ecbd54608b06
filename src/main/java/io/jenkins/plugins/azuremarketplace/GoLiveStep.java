package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Pipeline step {@code marketplaceGoLive}: makes an offer public and, if asked, waits until it is. */
public final class GoLiveStep extends Step {

    private final String publisher;
    private final String offer;

    @CheckForNull
    private String credentialsId;

    private boolean wait;

    @CheckForNull
    private Integer timeoutMinutes;

    @CheckForNull
    private String onConflict;

    private boolean cancelOnAbort;

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

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    /** Null for the default of the configuration. */
    @CheckForNull
    public Integer getTimeoutMinutes() {
        return timeoutMinutes;
    }

    @DataBoundSetter
    public void setTimeoutMinutes(@CheckForNull Integer timeoutMinutes) {
        this.timeoutMinutes = timeoutMinutes;
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

    public boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        PublicationEntry entry = PublicationEntry.goLive(
                publisher, offer, credentialsId, wait, timeoutMinutes, onConflict, cancelOnAbort);
        return new PublicationExecution(context, entry);
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

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
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return namedArgs.get("publisher") + "/" + namedArgs.get("offer");
        }

        @POST
        public FormValidation doCheckPublisher(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.checkId("publisher", value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOffer(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkId("offer", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.checkCredentials(item, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkTimeout(value) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String credentialsId) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.fillCredentials(item, credentialsId)
                    : MarketplaceFields.currentOnly(credentialsId);
        }

        @POST
        public ListBoxModel doFillOnConflictItems(@AncestorInPath Item item) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.fillConflictPolicies(true)
                    : new ListBoxModel();
        }
    }
}
