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
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What all steps have in common: which service, and who asks it. */
@Restricted(NoExternalUse.class)
public abstract class ServiceStep extends Step {

    @CheckForNull
    private String credentialsId;

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

    /** {@code cloudPartnerPortal} or {@code productIngestion}; null for the default of the configuration. */
    @CheckForNull
    public String getApi() {
        return api;
    }

    @DataBoundSetter
    public void setApi(@CheckForNull String api) {
        this.api = Util.fixEmptyAndTrim(api);
    }

    /** The build that runs this step. */
    static Run<?, ?> run(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        if (run == null) {
            throw new AbortException("The build of this step is gone.");
        }
        return run;
    }

    /** The checks and drop-downs of the common fields. */
    @Restricted(NoExternalUse.class)
    public abstract static class ServiceStepDescriptor extends StepDescriptor {

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class);
        }

        /** For pages about pipelines. */
        static String offerToString(Map<String, Object> namedArgs) {
            Object publisher = namedArgs.get("publisher");
            return (publisher == null ? "" : publisher + "/") + namedArgs.get("offer");
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
