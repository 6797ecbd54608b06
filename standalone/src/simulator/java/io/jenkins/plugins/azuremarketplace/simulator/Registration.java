package io.jenkins.plugins.azuremarketplace.simulator;

import io.jsonwebtoken.security.JwkSet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is registered with the applications: certificates, and whose tokens they take instead. The same for all of them. */
final class Registration {

    /** A federated credential. */
    record Trust(String issuer, String subject, String audience) {}

    private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();
    private final List<Trust> trusts = new CopyOnWriteArrayList<>();
    private final Map<String, JwkSet> keysOfIssuers = new ConcurrentHashMap<>();

    void add(X509Certificate certificate) {
        certificates.put(thumbprint(certificate), certificate);
    }

    void add(Trust trust) {
        trusts.add(trust);
    }

    /** Publishes the keys of an issuer. */
    void publish(TokenIssuer issuer) {
        keysOfIssuers.put(issuer.name(), issuer.jwks());
    }

    void publish(String issuer, JwkSet keys) {
        keysOfIssuers.put(issuer, keys);
    }

    /**
     * @param thumbprint of SHA-256, encoded as in a JWT
     * @return null if none is registered
     */
    X509Certificate certificate(String thumbprint) {
        return certificates.get(thumbprint);
    }

    List<Trust> trusts() {
        return trusts;
    }

    /** Null if they can't be fetched. */
    JwkSet keys(String issuer) {
        return keysOfIssuers.get(issuer);
    }

    private static String thumbprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
