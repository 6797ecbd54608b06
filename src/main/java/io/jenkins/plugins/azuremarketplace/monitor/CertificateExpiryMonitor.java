package io.jenkins.plugins.azuremarketplace.monitor;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AdministrativeMonitor;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Warns of certificates that expire soon, as {@link CertificateExpiryCheck} found them last; looks at nothing itself. */
@Extension
@Symbol("azureMarketplaceCertificateExpiry")
@Restricted(NoExternalUse.class)
public final class CertificateExpiryMonitor extends AdministrativeMonitor {

    private volatile List<ExpiringCertificate> found = List.of();

    static CertificateExpiryMonitor get() {
        return ExtensionList.lookupSingleton(CertificateExpiryMonitor.class);
    }

    void found(List<ExpiringCertificate> certificates) {
        found = List.copyOf(certificates);
    }

    @Override
    public String getDisplayName() {
        return Messages.CertificateExpiryMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !found.isEmpty();
    }

    /** One for each certificate; plain text. */
    public List<String> getSentences() {
        return found.stream().map(ExpiringCertificate::sentence).toList();
    }
}
