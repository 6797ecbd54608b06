package io.jenkins.plugins.azuremarketplace.step;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that sees a publication, or the cancellation of one, to its end. */
@Restricted(NoExternalUse.class)
public abstract class PublicationStep extends ServiceStep {

    private boolean propagate = true;

    /** Whether an end that was not asked for fails the step, instead of being returned. */
    public boolean isPropagate() {
        return propagate;
    }

    @DataBoundSetter
    public void setPropagate(boolean propagate) {
        this.propagate = propagate;
    }

    /** @throws AbortException with a sentence for the user, if an argument can't be used */
    abstract PublicationRecord requested(Run<?, ?> run) throws AbortException;

    @Override
    public final StepExecution start(StepContext context) throws IOException, InterruptedException {
        return new PublicationStepExecution(context, requested(run(context)), propagate);
    }
}
