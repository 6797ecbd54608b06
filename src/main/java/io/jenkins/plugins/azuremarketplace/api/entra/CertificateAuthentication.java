package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertifiedKey;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.UUID;
import okhttp3.HttpUrl;

/**
 * By a JWT that the application signs itself, for each token request anew.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/certificate-credentials">Certificate credentials: header and
 *     claims of the assertion</a>
 */
final class CertificateAuthentication extends ClientAuthentication {

    /** The longest that is recommended: clocks of controllers are known to be wrong. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final CertifiedKey key;

    CertificateAuthentication(CertifiedKey key) {
        this.key = key;
    }

    @Override
    Proof prove(String clientId, HttpUrl url, Instant now, @CheckForNull Duration limit) throws MarketplaceException {
        try {
            return Proof.assertion(assertion(clientId, url, now), key.description());
        } catch (JwtException e) {
            throw new MarketplaceException(
                    MarketplaceException.Kind.TOKEN_REFUSED,
                    "No token for client " + clientId
                            + ": nothing can be signed with the private key of the certificate."
                            + " Check where it comes from. Nothing was sent.",
                    e);
        }
    }

    private String assertion(String clientId, HttpUrl url, Instant now) {
        return Jwts.builder()
                .header()
                .type("JWT")
                .x509Sha256Thumbprint(key.sha256())
                .and()
                .audience()
                .single(url.toString())
                .issuer(clientId)
                .subject(clientId)
                .id(UUID.randomUUID().toString())
                .issuedAt(Date.from(now))
                .notBefore(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .signWith(key.key(), Jwts.SIG.PS256)
                .compact();
    }

    @Override
    String difference() {
        return HexFormat.of().formatHex(key.sha256());
    }

    @Override
    public String toString() {
        return key.description();
    }
}
