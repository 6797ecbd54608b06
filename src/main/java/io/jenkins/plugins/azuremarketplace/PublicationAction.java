package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The publications of a build: kept in its record, shown on its page, exported by the REST API. */
@ExportedBean
public class PublicationAction implements RunAction2 {

    /** Replaced as a whole, so that the build can be saved at any moment. */
    private volatile ArrayList<PublicationEntry> entries = new ArrayList<>();

    private transient volatile Run<?, ?> run;

    /** The action of a build; adds one if there is none. */
    static PublicationAction of(Run<?, ?> run) {
        synchronized (run) {
            PublicationAction action = run.getAction(PublicationAction.class);
            if (action == null) {
                action = new PublicationAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * Adds an entry, unless an entry of the same publication is there already, from before a restart.
     *
     * @return the entry that counts
     */
    synchronized PublicationEntry enter(PublicationEntry entry) {
        PublicationEntry known = find(entry.publication().id());
        if (known != null) {
            return known;
        }
        PublicationPoller poller = MarketplaceConnector.get().poller();
        for (PublicationEntry earlier : entries) {
            // What another branch of the build is at right now is no earlier attempt.
            if (entry.isSameOffer(earlier) && !poller.isDriving(earlier.publication())) {
                entry.publication().follow(earlier.publication());
            }
        }
        ArrayList<PublicationEntry> longer = new ArrayList<>(entries);
        longer.add(entry);
        entries = longer;
        return entry;
    }

    @CheckForNull
    PublicationEntry find(String id) {
        return entries.stream()
                .filter(entry -> entry.publication().id().equals(id))
                .findFirst()
                .orElse(null);
    }

    @Exported
    public List<PublicationEntry> getPublications() {
        return List.copyOf(entries);
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        run = attachedTo;
    }

    @Override
    public void onLoad(Run<?, ?> loadedFor) {
        run = loadedFor;
    }

    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return Messages.PublicationAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return "azure-marketplace";
    }
}
