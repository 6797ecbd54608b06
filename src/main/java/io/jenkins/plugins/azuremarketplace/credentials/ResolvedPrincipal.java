package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertifiedKey;
import io.jenkins.plugins.azuremarketplace.api.entra.ClientAuthentication;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.federation.AssertionProvider;
import io.jenkins.plugins.azuremarketplace.api.federation.FederatedToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * What credentials are for one use.
 *
 * @param named the other credentials that they name; empty if there are none
 * @param certificate what the principal signs with, or null
 * @param assertions who makes the tokens that it presents, or null
 */
@Restricted(NoExternalUse.class)
public record ResolvedPrincipal(
        ServicePrincipal principal,
        List<Credentials> named,
        @CheckForNull PrincipalCertificate certificate,
        @CheckForNull AssertionProvider assertions) {

    static ResolvedPrincipal bySecret(String tenant, String client, String secret) {
        return new ResolvedPrincipal(new ServicePrincipal(tenant, client, secret), List.of(), null, null);
    }

    static ResolvedPrincipal byCertificate(String tenant, String client, PrincipalCertificate certificate) {
        CertifiedKey key = certificate.key();
        return new ResolvedPrincipal(
                new ServicePrincipal(tenant, client, ClientAuthentication.certificate(key)),
                List.of(certificate.credentials()),
                certificate,
                null);
    }

    /** @param identity tells the assertions from those about others; no secret */
    static ResolvedPrincipal byAssertion(
            String tenant, String client, String identity, AssertionProvider assertions, List<Credentials> named) {
        return new ResolvedPrincipal(
                new ServicePrincipal(tenant, client, ClientAuthentication.assertion(identity, assertions)),
                named,
                null,
                assertions);
    }

    /** What whoever reads the log of a build should know of it, a sentence each. */
    public List<String> warnings(Instant now) {
        return certificate == null ? List.of() : certificate.warnings(now);
    }

    /**
     * A token of another issuer as the principal presents it; empty if it proves itself otherwise.
     *
     * @throws MarketplaceException with a sentence for the user, if there is none to be had
     */
    public Optional<FederatedToken> presented() throws MarketplaceException {
        return assertions == null ? Optional.empty() : Optional.of(FederatedToken.of(assertions.assertion(null)));
    }
}
