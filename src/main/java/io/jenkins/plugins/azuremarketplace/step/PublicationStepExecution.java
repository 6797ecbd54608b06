package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Progress;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
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
 * <p>What is known of the publication is kept in the build's record ({@link BuildPublicationsAction}), which is written to disk
 * at once whatever the pipeline's durability. Kept in here is the wish alone, for the moments before it is on record.
 */
final class PublicationStepExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOGGER = Logger.getLogger(PublicationStepExecution.class.getName());

    /** What was asked for, under the id of its record. Never worked on. */
    private final PublicationRecord wish;

    /** Whether an end that was not asked for fails the step. */
    private final boolean propagate;

    /** Whether the wish was put on record: from then on the record counts, and nothing else. */
    private volatile boolean recorded;

    /** Why the step was aborted; only known while the publication is being canceled, and lost by a crash. */
    @CheckForNull
    private Throwable abortCause;

    /** What is worked on; null as long as nobody does. */
    @CheckForNull
    private transient volatile PublicationRecord record;

    @CheckForNull
    private transient volatile PublicationPoller.Watch watch;

    @CheckForNull
    private transient volatile Host host;

    @CheckForNull
    private transient volatile FlowNodeMarks marks;

    private transient boolean settled;

    PublicationStepExecution(@NonNull StepContext context, PublicationRecord wish, boolean propagate) {
        super(context);
        this.wish = wish;
        this.propagate = propagate;
    }

    @Override
    public boolean start() throws Exception {
        MarketplaceConnector connector = MarketplaceConnector.get();
        watch = connector.poller().start(prepare(connector, true));
        return false;
    }

    @Override
    public void onResume() {
        if (watch != null || isSettled()) {
            return;
        }
        MarketplaceConnector connector = MarketplaceConnector.get();
        try {
            watch = connector.poller().resume(prepare(connector, false));
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
        boolean again = publication().isCanceling();
        abortCause = cause;
        Host build = host;
        if (current != null && build != null && !again && current.cancel()) {
            log(build.canceling());
            if (build.isDeleted()) {
                Timer.get().schedule(() -> stop(cause), Host.WHILE_DELETED.toMillis(), TimeUnit.MILLISECONDS);
            }
            getContext().saveState();
            return;
        }
        if (current != null) {
            current.stop();
        }
        if (settle()) {
            if (build != null) {
                log(build.abandon().message());
                Timer.get().submit(build::saveIfPossible);
            }
            getContext().onFailure(cause);
        }
    }

    @Override
    public String getStatus() {
        Publication publication = publication();
        Progress progress = publication.progress();
        String doing = publication.isCanceling()
                ? "canceling "
                : publication.operation() == null ? "submitting " : "waiting for ";
        return doing
                + publication.title()
                + (progress == null || progress.percent() < 0 ? "" : " (" + progress.percent() + "%)")
                + (publication.failingSince() == 0
                        ? ""
                        : "; service not answering since " + Instant.ofEpochMilli(publication.failingSince()));
    }

    private Publication publication() {
        PublicationRecord current = record;
        return (current == null ? wish : current).publication();
    }

    private PublicationDriver prepare(MarketplaceConnector connector, boolean anew)
            throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        TaskListener listener = getContext().get(TaskListener.class);
        if (run == null || listener == null) {
            throw new AbortException("The build of this step is gone.");
        }
        marks = new FlowNodeMarks(getContext(), this::left);
        PublicationRecord current = anew ? wish.anew() : current(BuildPublicationsAction.of(run));
        Host prepared = new Host(run, listener, current);
        record = current;
        host = prepared;
        return prepared.driver();
    }

    /** The record; or, if this was never put on record, a beginning. */
    private PublicationRecord current(BuildPublicationsAction action) throws AbortException {
        PublicationRecord onRecord = action.find(wish.id());
        if (onRecord != null) {
            onRecord.service();
        }
        if (onRecord != null && onRecord.isOf(wish)) {
            return onRecord;
        }
        if (recorded || action.findUnreadable(wish).isPresent()) {
            throw new AbortException(action.bury(wish).sentence(wish));
        }
        return wish.anew();
    }

    private synchronized boolean isSettled() {
        return settled;
    }

    /** Whether it is the caller who reports the end. */
    private synchronized boolean isFirstToSettle() {
        boolean first = !settled;
        settled = true;
        return first;
    }

    /** Whether it is the caller who reports the end, now that the step goes on. */
    private boolean settle() {
        boolean first = isFirstToSettle();
        FlowNodeMarks current = marks;
        if (first && current != null) {
            current.end();
        }
        return first;
    }

    /**
     * The step is over without having been asked: killed, or ended through its context. Called by the thread of the
     * pipeline, and holding its locks; so what takes time is done by another one.
     */
    private void left() {
        PublicationPoller.Watch current = watch;
        if (current != null) {
            current.stop();
        }
        Host abandoned = host;
        FlowNodeMarks remaining = marks;
        if (isFirstToSettle() && abandoned != null && remaining != null) {
            abandoned.log(abandoned.abandon().message());
            Timer.get().submit(() -> {
                remaining.end();
                abandoned.saveIfPossible();
            });
        }
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
        boolean aborted = outcome.kind() == Outcome.Kind.ABORTED
                || publication().isCanceling() && !wish.publication().request().isCancel();
        if (aborted) {
            log(outcome.message());
            Throwable cause = abortCause;
            getContext().onFailure(cause == null ? new FlowInterruptedException(Result.ABORTED, true) : cause);
        } else if (wish.publication().request().isFulfilledBy(outcome.kind())) {
            getContext().onSuccess(new PublicationResult(publication(), outcome));
        } else if (!propagate && outcome.kind().tellsOfPublication()) {
            log(outcome.message());
            getContext().onSuccess(new PublicationResult(publication(), outcome));
        } else {
            getContext().onFailure(new PublicationFailure(outcome));
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

    private final class Host extends BuildPublicationHost {

        private final Run<?, ?> run;

        Host(Run<?, ?> run, TaskListener listener, PublicationRecord record) {
            super(run, listener, record, PublicationStepExecution.this::ended);
            this.run = run;
        }

        /**
         * The pipeline must know this step before the publication is on record: otherwise, after a crash in between, it
         * would run the step once more, beside the one on record. And it must know that the record was made before
         * anything is sent: otherwise, if the record got lost, it would begin anew.
         */
        @Override
        public void begin() throws IOException {
            if (isOnRecord()) {
                recorded = true;
                return;
            }
            savePipeline();
            super.begin();
            recorded = true;
            savePipeline();
            FlowNodeMarks current = marks;
            if (current != null) {
                current.begin(wish);
            }
            if (super.publication().request().isWait()) {
                Resumption.warning(
                                run,
                                Instant.ofEpochMilli(
                                        wish.publication().request().deadline()))
                        .ifPresent(this::log);
            }
        }

        private void savePipeline() throws IOException {
            try {
                getContext().saveState().get(1, TimeUnit.MINUTES);
            } catch (TimeoutException e) {
                throw new IOException("The state of the pipeline could not be saved within a minute.", e);
            } catch (ExecutionException e) {
                throw new IOException("The state of the pipeline could not be saved: " + e.getMessage() + ".", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Jenkins is shutting down.", e);
            }
        }

        @Override
        void left() {
            PublicationStepExecution.this.left();
        }
    }
}
