package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.azuremarketplace.api.Target;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Pipeline step {@code marketplaceGoLive}: makes an offer public and, if asked, waits until it is. */
public final class GoLiveStep extends SubmitStep {

    private boolean anyPreview;

    @DataBoundConstructor
    public GoLiveStep(@CheckForNull String publisher, @CheckForNull String offer) {
        super(publisher, offer);
    }

    @Override
    public Target target() {
        return Target.LIVE;
    }

    @Override
    public boolean isAnyPreview() {
        return anyPreview;
    }

    @DataBoundSetter
    public void setAnyPreview(boolean anyPreview) {
        this.anyPreview = anyPreview;
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
