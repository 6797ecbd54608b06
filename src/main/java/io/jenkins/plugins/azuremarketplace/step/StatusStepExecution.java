package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.ChangeSentences;
import io.jenkins.plugins.azuremarketplace.publication.RetriedRead;
import io.jenkins.plugins.azuremarketplace.publication.ServiceHost;
import io.jenkins.plugins.azuremarketplace.publication.StatusSentences;
import io.jenkins.plugins.azuremarketplace.publication.StatusValues;
import io.jenkins.plugins.azuremarketplace.record.OfferStatusesAction;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serial;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One reading of an offer's status, by the threads of the poller; after a restart it is read anew. */
final class StatusStepExecution extends StepExecution {

    @Serial
    private static final long serialVersionUID = 1;

    private final RequestedStatus requested;

    @CheckForNull
    private transient volatile CompletableFuture<RequestedStatus.Answer> reading;

    StatusStepExecution(@NonNull StepContext context, RequestedStatus requested) {
        super(context);
        this.requested = requested;
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        Run<?, ?> run = ServiceStep.run(getContext());
        TaskListener listener = getContext().get(TaskListener.class);
        if (listener == null) {
            throw new AbortException("The build of this step is gone.");
        }
        MarketplaceConnector connector = MarketplaceConnector.get();
        MarketplaceApi service = requested.service();
        RetriedRead<RequestedStatus.Answer> read = new RetriedRead<>(
                "read the status of " + requested.offer(),
                requested::ask,
                new Host(run, listener),
                () -> connector.schedule(service),
                connector.clock());
        CompletableFuture<RequestedStatus.Answer> started = connector.poller().read(read);
        reading = started;
        started.whenComplete((answer, failure) -> ended(run, listener.getLogger(), answer, failure));
        return false;
    }

    @Override
    public void onResume() {
        try {
            start();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        CompletableFuture<RequestedStatus.Answer> current = reading;
        if (current == null || current.cancel(true)) {
            getContext().onFailure(cause);
        }
    }

    private void ended(
            Run<?, ?> run,
            PrintStream log,
            @CheckForNull RequestedStatus.Answer answer,
            @CheckForNull Throwable failure) {
        if (answer == null) {
            if (failure != null && !isCancelled(failure)) {
                getContext().onFailure(forUsers(failure));
            }
            return;
        }
        StatusSentences.of(answer.status()).forEach(log::println);
        if (answer.changes() != null) {
            ChangeSentences.of(answer.changes()).forEach(log::println);
        }
        try {
            OfferStatusesAction.of(run).add(requested.offer(), answer.status(), answer.changes());
            run.save();
        } catch (IOException e) {
            getContext().onFailure(e);
            return;
        }
        getContext().onSuccess(StatusValues.of(requested.offer(), answer.status(), answer.changes()));
    }

    private boolean isCancelled(Throwable failure) {
        CompletableFuture<RequestedStatus.Answer> current = reading;
        return failure instanceof CancellationException || current != null && current.isCancelled();
    }

    /** A sentence without a stack trace for what is no defect. */
    private static Throwable forUsers(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable known = failure instanceof CompletionException && cause != null ? cause : failure;
        return known instanceof IOException ? new AbortException(known.getMessage()) : known;
    }

    private final class Host implements ServiceHost {

        private final Run<?, ?> run;
        private final TaskListener listener;

        Host(Run<?, ?> run, TaskListener listener) {
            this.run = run;
            this.listener = listener;
        }

        @Override
        public Marketplace connect() throws IOException {
            return requested.connect(run);
        }

        @Override
        public void log(String sentence) {
            listener.getLogger().println(sentence);
        }
    }
}
