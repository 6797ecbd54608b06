package io.jenkins.plugins.azuremarketplace.api.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A file with a certificate and its private key: PKCS#12, or PEM with both and the key in PKCS#8. */
public final class CertificateFile {

    /** Bytes. */
    private static final int LARGEST = 1024 * 1024;

    private CertificateFile() {}

    /**
     * @param password asked for if the file is protected by one, and then once
     * @throws IllegalArgumentException with a sentence for the user, if it can't be read or nothing can be signed with what is
     *     in it
     */
    public static CertifiedKey read(Path file, Supplier<char[]> password) {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    Files.exists(file) ? "The file can't be read." : "There is no such file.", e);
        }
        if (content.length > LARGEST) {
            throw new IllegalArgumentException("The file is too large to be that of a certificate.");
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ")) {
            return PemText.read(text, password);
        }
        return CertificateStore.only(content, password);
    }
}
