package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.http.TokenSource;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** Those of the shared tokens that are of one principal and for one service. */
record PrincipalTokens(AccessTokens shared, Endpoints endpoints, ServicePrincipal principal, OkHttpClient http)
        implements TokenSource {

    @Override
    public String token(@CheckForNull Duration limit) throws MarketplaceException {
        return shared.get(endpoints, principal, http, limit);
    }

    @Override
    public void drop(String token) {
        shared.drop(endpoints, principal, token);
    }

    @Override
    public String hide(String text) {
        return principal.hide(text);
    }

    @Override
    public String identity() {
        return principal.fingerprint();
    }
}
