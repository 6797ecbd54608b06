package io.jenkins.plugins.azuremarketplace.api.certificate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A certificate and the private key that belongs to it: RSA, 2048 bits or more. The key stays in memory and never shows in
 * {@link #toString()}.
 */
public final class CertifiedKey {

    /** Bits. */
    private static final int SHORTEST = 2048;

    /** Time enough to replace a certificate. */
    private static final Duration NOTICE = Duration.ofDays(30);

    private final X509Certificate certificate;
    private final PrivateKey key;

    /**
     * @param key perhaps a handle of a token or an HSM
     * @throws IllegalArgumentException with a sentence for the user, if nothing can be signed with them
     */
    public CertifiedKey(X509Certificate certificate, PrivateKey key) {
        if (!(certificate.getPublicKey() instanceof RSAKey known)) {
            throw new IllegalArgumentException("The key of the certificate is of the kind "
                    + certificate.getPublicKey().getAlgorithm() + ": an RSA key is needed.");
        }
        int bits = known.getModulus().bitLength();
        if (bits < SHORTEST) {
            throw new IllegalArgumentException(
                    "The key of the certificate has " + bits + " bits: " + SHORTEST + " or more are needed.");
        }
        boolean other = key instanceof RSAKey own && !own.getModulus().equals(known.getModulus());
        if (other || !key.getAlgorithm().startsWith("RSA")) {
            throw new IllegalArgumentException("The private key does not belong to the certificate.");
        }
        this.certificate = certificate;
        this.key = key;
    }

    public PrivateKey key() {
        return key;
    }

    /**
     * When the certificate expires, for whoever warns before. An expired one is usable here all the same: whether it still
     * counts is for the authority to say, by its own clock.
     */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant();
    }

    /** Whether it expires within thirty days, or has expired. */
    public boolean expiresSoon(Instant now) {
        return notAfter().isBefore(now.plus(NOTICE));
    }

    /** The hash of the whole certificate in DER; 32 bytes. */
    public byte[] sha256() {
        return hash("SHA-256");
    }

    /** Which certificate it is, in words for the user: the thumbprints by which an app registration lists it, and its end. */
    public String description() {
        HexFormat hex = HexFormat.of().withUpperCase();
        return "a certificate with the thumbprint " + hex.formatHex(hash("SHA-1")) + " (SHA-256: "
                + hex.formatHex(sha256()) + "), valid until " + notAfter();
    }

    private byte[] hash(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
        } catch (NoSuchAlgorithmException | CertificateEncodingException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public String toString() {
        return "CertifiedKey[" + description() + ", key=****]";
    }
}
