package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.azuremarketplace.api.Target;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Build step of freestyle jobs: makes an offer public and, if asked, waits until it is. */
public final class GoLiveBuilder extends SubmitBuilder {

    private boolean anyPreview;

    @DataBoundConstructor
    public GoLiveBuilder(@CheckForNull String publisher, @CheckForNull String offer) {
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
    @Symbol("marketplaceGoLive")
    public static final class DescriptorImpl extends SubmitBuilderDescriptor {

        public DescriptorImpl() {
            super(GoLiveBuilder.class, GoLiveStep.DescriptorImpl.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GoLiveStep_DisplayName();
        }
    }
}
