package io.jenkins.plugins.azuremarketplace.publication;

import java.io.IOException;

/** Whoever wants a publication done: a build, or the command line. Called by one thread at a time, never by two. */
public interface PublicationHost extends ServiceHost {

    /**
     * Called before the first turn, by the thread that does it. What the publication can learn from earlier attempts is
     * learnt here, by {@link Publication#follow}.
     *
     * @throws IOException with a sentence for the user, if the publication can't even begin
     */
    void begin() throws IOException;

    /**
     * Called after {@link #begin}, so that a publication without credentials fails at its beginning.
     *
     * @throws IOException with a sentence for the user, if there are none that can be used
     */
    default void checkCredentials() throws IOException {}

    /**
     * Saves the publication. When this returns, what the publication knows survives a crash.
     *
     * @throws IOException if it could not be saved
     */
    void save() throws IOException;

    /** What a user types to watch an operation later, such as {@code marketplaceWait operation: '…'}. */
    String waitCommand(String operation);

    /** It is over. Called at most once, and not if the publication was stopped. A failure was not logged. */
    void ended(Outcome outcome);
}
