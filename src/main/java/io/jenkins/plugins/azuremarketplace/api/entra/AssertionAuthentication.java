package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.federation.AssertionProvider;
import io.jenkins.plugins.azuremarketplace.api.federation.FederatedToken;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;

/** By a token of another issuer. */
final class AssertionAuthentication extends ClientAuthentication {

    private final String identity;
    private final AssertionProvider provider;

    AssertionAuthentication(String identity, AssertionProvider provider) {
        this.identity = identity;
        this.provider = provider;
    }

    @Override
    Proof prove(String clientId, HttpUrl url, Instant now, @CheckForNull Duration limit) throws MarketplaceException {
        String assertion = provider.assertion(limit);
        try {
            FederatedToken token = FederatedToken.of(assertion);
            return Proof.assertion(token.value(), token.description());
        } catch (IllegalArgumentException e) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.TOKEN_REFUSED,
                    "No token for client " + clientId + ": " + e.getMessage() + " Nothing was sent.",
                    e);
        }
    }

    @Override
    String difference() {
        return identity;
    }

    @Override
    public String toString() {
        return "assertion of " + identity;
    }
}
