package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.configuration.CredentialsField;
import io.jenkins.plugins.azuremarketplace.configuration.DropDown;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.io.IOException;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What all steps that wait for a publication have in common: who asks, which service, how long, and what an abort does. */
@Restricted(NoExternalUse.class)
public abstract class PublicationStep extends Step {

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private Integer timeoutMinutes;

    private boolean cancelOnAbort;

    @CheckForNull
    private String api;

    /** Null for the default of the configuration. */
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

    /** {@code cloudPartnerPortal} or {@code productIngestion}; null for the default of the configuration. */
    @CheckForNull
    public String getApi() {
        return api;
    }

    @DataBoundSetter
    public void setApi(@CheckForNull String api) {
        this.api = Util.fixEmptyAndTrim(api);
    }

    /** @throws AbortException with a sentence for the user, if an argument can't be used */
    abstract PublicationRecord requested(Run<?, ?> run) throws AbortException;

    @Override
    public final StepExecution start(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        if (run == null) {
            throw new AbortException("The build of this step is gone.");
        }
        return new PublicationStepExecution(context, requested(run));
    }

    /** The checks and drop-downs of the common fields. */
    @Restricted(NoExternalUse.class)
    public abstract static class PublicationStepDescriptor extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? CredentialsField.check(item, value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckApi(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkApi(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkTimeout(value) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return FieldChecks.mayLook(item)
                    ? CredentialsField.fill(item, credentialsId)
                    : CredentialsField.currentOnly(credentialsId);
        }

        @POST
        public ListBoxModel doFillApiItems(@AncestorInPath Item item, @QueryParameter String api) {
            return FieldChecks.mayLook(item) ? DropDown.API.fillWithDefault(api) : DropDown.API.currentOnly(api);
        }
    }
}
