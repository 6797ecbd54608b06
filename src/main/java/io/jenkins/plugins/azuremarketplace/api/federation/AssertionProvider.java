package io.jenkins.plugins.azuremarketplace.api.federation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import java.time.Duration;

/** Whoever makes the tokens by which an application proves itself. Asked for each token request anew. */
@FunctionalInterface
public interface AssertionProvider {

    /**
     * A JWT of the issuer that the application trusts, for this one request; it is handed on unchanged and not kept.
     *
     * @param limit how long this may take; null for as long as whoever makes it allows
     * @throws MarketplaceException of the kind {@code TOKEN_UNAVAILABLE} if it may well succeed later although nobody changes
     *     anything, else {@code TOKEN_REFUSED}; the message is for the user and holds no part of a token
     */
    String assertion(@CheckForNull Duration limit) throws MarketplaceException;
}
