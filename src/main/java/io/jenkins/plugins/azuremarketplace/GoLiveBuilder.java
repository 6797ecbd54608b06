package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Build step of freestyle jobs: makes an offer public and, if asked, waits until it is, which holds the executor. */
public final class GoLiveBuilder extends Builder {

    /** A parameter and nothing else. */
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{?([\\w.]+)}?");

    private final String publisher;
    private final String offer;

    @CheckForNull
    private String credentialsId;

    private boolean wait;

    @CheckForNull
    private Integer timeoutMinutes;

    @CheckForNull
    private String onConflict;

    private boolean cancelOnAbort;

    @CheckForNull
    private String api;

    @DataBoundConstructor
    public GoLiveBuilder(@CheckForNull String publisher, @CheckForNull String offer) {
        this.publisher = Util.fixNull(publisher).trim();
        this.offer = Util.fixNull(offer).trim();
    }

    public String getPublisher() {
        return publisher;
    }

    public String getOffer() {
        return offer;
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
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

    /** {@code fail}, {@code wait} or {@code attach}; null for the default of the configuration. */
    @CheckForNull
    public String getOnConflict() {
        return onConflict;
    }

    @DataBoundSetter
    public void setOnConflict(@CheckForNull String onConflict) {
        this.onConflict = Util.fixEmptyAndTrim(onConflict);
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

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener);
        environment.overrideAll(build.getBuildVariables());
        PublicationEntry entry = PublicationEntry.goLive(
                environment.expand(publisher).trim(),
                environment.expand(offer).trim(),
                credentialsId(build, environment),
                wait,
                timeoutMinutes,
                onConflict,
                cancelOnAbort,
                api);
        new ExecutorWait(build, listener, entry).untilTheEnd();
        return true;
    }

    /**
     * Credentials that are a parameter of the build are looked up by the name of the parameter: only so are they those
     * of whoever chose them. All else is expanded.
     */
    @CheckForNull
    private String credentialsId(AbstractBuild<?, ?> build, EnvVars environment) {
        Matcher parameter = PARAMETER.matcher(Util.fixNull(credentialsId));
        ParametersAction parameters = build.getAction(ParametersAction.class);
        return parameter.matches()
                        && parameters != null
                        && parameters.getParameter(parameter.group(1)) instanceof CredentialsParameterValue chosen
                ? "${" + chosen.getName() + "}"
                : Util.fixEmptyAndTrim(environment.expand(credentialsId));
    }

    @Extension
    @Symbol("marketplaceGoLive")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GoLiveStep_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** The fields are those of the pipeline step; where there is nothing else to say, so is the help. */
        @Override
        public String getHelpFile(String fieldName) {
            String own = super.getHelpFile(fieldName);
            return own != null
                    ? own
                    : Jenkins.get()
                            .getDescriptorByType(GoLiveStep.DescriptorImpl.class)
                            .getHelpFile(fieldName);
        }

        @POST
        public FormValidation doCheckPublisher(
                @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String api) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkPublisher(api, value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOnConflict(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkConflictPolicy(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckOffer(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkId("offer", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.checkCredentials(item, value)
                    : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckApi(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkApi(value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckTimeoutMinutes(@AncestorInPath Item item, @QueryParameter String value) {
            return MarketplaceFields.mayLook(item) ? MarketplaceFields.checkTimeout(value) : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.fillCredentials(item, credentialsId)
                    : MarketplaceFields.currentCredentials(credentialsId);
        }

        @POST
        public ListBoxModel doFillApiItems(@AncestorInPath Item item, @QueryParameter String api) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.fillApis(true, api)
                    : MarketplaceFields.currentApi(api);
        }

        @POST
        public ListBoxModel doFillOnConflictItems(@AncestorInPath Item item, @QueryParameter String onConflict) {
            return MarketplaceFields.mayLook(item)
                    ? MarketplaceFields.fillConflictPolicies(true, onConflict)
                    : MarketplaceFields.currentConflictPolicy(onConflict);
        }
    }
}
