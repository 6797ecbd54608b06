package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.configuration.DropDown;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Pipeline step {@code marketplaceWait}: waits for an operation that runs already, whichever build started it. */
public final class WaitStep extends WatchingStep {

    private final String operation;

    @CheckForNull
    private String target;

    @DataBoundConstructor
    public WaitStep(@CheckForNull String operation) {
        this.operation = Util.fixNull(operation).trim();
    }

    /** The location as the service sent it. */
    public String getOperation() {
        return operation;
    }

    /** {@code live} or {@code preview}; null for {@code live}. */
    @CheckForNull
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    @Override
    PublicationRecord requested(Run<?, ?> run) throws AbortException {
        return RequestedPublication.of(run, this);
    }

    @Extension
    public static final class DescriptorImpl extends WatchingStepDescriptor {

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
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return String.valueOf(namedArgs.get("operation"));
        }

        @POST
        public FormValidation doCheckOperation(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkOperation(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTarget(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkTarget(value) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillTargetItems(@AncestorInPath Item item, @QueryParameter String target) {
            return FieldChecks.mayLook(item)
                    ? DropDown.TARGET.fillWithDefault(target)
                    : DropDown.TARGET.currentOnly(target);
        }
    }
}
