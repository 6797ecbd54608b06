package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.azuremarketplace.api.Target;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Build step of freestyle jobs: publishes the draft of an offer to preview and, if asked, waits until it
 * can be looked at. */
public final class PublishBuilder extends SubmitBuilder {

    @CheckForNull
    private String notificationEmails;

    @DataBoundConstructor
    public PublishBuilder(@CheckForNull String publisher, @CheckForNull String offer) {
        super(publisher, offer);
    }

    @Override
    public Target target() {
        return Target.PREVIEW;
    }

    @Override
    @CheckForNull
    public String getNotificationEmails() {
        return notificationEmails;
    }

    @DataBoundSetter
    public void setNotificationEmails(@CheckForNull String notificationEmails) {
        this.notificationEmails = Util.fixEmptyAndTrim(notificationEmails);
    }

    @Extension
    @Symbol("marketplacePublish")
    public static final class DescriptorImpl extends SubmitBuilderDescriptor {

        public DescriptorImpl() {
            super(PublishBuilder.class, PublishStep.DescriptorImpl.class);
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PublishStep_DisplayName();
        }
    }
}
