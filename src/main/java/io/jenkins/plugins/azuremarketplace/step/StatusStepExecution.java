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
        if (failure instanceof CancellationException) {
            return;
        }
        if (answer == null) {
            getContext()
                    .onFailure(failure instanceof IOException known ? new AbortException(known.getMessage()) : failure);
            return;
        }
        try {
            tell(run, log, answer);
        } catch (IOException | RuntimeException e) {
            getContext().onFailure(e);
            return;
        }
        getContext().onSuccess(StatusValues.of(requested.offer(), answer.status(), answer.changes()));
    }

    private void tell(Run<?, ?> run, PrintStream log, RequestedStatus.Answer answer) throws IOException {
        StatusSentences.of(answer.status()).forEach(log::println);
        if (answer.changes() != null) {
            ChangeSentences.of(answer.changes()).forEach(log::println);
        }
        OfferStatusesAction.of(run).add(requested.offer(), answer.status(), answer.changes());
        BuildPublicationHost.save(run);
    }

    private final class Host implements ServiceHost {

        private final Run<?, ?> run;
        private final TaskListener listener;
        private boolean tracked;

        Host(Run<?, ?> run, TaskListener listener) {
            this.run = run;
            this.listener = listener;
        }

        @Override
        public Marketplace connect() throws IOException {
            if (!tracked) {
                tracked = true;
                requested.track(run).forEach(this::log);
            }
            return requested.connect(run);
        }

        @Override
        public void log(String sentence) {
            listener.getLogger().println(sentence);
        }
    }
}
