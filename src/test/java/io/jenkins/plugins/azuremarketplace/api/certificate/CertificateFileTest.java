package io.jenkins.plugins.azuremarketplace.api.certificate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFileTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final ThrowawayCertificate ONE = ThrowawayCertificate.valid(BEGIN, END);
    private static final ThrowawayCertificate OTHER = ThrowawayCertificate.valid(BEGIN, END);
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path directory;

    private static final Supplier<char[]> NOBODY = () -> {
        throw new AssertionError("No password is needed");
    };

    private CertifiedKey read(byte[] content, Supplier<char[]> password) throws IOException {
        return CertificateFile.read(Files.write(directory.resolve("certificate"), content), password);
    }

    private CertifiedKey read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8), PASSWORD::toCharArray);
    }

    private String complaint(byte[] content, String password) {
        String message = assertThrows(IllegalArgumentException.class, () -> read(content, password::toCharArray))
                .getMessage();
        assertThat(message, not(containsString(password)));
        return message;
    }

    private String complaint(String content) {
        return complaint(content.getBytes(StandardCharsets.UTF_8), PASSWORD);
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                + label + "-----\n";
    }

    private static String certificate(ThrowawayCertificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.certificate().getEncoded());
    }

    private static String key(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static byte[] encrypted(String algorithm) throws GeneralSecurityException, IOException {
        SecretKey secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret, new PBEParameterSpec(new byte[8], 2048));
        AlgorithmParameters parameters = cipher.getParameters();
        if (algorithm.contains("Hmac")) {
            // The one name in the file for all of these.
            parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
        }
        return new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(ONE.key().getEncoded())).getEncoded();
    }

    private static byte[] pkcs12(String password, ThrowawayCertificate... certificates) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("trusted", OTHER.certificate());
        for (ThrowawayCertificate one : certificates) {
            store.setKeyEntry(
                    "key" + store.size(), one.key(), password.toCharArray(), new Certificate[] {one.certificate()});
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        store.store(file, password.toCharArray());
        return file.toByteArray();
    }

    @Test
    void isReadInAllItsForms() throws Exception {
        String expected = new CertifiedKey(ONE.certificate(), ONE.key()).toString();

        assertThat(read(pkcs12(PASSWORD, ONE), PASSWORD::toCharArray).toString(), is(expected));
        assertThat(read(pkcs12("", ONE), NOBODY).toString(), is(expected));
        assertThat(read(ONE.pem().getBytes(StandardCharsets.UTF_8), NOBODY).toString(), is(expected));
        assertThat(
                read("Bag Attributes\n" + key(ONE.key()) + "subject=x\n" + certificate(ONE))
                        .toString(),
                is(expected));
        assertThat(read(ONE.pem().replace("\n", "\r\n")).toString(), is(expected));
        assertThat(
                "its own certificate, among those of a chain",
                read(certificate(OTHER) + ONE.pem()).toString(),
                is(expected));
        assertThat(read(ONE.pem()).notAfter(), is(END));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBEWithHmacSHA256AndAES_256", "PBEWithHmacSHA1AndAES_128", "PBEWithSHA1AndDESede"})
    void mayHaveItsKeyEncrypted(String algorithm) throws Exception {
        String file = certificate(ONE) + pem("ENCRYPTED PRIVATE KEY", encrypted(algorithm));

        assertThat(read(file).key(), is(ONE.key()));
        assertThat(
                complaint(file.getBytes(StandardCharsets.UTF_8), "another"), containsString("the password is wrong"));
        assertThat(complaint(file.getBytes(StandardCharsets.UTF_8), "nächste"), containsString("ASCII"));
    }

    @Test
    void asksForThePasswordOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();

        read(pkcs12(PASSWORD, ONE), () -> {
            asked.incrementAndGet();
            return PASSWORD.toCharArray();
        });

        assertThat(asked.get(), is(1));
    }

    @Test
    void isRefusedWithASentence() throws Exception {
        KeyPair weak = pair("RSA", 1024);
        KeyPair curve = pair("EC", 256);
        String weakFile = certificate(ThrowawayCertificate.of(weak, BEGIN, END)) + key(weak.getPrivate());
        String curveFile = certificate(ThrowawayCertificate.of(curve, BEGIN, END)) + key(curve.getPrivate());

        assertThat(complaint(pkcs12(PASSWORD, ONE), "incorrect horse"), is("The password of the key store is wrong."));
        assertThat(complaint(pkcs12(PASSWORD), PASSWORD), containsString("There is no private key in the key store"));
        assertThat(complaint(pkcs12(PASSWORD, ONE, OTHER), PASSWORD), containsString("There are 2 private keys"));
        assertThat(complaint("neither"), containsString("The key store can't be opened: it is damaged"));
        assertThat(complaint(new byte[] {0x30, 3, 1, 1, 0}, PASSWORD), containsString("can't be opened"));
        assertThat(complaint(""), containsString("can't be opened"));
        assertThat(complaint(certificate(ONE)), containsString("There is no private key in the file"));
        assertThat(complaint(key(ONE.key())), containsString("There is no certificate in the file"));
        assertThat(complaint(ONE.pem() + key(OTHER.key())), containsString("There are 2 private keys in the file"));
        assertThat(
                complaint(certificate(OTHER) + key(ONE.key())),
                is("The private key does not belong to the certificate."));
        assertThat(complaint(weakFile), is("The key of the certificate has 1024 bits: 2048 or more are needed."));
        assertThat(complaint(curveFile), is("The private key in the file is damaged, or no RSA key."));
        assertThat(
                complaint(pkcs12(PASSWORD, ThrowawayCertificate.of(curve, BEGIN, END)), PASSWORD),
                is("The key of the certificate is of the kind EC: an RSA key is needed."));
        assertThat(complaint("x".repeat(1024 * 1024 + 1)), containsString("too large"));
        assertThat(
                assertThrows(
                                IllegalArgumentException.class,
                                () -> CertificateFile.read(directory.resolve("missing"), NOBODY))
                        .getMessage(),
                is("There is no such file."));
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> CertificateFile.read(directory, NOBODY))
                        .getMessage(),
                is("The file can't be read."));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA PRIVATE KEY, convert it to PKCS#8",
        "EC PRIVATE KEY, convert it to PKCS#8",
        "OPENSSH PRIVATE KEY, convert it to PKCS#8",
        "PRIVATE KEY, 'is damaged, or no RSA key'",
        "ENCRYPTED PRIVATE KEY, encrypt it with AES",
        "CERTIFICATE, is damaged"
    })
    void isRefusedWithASentenceAboutAPart(String label, String complaint) {
        assertThat(complaint(pem(label, new byte[] {1, 2, 3})), containsString(complaint));
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @Test
    void ofAnotherMakerMayHaveFailedToLoad() throws Exception {
        KeyStore neverLoaded = KeyStore.getInstance("PKCS12");

        assertThat(
                assertThrows(IllegalArgumentException.class, () -> CertificateStore.only(neverLoaded, new char[0]))
                        .getMessage(),
                containsString("can't be opened"));
    }

    @Test
    void ofAnotherMakerMayHaveAnotherPasswordForItsKey() throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry("key", ONE.key(), PASSWORD.toCharArray(), new Certificate[] {ONE.certificate()});

        assertThat(CertificateStore.only(store, PASSWORD.toCharArray()).key(), is(ONE.key()));
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> CertificateStore.only(store, "x".toCharArray()))
                        .getMessage(),
                is("The password of the key store is wrong."));
    }

    @Test
    void showsWhichCertificateItIsAndNothingOfTheKey() throws Exception {
        String shown = read(ONE.pem()).toString();

        assertThat(shown, containsString("valid until 2027-01-01T00:00:00Z"));
        assertThat(
                shown.replaceAll("[0-9A-F]{64}", "SHA-256").replaceAll("[0-9A-F]{40}", "SHA-1"),
                is("CertifiedKey[a certificate with the thumbprint SHA-1 (SHA-256: SHA-256), valid until"
                        + " 2027-01-01T00:00:00Z, key=****]"));
    }
}
