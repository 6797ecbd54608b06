package io.jenkins.plugins.azuremarketplace.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** A publication whose end the thread of a build waits for; the work itself is the poller's, as for the steps. */
final class ExecutorWait {

    private static final Logger LOGGER = Logger.getLogger(ExecutorWait.class.getName());

    private final TaskListener listener;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();
    private final BuildPublicationHost build;

    ExecutorWait(Run<?, ?> run, TaskListener listener, PublicationRecord record) {
        this.listener = listener;
        build = new BuildPublicationHost(run, listener, record, end::complete);
    }

    /**
     * @throws AbortException with a sentence for the user, if the publication does not end well
     * @throws InterruptedException if the build was aborted; what becomes of the publication is logged
     */
    void untilTheEnd() throws InterruptedException, IOException {
        MarketplaceConnector connector = MarketplaceConnector.get();
        PublicationPoller.Watch watch = connector.poller().start(build.driver());
        try {
            Outcome outcome = outcome();
            if (!outcome.kind().isSuccess()) {
                throw new AbortException(outcome.message());
            }
        } catch (InterruptedException aborted) {
            leave(watch);
            throw aborted;
        }
    }

    /** A Jenkins that shuts down aborts its builds, too; that is nobody's wish to cancel a publication. */
    private void leave(PublicationPoller.Watch watch) throws IOException {
        try {
            if (!Jenkins.get().isTerminating() && watch.cancel()) {
                listener.getLogger().println(build.canceling());
                Outcome outcome = build.isDeleted()
                        ? end.get(BuildPublicationHost.WHILE_DELETED.toMillis(), TimeUnit.MILLISECONDS)
                        : outcome();
                listener.getLogger().println(outcome.message());
                return;
            }
        } catch (InterruptedException again) {
            listener.getLogger().println("Aborted again: not waiting for the end of the cancellation.");
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.log(Level.FINE, "Not canceled before the job is deleted", e);
        }
        watch.stop();
        listener.getLogger().println(build.abandon().message());
        build.save();
    }

    private Outcome outcome() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
