package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import java.time.Duration;

/** The tokens of one principal for one service. */
public interface TokenSource {

    /**
     * A token that is valid for a while.
     *
     * @param limit how long this may take; null for as long as the HTTP client allows
     */
    String token(@CheckForNull Duration limit) throws MarketplaceException;

    /** Forgets a token that the service does not accept; the next call asks for another one. */
    void drop(String token);

    /** A text from outside without what the principal proves itself with, should it be in there. */
    String hide(String text);

    /** Tells principals and what they prove themselves with apart, without revealing it. */
    String identity();
}
