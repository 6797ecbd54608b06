package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.PrematureJwtException;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.SignatureException;
import java.io.IOException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks what a client presents instead of a secret: a JWT that it signed itself, or the token of another issuer. Where it is
 * not known publicly by which code Entra ID refuses something, it is 50013.
 */
final class ClientAssertions {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** What Entra ID forgives the clocks of others. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Registration registration;

    ClientAssertions(Registration registration) {
        this.registration = registration;
    }

    /**
     * Null if it proves the client.
     *
     * @param url of the token endpoint
     */
    TokenDenial check(String assertion, String client, String url, Clock clock) {
        String[] parts = assertion.split("\\.", -1);
        JsonNode header = decoded(parts[0]);
        JsonNode claims = parts.length == 3 ? decoded(parts[1]) : MissingNode.getInstance();
        if (!header.isObject() || !claims.isObject()) {
            return TokenDenial.badRequest(50027, "JWT token is invalid or malformed.");
        }
        String thumbprint = header.path("x5t#S256").asText();
        try {
            return thumbprint.isEmpty()
                    ? foreign(assertion, header, claims, clock)
                    : own(assertion, thumbprint, client, url, clock);
        } catch (ExpiredJwtException | PrematureJwtException e) {
            return TokenDenial.badClient(700024, "Client assertion is not within its valid time range. Current time: "
                    + clock.instant() + ".");
        } catch (JwtException e) {
            return TokenDenial.badRequest(50027, "JWT token is invalid or malformed.");
        }
    }

    private TokenDenial own(String assertion, String thumbprint, String client, String url, Clock clock) {
        X509Certificate certificate = registration.certificate(thumbprint);
        if (certificate == null) {
            return TokenDenial.badClient(700027, "The certificate with identifier used to sign the client assertion is not"
                    + " registered on application. [Reason - The key was not found.]");
        }
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (CertificateException e) {
            return TokenDenial.badClient(
                    1000502, "The provided certificate is not within its specified validity period.");
        }
        Claims claims;
        try {
            claims = verified(assertion, certificate.getPublicKey(), clock);
        } catch (SignatureException e) {
            return TokenDenial.badClient(700027, "Client assertion failed signature validation."
                    + " [Reason - The key was found, but use of the key to verify the signature failed.]");
        }
        if (!client.equals(claims.getIssuer()) || !client.equals(claims.getSubject())) {
            return invalid("issuer and subject are not the client");
        }
        if (!Set.of(url).equals(claims.getAudience())) {
            return invalid("the audience is not this endpoint");
        }
        if (claims.getExpiration() == null) {
            return invalid("it never expires");
        }
        return claims.getId() == null || !seen.add(claims.getId()) ? invalid("its jti is missing or was seen before") : null;
    }

    private TokenDenial foreign(String assertion, JsonNode header, JsonNode claims, Clock clock) {
        TokenDenial mismatch = mismatch(claims);
        if (mismatch != null) {
            return mismatch;
        }
        if (!header.path("alg").asText().equals("RS256")) {
            return invalid("it is not signed with RS256");
        }
        JwkSet keys = registration.keys(claims.path("iss").asText());
        if (keys == null) {
            return TokenDenial.badRequest(50166, "Request to External OIDC endpoint failed.");
        }
        Key key = keys.getKeys().stream()
                .filter(one -> header.path("kid").asText().equals(one.getId()))
                .findFirst()
                .<Key>map(one -> one.toKey())
                .orElse(null);
        if (key == null) {
            return invalid("its key is not among those that the issuer publishes");
        }
        try {
            return verified(assertion, key, clock).getExpiration() == null ? invalid("it never expires") : null;
        } catch (SignatureException e) {
            return invalid("its signature is wrong");
        }
    }

    private TokenDenial mismatch(JsonNode claims) {
        String issuer = claims.path("iss").asText();
        String subject = claims.path("sub").asText();
        JsonNode audience = claims.path("aud");
        List<String> audiences = audience.isArray()
                ? JSON.convertValue(audience, JSON.getTypeFactory().constructCollectionType(List.class, String.class))
                : List.of(audience.asText());
        List<Registration.Trust> trusts = registration.trusts();
        if (trusts.isEmpty()) {
            return TokenDenial.badRequest(70025, "The client has no configured federated identity credentials.");
        }
        trusts = trusts.stream().filter(trust -> trust.issuer().equals(issuer)).toList();
        if (trusts.isEmpty()) {
            return unmatched(700211, "issuer", issuer);
        }
        trusts = trusts.stream().filter(trust -> trust.subject().equals(subject)).toList();
        if (trusts.isEmpty()) {
            return unmatched(700213, "subject", subject);
        }
        return trusts.stream().anyMatch(trust -> audiences.contains(trust.audience()))
                ? null
                : unmatched(700212, "audience", String.join(", ", audiences));
    }

    private static TokenDenial unmatched(int code, String claim, String value) {
        return TokenDenial.badClient(code, "No matching federated identity record found for presented assertion " + claim + " '"
                + value + "'.");
    }

    private static TokenDenial invalid(String why) {
        return TokenDenial.badRequest(50013, "Assertion is invalid: " + why + ".");
    }

    private static Claims verified(String assertion, Key key, Clock clock) {
        return Jwts.parser()
                .verifyWith((PublicKey) key)
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(SKEW.toSeconds())
                .build()
                .parseSignedClaims(assertion)
                .getPayload();
    }

    private static JsonNode decoded(String part) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException | IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }
}
