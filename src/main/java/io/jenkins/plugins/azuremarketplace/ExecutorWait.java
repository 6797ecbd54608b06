package io.jenkins.plugins.azuremarketplace;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.model.Jenkins;

/** A publication whose end the thread of a build waits for; the work itself is the poller's, as for the steps. */
final class ExecutorWait {

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();
    private final PublicationDriver driver;

    ExecutorWait(Run<?, ?> run, TaskListener listener, PublicationEntry entry) {
        this.run = run;
        this.listener = listener;
        driver = MarketplaceConnector.get().driver(new BuildPublication(run, listener, entry, end::complete));
    }

    /**
     * @throws AbortException with a sentence for the user, if the publication does not end well
     * @throws InterruptedException if the build was aborted; what becomes of the publication is logged
     */
    void untilTheEnd() throws InterruptedException, IOException {
        PublicationPoller.Watch watch = MarketplaceConnector.get().poller().start(driver);
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
                listener.getLogger()
                        .println("Aborted: canceling the publication, which takes up to three minutes."
                                + " Abort again not to wait for it.");
                listener.getLogger().println(outcome().message());
                return;
            }
        } catch (InterruptedException again) {
            listener.getLogger().println("Aborted again: not waiting for the end of the cancellation.");
        }
        watch.stop();
        listener.getLogger().println(driver.abandon().message());
        run.save();
    }

    private Outcome outcome() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
