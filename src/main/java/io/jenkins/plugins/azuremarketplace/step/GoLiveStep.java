package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.azuremarketplace.api.Target;
import org.kohsuke.stapler.DataBoundConstructor;

/** Pipeline step {@code marketplaceGoLive}: makes an offer public and, if asked, waits until it is. */
public final class GoLiveStep extends SubmitStep {

    @DataBoundConstructor
    public GoLiveStep(@CheckForNull String publisher, @CheckForNull String offer) {
        super(publisher, offer);
    }

    @Override
    public Target target() {
        return Target.LIVE;
    }

    @Extension
    public static final class DescriptorImpl extends SubmitStepDescriptor {

        @Override
        public String getFunctionName() {
            return "marketplaceGoLive";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GoLiveStep_DisplayName();
        }
    }
}
