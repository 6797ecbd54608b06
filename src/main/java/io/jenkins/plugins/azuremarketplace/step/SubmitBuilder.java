package io.jenkins.plugins.azuremarketplace.step;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import java.io.IOException;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step of freestyle jobs that publishes an offer to some target; waiting holds the executor. */
@Restricted(NoExternalUse.class)
public abstract class SubmitBuilder extends Builder implements SubmitArguments {

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

    private boolean dryRun;

    SubmitBuilder(@CheckForNull String publisher, @CheckForNull String offer) {
        this.publisher = Util.fixNull(publisher).trim();
        this.offer = Util.fixNull(offer).trim();
    }

    @Override
    public String getPublisher() {
        return publisher;
    }

    @Override
    public String getOffer() {
        return offer;
    }

    @Override
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @Override
    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    @Override
    @CheckForNull
    public Integer getTimeoutMinutes() {
        return timeoutMinutes;
    }

    @DataBoundSetter
    public void setTimeoutMinutes(@CheckForNull Integer timeoutMinutes) {
        this.timeoutMinutes = timeoutMinutes;
    }

    @Override
    @CheckForNull
    public String getOnConflict() {
        return onConflict;
    }

    @DataBoundSetter
    public void setOnConflict(@CheckForNull String onConflict) {
        this.onConflict = Util.fixEmptyAndTrim(onConflict);
    }

    @Override
    public boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    @DataBoundSetter
    public void setCancelOnAbort(boolean cancelOnAbort) {
        this.cancelOnAbort = cancelOnAbort;
    }

    @Override
    @CheckForNull
    public String getApi() {
        return api;
    }

    @DataBoundSetter
    public void setApi(@CheckForNull String api) {
        this.api = Util.fixEmptyAndTrim(api);
    }

    @Override
    public boolean isDryRun() {
        return dryRun;
    }

    @DataBoundSetter
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener);
        environment.overrideAll(build.getBuildVariables());
        new ExecutorWait(
                        build,
                        listener,
                        RequestedPublication.of(
                                build,
                                this,
                                environment.expand(publisher).trim(),
                                environment.expand(offer).trim(),
                                credentialsId(build, environment)))
                .untilTheEnd();
        return true;
    }

    /** All but a parameter of credentials is expanded: that is for the look-up to do. */
    @CheckForNull
    private String credentialsId(AbstractBuild<?, ?> build, EnvVars environment) {
        return MarketplaceCredentials.parameter(build, credentialsId)
                .map(CredentialsParameterValue::getName)
                .map(name -> "${" + name + "}")
                .orElseGet(() -> Util.fixEmptyAndTrim(environment.expand(credentialsId)));
    }

    /** The fields, their checks and choices are those of a pipeline step; where there is nothing else to say, so is the help. */
    @Restricted(NoExternalUse.class)
    public abstract static class SubmitBuilderDescriptor extends BuildStepDescriptor<Builder> {

        private final Class<? extends SubmitStep.SubmitStepDescriptor> stepType;

        SubmitBuilderDescriptor(
                Class<? extends SubmitBuilder> type, Class<? extends SubmitStep.SubmitStepDescriptor> stepType) {
            super(type);
            this.stepType = stepType;
        }

        private SubmitStep.SubmitStepDescriptor step() {
            return Jenkins.get().getDescriptorByType(stepType);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @Override
        public String getHelpFile(String fieldName) {
            String own = super.getHelpFile(fieldName);
            return own != null ? own : step().getHelpFile(fieldName);
        }

        @Override
        public FormValidation.CheckMethod getCheckMethod(String fieldName) {
            return step().getCheckMethod(fieldName);
        }

        @Override
        public void calcFillSettings(String field, Map<String, Object> attributes) {
            step().calcFillSettings(field, attributes);
        }
    }
}
