package io.jenkins.plugins.azuremarketplace.monitor;

import java.time.Instant;

/**
 * A certificate that expires soon, or has expired.
 *
 * @param credentialsId of the credentials that name it
 * @param certificateId of the credentials that hold it
 * @param place the full name of the folder that the former are kept in; empty for the system
 */
record ExpiringCertificate(String credentialsId, String certificateId, String place, Instant notAfter) {

    /** In the language of whoever looks. */
    String sentence() {
        return place.isEmpty()
                ? Messages.ExpiringCertificate_OfTheSystem(certificateId, credentialsId, notAfter)
                : Messages.ExpiringCertificate_OfAFolder(certificateId, credentialsId, place, notAfter);
    }
}
