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

/** Pipeline step {@code marketplaceWait}: waits for an operation that runs already, whichever build started it. */
public final class WaitStep extends Step {

    private final String operation;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private Integer timeoutMinutes;

    private boolean cancelOnAbort;

    @DataBoundConstructor
    public WaitStep(@CheckForNull String operation) {
        this.operation = Util.fixNull(operation).trim();
    }

    /** The location as the service sent it. */
    public String getOperation() {
        return operation;
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
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

    public boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    @Override
    public StepExecution start(StepContext context) throws AbortException {
        return new PublicationExecution(
                context, PublicationEntry.watch(operation, credentialsId, timeoutMinutes, cancelOnAbort));
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "marketplaceWait";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WaitStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return String.valueOf(namedArgs.get("operation"));
        }

        @POST
        public FormValidation doCheckOperation(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkOperation(value) : FormValidation.ok();
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
    }
}
