package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.model.RunAction2;
import jenkins.security.stapler.StaplerDispatchable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The publications of a build: kept in its record, shown on its page, exported by the REST API. */
@ExportedBean
public class PublicationAction implements RunAction2 {

    static final String URL = "azure-marketplace";

    /** Replaced as a whole, so that the build can be saved at any moment. */
    private volatile ArrayList<PublicationEntry> entries = new ArrayList<>();

    @CheckForNull
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
        entry.attach(run);
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

    /** For URLs: {@code azure-marketplace/publication/ID/}. */
    @CheckForNull
    @StaplerDispatchable
    public PublicationEntry getPublication(String id) {
        return find(id);
    }

    public Api getApi() {
        return new Api(this);
    }

    /** The build; under this name the tag {@code l:run-subpage} asks for it. */
    public Run<?, ?> getObject() {
        return Objects.requireNonNull(run);
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        run = attachedTo;
        entries.forEach(entry -> entry.attach(attachedTo));
    }

    @Override
    public void onLoad(Run<?, ?> loadedFor) {
        onAttached(loadedFor);
    }

    /** A record that is damaged must not make the whole build unreadable. */
    @Serial
    private Object readResolve() {
        ArrayList<PublicationEntry> readable = new ArrayList<>();
        if (entries != null) {
            entries.stream()
                    .filter(entry -> entry != null && entry.isReadable())
                    .forEach(readable::add);
        }
        entries = readable;
        return this;
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
        return URL;
    }
}
