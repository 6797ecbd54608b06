package io.jenkins.plugins.azuremarketplace;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationHost;
import java.io.IOException;
import java.util.function.Consumer;

/** A publication on behalf of a build: its log, its record and its credentials. */
class BuildPublication implements PublicationHost {

    private final Run<?, ?> run;
    private final TaskListener listener;
    private final PublicationEntry entry;
    private final Consumer<Outcome> end;

    BuildPublication(Run<?, ?> run, TaskListener listener, PublicationEntry entry, Consumer<Outcome> end) {
        this.run = run;
        this.listener = listener;
        this.entry = entry;
        this.end = end;
    }

    /** Puts a new publication on record. One that is taken up again after a restart is there already. */
    @Override
    public void begin() throws IOException {
        PublicationAction action = PublicationAction.of(run);
        if (action.find(entry.publication().id()) == null) {
            action.enter(entry);
            MarketplaceConnector.get().track(run, entry.credentialsId());
            recorded();
        }
    }

    Publication publication() {
        return entry.publication();
    }

    MarketplaceApi api() {
        return entry.api();
    }

    /** Called once, when a new publication is on record. */
    void recorded() {}

    @Override
    public Marketplace connect() throws IOException {
        return MarketplaceConnector.get().connect(run, entry.api(), entry.credentialsId());
    }

    @Override
    public void save() throws IOException {
        run.save();
    }

    @Override
    public void log(String sentence) {
        listener.getLogger().println(sentence);
    }

    @Override
    public String waitCommand(String operation) {
        return entry.waitCommand(operation);
    }

    @Override
    public void ended(Outcome outcome) {
        end.accept(outcome);
    }
}
