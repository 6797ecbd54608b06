package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertifiedKey;
import io.jenkins.plugins.azuremarketplace.api.federation.AssertionProvider;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;

/**
 * How an application proves that it is the one with its client id. Two are equal if they prove the same; none shows a secret in
 * {@link #toString()}.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">The client-credentials
 *     grant</a>
 */
public abstract sealed class ClientAuthentication
        permits SecretAuthentication, CertificateAuthentication, AssertionAuthentication {

    ClientAuthentication() {}

    /**
     * @param secret all that is invisible around it is cut off
     * @throws IllegalArgumentException with a sentence for the user, if nothing is left of it
     */
    public static ClientAuthentication secret(@CheckForNull String secret) {
        return new SecretAuthentication(secret);
    }

    /** A certificate whose public part is registered with the application. */
    public static ClientAuthentication certificate(CertifiedKey key) {
        return new CertificateAuthentication(key);
    }

    /**
     * Federation: a token of another issuer that a federated credential of the application names.
     *
     * @param identity tells this provider from others, and stays the same as long as its tokens are about the same subject: that
     *     is for how long an access token may be shared. It holds no secret
     * @param provider asked anew for each token request; what it returns is not kept
     */
    public static ClientAuthentication assertion(String identity, AssertionProvider provider) {
        return new AssertionAuthentication(identity, provider);
    }

    /**
     * The proof for one token request.
     *
     * @param url of the token endpoint
     * @param limit how long this may take; null for as long as whoever has a part in it allows
     */
    abstract Proof prove(String clientId, HttpUrl url, Instant now, @CheckForNull Duration limit)
            throws MarketplaceException;

    /** What tells it from others; for a fingerprint alone, since it may be the secret. */
    abstract String difference();

    /** A text from outside without the secret, should there be one and it be in there; also as it stands in a form. */
    String hide(String text) {
        return text;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && difference().equals(((ClientAuthentication) other).difference());
    }

    @Override
    public final int hashCode() {
        return difference().hashCode();
    }
}
