package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Pipeline step {@code marketplacePublish}: publishes the draft of an offer to preview and, if asked, waits
 * until it can be looked at. */
public final class PublishStep extends SubmitStep {

    @CheckForNull
    private String notificationEmails;

    @DataBoundConstructor
    public PublishStep(@CheckForNull String publisher, @CheckForNull String offer) {
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
    public static final class DescriptorImpl extends SubmitStepDescriptor {

        @Override
        public String getFunctionName() {
            return "marketplacePublish";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PublishStep_DisplayName();
        }

        @POST
        public FormValidation doCheckNotificationEmails(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldChecks.mayLook(item) ? FieldChecks.checkEmails(value) : FormValidation.ok();
        }
    }
}
