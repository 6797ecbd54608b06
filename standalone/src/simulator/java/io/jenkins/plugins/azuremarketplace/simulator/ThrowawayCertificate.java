package io.jenkins.plugins.azuremarketplace.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import okhttp3.tls.HeldCertificate;

/** A certificate that signed itself, with its key; it is good for simulators alone. */
public final class ThrowawayCertificate {

    private final HeldCertificate held;

    private ThrowawayCertificate(HeldCertificate held) {
        this.held = held;
    }

    /** With a new RSA key of 2048 bits. */
    public static ThrowawayCertificate valid(Instant notBefore, Instant notAfter) {
        return new ThrowawayCertificate(within(notBefore, notAfter).rsa2048().build());
    }

    /** With a key of any kind. */
    public static ThrowawayCertificate of(KeyPair pair, Instant notBefore, Instant notAfter) {
        return new ThrowawayCertificate(within(notBefore, notAfter).keyPair(pair).build());
    }

    private static HeldCertificate.Builder within(Instant notBefore, Instant notAfter) {
        return new HeldCertificate.Builder()
                .commonName("azure-marketplace-simulator")
                .validityInterval(notBefore.toEpochMilli(), notAfter.toEpochMilli());
    }

    public X509Certificate certificate() {
        return held.certificate();
    }

    public PrivateKey key() {
        return held.keyPair().getPrivate();
    }

    /** The certificate, and the key in PKCS#8, which is not encrypted. */
    public String pem() {
        return held.certificatePem() + held.privateKeyPkcs8Pem();
    }

    public byte[] pkcs12(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("simulator", key(), password, new Certificate[] {certificate()});
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            store.store(file, password);
            return file.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
