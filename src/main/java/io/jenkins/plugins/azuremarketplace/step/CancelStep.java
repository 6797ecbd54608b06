package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Pipeline step {@code marketplaceCancel}: cancels an operation, whoever started it. */
public final class CancelStep extends PublicationStep {

    private final String operation;

    private boolean wait = true;

    @DataBoundConstructor
    public CancelStep(@CheckForNull String operation) {
        this.operation = Util.fixNull(operation).trim();
    }

    /** The location as the service sent it. */
    public String getOperation() {
        return operation;
    }

    /** Whether to wait for the end of the operation, three minutes at the most. */
    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    @Override
    PublicationRecord requested(Run<?, ?> run) throws AbortException {
        return RequestedPublication.of(run, this);
    }

    @Extension
    public static final class DescriptorImpl extends ServiceStepDescriptor {

        @Override
        public String getFunctionName() {
            return "marketplaceCancel";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CancelStep_DisplayName();
        }

        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            return String.valueOf(namedArgs.get("operation"));
        }

        @POST
        public FormValidation doCheckOperation(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkOperation(value) : FormValidation.ok();
        }
    }
}
