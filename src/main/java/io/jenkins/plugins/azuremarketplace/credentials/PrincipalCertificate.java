package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertificateStore;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertifiedKey;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.time.Instant;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Certificate credentials, opened: the one certificate that they are about, and its key. */
@Restricted(NoExternalUse.class)
public record PrincipalCertificate(StandardCertificateCredentials credentials, CertifiedKey key) {

    /** @throws AbortException with a sentence for the user, if there are none that can be used, or nothing is signed with them */
    static PrincipalCertificate find(StandardCredentials naming, String id, PrincipalContext context)
            throws AbortException {
        StandardCredentials found = NamedCredentials.find(naming, "certificate credentials", id, context.run());
        if (!(found instanceof StandardCertificateCredentials certificate)) {
            throw new AbortException(NamedCredentials.called(naming, "certificate credentials", id)
                    + " are of another type: those of a certificate are needed.");
        }
        try {
            return open(certificate);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** @throws IllegalArgumentException with a sentence for the user that names the credentials, if nothing is signed with them */
    public static PrincipalCertificate open(StandardCertificateCredentials credentials) {
        try {
            return new PrincipalCertificate(
                    credentials,
                    CertificateStore.only(
                            credentials.getKeyStore(),
                            credentials.getPassword().getPlainText().toCharArray()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The certificate credentials “" + PlainText.of(credentials.getId(), 100) + "” can't be used. "
                            + e.getMessage(),
                    e);
        }
    }

    /** What whoever reads the log of a build should know of it, a sentence each. */
    List<String> warnings(Instant now) {
        return key.expiresSoon(now)
                ? List.of(
                        "Warning: replace the certificate of the credentials “" + PlainText.of(credentials.getId(), 100)
                                + "” in time: it is valid until " + key.notAfter() + ".")
                : List.of();
    }
}
