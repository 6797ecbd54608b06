package io.jenkins.plugins.azuremarketplace.step;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationHost;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import io.jenkins.plugins.azuremarketplace.record.UnreadableRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.queue.ItemDeletion;

/** A publication on behalf of a build: its log, its record and its credentials. */
class BuildPublicationHost implements PublicationHost {

    private static final Logger LOGGER = Logger.getLogger(BuildPublicationHost.class.getName());

    /** How long a cancellation may hold up a job that is deleted; Jenkins waits for 15 seconds. */
    static final Duration WHILE_DELETED = Duration.ofSeconds(8);

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final PublicationRecord record;
    private final Consumer<Outcome> end;
    private boolean fresh;

    BuildPublicationHost(Run<?, ?> run, TaskListener listener, PublicationRecord record, Consumer<Outcome> end) {
        this.run = run;
        this.listener = listener;
        this.record = record;
        this.end = end;
    }

    /** Puts a new publication on record, on disk too. One that is taken up again after a restart is there already. */
    @Override
    public void begin() throws IOException {
        if (isOnRecord()) {
            return;
        }
        BuildPublicationsAction action = BuildPublicationsAction.of(run);
        Optional<UnreadableRecord> inTheWay = action.inTheWayOf(record);
        if (inTheWay.isPresent() && !publication().request().isWatchOnly()) {
            throw new IOException(inTheWay.get().sentence());
        }
        PublicationPoller poller = MarketplaceConnector.get().poller();
        action.enter(record, earlier -> poller.host(earlier).isPresent());
        fresh = true;
        try {
            save();
        } catch (IOException e) {
            throw new IOException("The publication could not be put on record: " + e.getMessage() + ".", e);
        }
    }

    final boolean isOnRecord() {
        BuildPublicationsAction action = run.getAction(BuildPublicationsAction.class);
        return action != null && action.find(record.id()) != null;
    }

    @Override
    public void checkCredentials() throws IOException {
        if (fresh) {
            MarketplaceConnector.get().track(run, record.credentialsId()).forEach(this::log);
        }
    }

    Publication publication() {
        return record.publication();
    }

    final PublicationDriver driver() {
        MarketplaceConnector connector = MarketplaceConnector.get();
        return new PublicationDriver(publication(), this, () -> connector.schedule(api()), connector.clock());
    }

    /** For how long to wait; {@link #connect} fails if the record's is not known. */
    private MarketplaceApi api() {
        return MarketplaceApi.parse(record.apiId()).orElse(MarketplaceApi.CLOUD_PARTNER_PORTAL);
    }

    @Override
    public Marketplace connect() throws IOException {
        return MarketplaceConnector.get().connect(run, record.service(), record.credentialsId());
    }

    @Override
    public void save() throws IOException {
        save(run);
    }

    /** A build that was deleted meanwhile must not come back. */
    static void save(Run<?, ?> run) throws IOException {
        if (!run.getRootDir().isDirectory()) {
            throw new IOException("The build was deleted");
        }
        run.save();
    }

    @Override
    public void log(String sentence) {
        listener.getLogger().println(sentence);
    }

    @Override
    public String waitCommand(String operation) {
        return record.waitCommand(operation);
    }

    @Override
    public void ended(Outcome outcome) {
        end.accept(outcome);
    }

    /** Whoever waited is over without having been told: nobody looks for the publication any longer. */
    void left() {
        MarketplaceConnector.get().poller().stop(publication());
        log(abandon().message());
    }

    final Outcome abandon() {
        return driver().abandon();
    }

    /** Whether the build is aborted because its job, or a folder around it, is deleted. */
    final boolean isDeleted() {
        return ItemDeletion.contains(run.getParent());
    }

    final String canceling() {
        return isDeleted()
                ? "Aborted: canceling the publication, as far as that is possible before the job is deleted."
                : "Aborted: canceling the publication, which takes up to three minutes. Abort again not to wait for it.";
    }

    final void saveIfPossible() {
        try {
            save();
        } catch (IOException e) {
            LOGGER.log(
                    Level.WARNING,
                    e,
                    () -> "Could not save the publication of " + publication().title());
        }
    }
}
