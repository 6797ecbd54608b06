package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.certificate.CertificateFile;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertifiedKey;
import java.nio.file.Path;
import java.time.Instant;

/** A certificate with its key in a file, whose password is in the environment or known to whoever sits at the terminal. */
final class CertificateOption {

    static final String NAME = "--certificate";
    static final String VARIABLE = "MARKETPLACE_CERTIFICATE_PASSWORD";

    static final String HELP_1 = "  " + VARIABLE;
    static final String HELP_2 = "                             The password of the certificate, likewise.";

    private CertificateOption() {}

    /**
     * @throws UnusableArguments if nothing can be signed with what is in the file
     */
    static CertifiedKey read(Path file, Terminal terminal) {
        CertifiedKey key;
        try {
            key = CertificateFile.read(file, () -> password(file, terminal));
        } catch (IllegalArgumentException e) {
            throw new UnusableArguments(NAME + " " + file + ": " + e.getMessage());
        }
        if (key.expiresSoon(Instant.now())) {
            terminal.warn("Replace the certificate " + file + " in time: it is valid until " + key.notAfter() + ".");
        }
        return key;
    }

    private static char[] password(Path file, Terminal terminal) {
        String known = terminal.environment().apply(VARIABLE);
        char[] password = known == null || known.isEmpty()
                ? terminal.password().apply("Password of " + file + ": ")
                : known.toCharArray();
        if (password == null || password.length == 0) {
            throw new UnusableArguments(NAME + " " + file + " is protected by a password: set the environment variable "
                    + VARIABLE + ", or run this at a terminal to be asked for it.");
        }
        return password;
    }
}
