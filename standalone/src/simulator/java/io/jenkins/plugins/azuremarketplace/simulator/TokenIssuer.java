package io.jenkins.plugins.azuremarketplace.simulator;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.JwkSet;
import io.jsonwebtoken.security.Jwks;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** An identity provider that is not Entra ID, such as a Jenkins, a Kubernetes or GitHub: it signs tokens with RS256. */
public final class TokenIssuer {

    private final KeyPair pair = Jwts.SIG.RS256.keyPair().build();
    private final String kid = UUID.randomUUID().toString();
    private final String name;

    /** @param name the claim {@code iss} of its tokens */
    public TokenIssuer(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** A token for a subject; valid from now on. */
    public String token(String subject, String audience, Instant now, Duration lifetime) {
        return Jwts.builder()
                .header()
                .keyId(kid)
                .and()
                .issuer(name)
                .subject(subject)
                .audience()
                .single(audience)
                .id(UUID.randomUUID().toString())
                .issuedAt(Date.from(now))
                .notBefore(Date.from(now))
                .expiration(Date.from(now.plus(lifetime)))
                .signWith(pair.getPrivate(), Jwts.SIG.RS256)
                .compact();
    }

    /** The keys that it would publish. */
    JwkSet jwks() {
        Jwk<?> key = Jwks.builder().key((RSAPublicKey) pair.getPublic()).id(kid).build();
        return Jwks.set().add(key).build();
    }
}
