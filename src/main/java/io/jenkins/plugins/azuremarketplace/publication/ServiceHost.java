package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import java.io.IOException;

/** Whoever wants something of the service: a build, or the command line. Called by one thread at a time, never by two. */
public interface ServiceHost {

    /**
     * Looks configuration and credentials up anew, since either may have changed since the last turn.
     *
     * @throws IOException with a sentence for the user, if there are none that can be used
     */
    Marketplace connect() throws IOException;

    /** One sentence for the log of the build; plain text. */
    void log(String sentence);
}
