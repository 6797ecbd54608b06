package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import java.io.IOException;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Pipeline step {@code marketplaceStatus}: tells what there is of an offer, and what would change. Reads only. */
public final class StatusStep extends ServiceStep {

    private final String publisher;
    private final String offer;

    private boolean changes;

    @DataBoundConstructor
    public StatusStep(@CheckForNull String publisher, @CheckForNull String offer) {
        this.publisher = Util.fixNull(publisher).trim();
        this.offer = Util.fixNull(offer).trim();
    }

    public String getPublisher() {
        return publisher;
    }

    public String getOffer() {
        return offer;
    }

    /** Whether to tell also what would become public, and what would get into preview. */
    public boolean isChanges() {
        return changes;
    }

    @DataBoundSetter
    public void setChanges(boolean changes) {
        this.changes = changes;
    }

    @Override
    public StepExecution start(StepContext context) throws IOException, InterruptedException {
        return new StatusStepExecution(
                context, RequestedStatus.of(publisher, offer, getCredentialsId(), getApi(), changes));
    }

    @Extension
    public static final class DescriptorImpl extends ServiceStepDescriptor {

        @Override
        public String getFunctionName() {
            return "marketplaceStatus";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StatusStep_DisplayName();
        }

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
    }
}
