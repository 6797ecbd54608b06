package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.PluginWrapper;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Progress;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One run of a step that publishes or waits. All work is done by the poller; this class starts it, takes it up again
 * after a restart, and reports its end once.
 *
 * <p>What is known of the publication is kept in the build's record ({@link PublicationAction}), which is written to disk
 * at once whatever the pipeline's durability; the copy in here is only the wish, for the moments before it is on record.
 */
final class PublicationExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(PublicationExecution.class.getName());

    private PublicationEntry entry;

    /** Why the step was aborted; only known while the publication is being canceled, and lost by a crash. */
    @CheckForNull
    private Throwable abortCause;

    @CheckForNull
    private transient volatile PublicationPoller.Watch watch;

    @CheckForNull
    private transient volatile PublicationDriver driver;

    private transient boolean settled;

    PublicationExecution(@NonNull StepContext context, PublicationEntry entry) {
        super(context);
        this.entry = entry;
    }

    @Override
    public boolean start() throws Exception {
        MarketplaceConnector connector = MarketplaceConnector.get();
        watch = connector.poller().start(prepare(connector));
        return false;
    }

    @Override
    public void onResume() {
        if (watch != null || isSettled()) {
            return;
        }
        MarketplaceConnector connector = MarketplaceConnector.get();
        try {
            watch = connector.poller().resume(prepare(connector));
        } catch (IOException | InterruptedException e) {
            if (settle()) {
                getContext().onFailure(e);
            }
        }
    }

    /** Ends at once, unless the publication is to be canceled with the build: then in three minutes at the latest. */
    @Override
    public void stop(@NonNull Throwable cause) {
        // The abort may be quicker than the resumption.
        onResume();
        PublicationPoller.Watch current = watch;
        boolean again = entry.publication().isCanceling();
        abortCause = cause;
        if (current != null && !again && current.cancel()) {
            log("Aborted: canceling the publication, which takes up to three minutes. Abort again not to wait for it.");
            getContext().saveState();
            return;
        }
        if (current != null) {
            current.stop();
        }
        if (settle()) {
            PublicationDriver abandoned = driver;
            if (abandoned != null) {
                log(abandoned.abandon().message());
                Timer.get().submit(this::saveBuild);
            }
            getContext().onFailure(cause);
        }
    }

    @Override
    public String getStatus() {
        Publication publication = entry.publication();
        Progress progress = publication.progress();
        String doing = publication.isCanceling()
                ? "canceling "
                : publication.operation() == null ? "submitting " : "waiting for ";
        return doing
                + publication.title()
                + (progress == null || progress.percent() < 0 ? "" : " (" + progress.percent() + "%)")
                + (publication.troubleSince() == 0
                        ? ""
                        : "; service not answering since " + Instant.ofEpochMilli(publication.troubleSince()));
    }

    private PublicationDriver prepare(MarketplaceConnector connector) throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        if (run == null || listener == null) {
            throw new AbortException("The build of this step is gone.");
        }
        PublicationAction action = run.getAction(PublicationAction.class);
        PublicationEntry recorded =
                action == null ? null : action.find(entry.publication().id());
        if (recorded != null) {
            entry = recorded;
        }
        PublicationDriver prepared = connector.driver(new Host(run, listener));
        driver = prepared;
        return prepared;
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    /** Whether it is the caller who reports the end. */
    private boolean settle() {
        synchronized (this) {
            if (settled) {
                return false;
            }
            settled = true;
        }
        if (hasFlowNodes()) {
            FlowNodeMarks.end(getContext());
        }
        return true;
    }

    /** Marks on flow nodes need plugins that are optional. */
    private static boolean hasFlowNodes() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin("workflow-support");
        return plugin != null && plugin.isActive();
    }

    private void ended(Outcome outcome) {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null || jenkins.isTerminating()) {
            // The end is on record: onResume reports it.
            LOGGER.log(Level.FINE, "Not reported while Jenkins terminates: {0}", outcome);
            return;
        }
        if (!settle()) {
            return;
        }
        if (entry.publication().isCanceling() || outcome.kind() == Outcome.Kind.ABORTED) {
            log(outcome.message());
            Throwable aborted = abortCause;
            getContext().onFailure(aborted == null ? new FlowInterruptedException(Result.ABORTED, true) : aborted);
        } else if (outcome.kind().isSuccess()) {
            getContext().onSuccess(new GoLiveResult(entry.publication(), outcome));
        } else {
            getContext().onFailure(new AbortException(outcome.message()));
        }
    }

    private void log(String sentence) {
        try {
            TaskListener listener = getContext().get(TaskListener.class);
            if (listener != null) {
                listener.getLogger().println(sentence);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "No log for: " + sentence);
        }
    }

    private void saveBuild() {
        try {
            Run<?, ?> run = getContext().get(Run.class);
            if (run != null) {
                run.save();
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, "Could not save the build of an aborted publication", e);
        }
    }

    private final class Host extends BuildPublication {

        Host(Run<?, ?> run, TaskListener listener) {
            super(run, listener, entry, PublicationExecution.this::ended);
        }

        /**
         * The pipeline must know this step before the publication is on record: otherwise, after a crash in between, it
         * would run the step once more, beside the one on record.
         */
        @Override
        public void begin() throws IOException {
            try {
                getContext().saveState().get(1, TimeUnit.MINUTES);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("The state of the pipeline could not be saved: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Jenkins is shutting down.", e);
            }
            super.begin();
        }

        @Override
        void recorded() {
            if (hasFlowNodes()) {
                FlowNodeMarks.begin(getContext(), entry);
            }
        }
    }
}
