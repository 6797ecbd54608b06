package io.jenkins.plugins.azuremarketplace.api.certificate;

import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and a key in PEM (RFC 7468); the key in PKCS#8, encrypted as far as Java can undo it, or not at all. */
final class PemText {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    private final List<X509Certificate> certificates = new ArrayList<>();
    private final PrivateKey key;

    private PemText(String text, Supplier<char[]> password) {
        List<String> labels = new ArrayList<>();
        byte[] encoded = {};
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            String label = block.group(1);
            if (label.equals("CERTIFICATE")) {
                certificates.add(certificate(decode(block.group(2))));
            } else if (label.equals("PRIVATE KEY") || label.equals(ENCRYPTED)) {
                labels.add(label);
                encoded = decode(block.group(2));
            } else if (label.endsWith("PRIVATE KEY")) {
                throw new IllegalArgumentException("A key of the form “" + label
                        + "” is not supported: convert it to PKCS#8 (openssl pkcs8 -topk8).");
            }
        }
        if (labels.size() != 1) {
            throw new IllegalArgumentException(
                    labels.isEmpty()
                            ? "There is no private key in the file: the certificate alone is not enough."
                            : "There are " + labels.size() + " private keys in the file: it must hold exactly one.");
        }
        key = labels.contains(ENCRYPTED) ? decrypted(encoded, password.get()) : key(new PKCS8EncodedKeySpec(encoded));
    }

    /**
     * The key with its certificate, which may stand among those of a chain.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static CertifiedKey read(String text, Supplier<char[]> password) {
        PemText file = new PemText(text, password);
        if (file.certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no certificate in the file: the private key alone is not enough.");
        }
        X509Certificate own =
                file.certificates.stream().filter(file::isOfTheKey).findFirst().orElse(file.certificates.get(0));
        return new CertifiedKey(own, file.key);
    }

    private boolean isOfTheKey(X509Certificate certificate) {
        return certificate.getPublicKey() instanceof RSAKey known
                && key instanceof RSAKey own
                && own.getModulus().equals(known.getModulus());
    }

    private static byte[] decode(String block) {
        try {
            return Base64.getMimeDecoder().decode(block);
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw damaged(e);
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("The private key in the file is damaged, or no RSA key.", e);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static PrivateKey decrypted(byte[] encoded, char[] password) {
        EncryptedPrivateKeyInfo encrypted;
        SecretKeyFactory keys;
        Cipher cipher;
        try {
            encrypted = new EncryptedPrivateKeyInfo(encoded);
            keys = SecretKeyFactory.getInstance(way(encrypted));
            cipher = Cipher.getInstance(way(encrypted));
        } catch (IOException | NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new IllegalArgumentException(
                    "The private key in the file is damaged, or encrypted in a way that Java does not know ("
                            + PlainText.of(e.getMessage(), 100)
                            + "): encrypt it with AES (openssl pkcs8 -topk8 -v2 aes-256-cbc).",
                    e);
        }
        PBEKeySpec spec = new PBEKeySpec(password);
        try {
            cipher.init(Cipher.DECRYPT_MODE, keys.generateSecret(spec), encrypted.getAlgParameters());
            return KeyFactory.getInstance("RSA").generatePrivate(encrypted.getKeySpec(cipher));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The private key in the file can't be decrypted: the password is wrong, or holds other characters than ASCII.",
                    e);
        } finally {
            spec.clearPassword();
        }
    }

    /** Java's name for it; for PBES2 its parameters alone know that. */
    private static String way(EncryptedPrivateKeyInfo encrypted) {
        String name = encrypted.getAlgName();
        return name.startsWith("PBEWith") || encrypted.getAlgParameters() == null
                ? name
                : encrypted.getAlgParameters().toString();
    }

    private static IllegalArgumentException damaged(Exception cause) {
        return new IllegalArgumentException("The file is damaged: a part of it is no PEM.", cause);
    }
}
