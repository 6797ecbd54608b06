package io.jenkins.plugins.azuremarketplace.monitor;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.TaskListener;
import hudson.security.ACL;
import io.jenkins.plugins.azuremarketplace.credentials.ApplicationCertificateCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.PrincipalCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Looks every hour at the certificates that applications of the system and of folders prove themselves with. Those of users
 * are their own affair.
 */
@Extension
@Restricted(NoExternalUse.class)
public final class CertificateExpiryCheck extends AsyncPeriodicWork {

    public CertificateExpiryCheck() {
        super("Check of certificates for the Azure Marketplace");
    }

    @Override
    public long getRecurrencePeriod() {
        return HOUR;
    }

    @Override
    public long getInitialDelay() {
        return MIN;
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        CertificateExpiryMonitor.get().found(expiring(Instant.now()));
    }

    private static List<ExpiringCertificate> expiring(Instant now) {
        List<ExpiringCertificate> found = new ArrayList<>();
        // By identity: credentials of a folder may have the id of others.
        Map<ApplicationCertificateCredentials, Boolean> seen = new IdentityHashMap<>();
        for (ItemGroup<?> group : groups()) {
            for (ApplicationCertificateCredentials credentials : CredentialsProvider.lookupCredentialsInItemGroup(
                    ApplicationCertificateCredentials.class, group, ACL.SYSTEM2, List.of())) {
                if (seen.put(credentials, true) == null) {
                    found.addAll(expiring(credentials, group, now));
                }
            }
        }
        return found;
    }

    /** From the outermost inwards, so that credentials are seen first where they are kept. */
    private static List<ItemGroup<?>> groups() {
        List<ItemGroup<?>> groups = new ArrayList<>();
        groups.add(Jenkins.get());
        for (Item item : Items.allItems2(ACL.SYSTEM2, Jenkins.get(), Item.class)) {
            if (item instanceof ItemGroup<?> group) {
                groups.add(group);
            }
        }
        groups.sort((one, other) -> Integer.compare(depth(one), depth(other)));
        return groups;
    }

    private static int depth(ItemGroup<?> group) {
        return group.getFullName().isEmpty() ? 0 : group.getFullName().split("/").length;
    }

    private static Collection<ExpiringCertificate> expiring(
            ApplicationCertificateCredentials credentials, ItemGroup<?> group, Instant now) {
        StandardCredentials held = CredentialsProvider.findCredentialByIdInItemGroup(
                credentials.getCertificateId(), StandardCredentials.class, group, ACL.SYSTEM2, List.of());
        if (!(held instanceof StandardCertificateCredentials certificate)) {
            return List.of();
        }
        Instant notAfter;
        try {
            PrincipalCertificate opened = PrincipalCertificate.open(certificate);
            if (!opened.key().expiresSoon(now)) {
                return List.of();
            }
            notAfter = opened.key().notAfter();
        } catch (IllegalArgumentException unusable) {
            // Builds that use it and the form tell; it is not about to expire.
            return List.of();
        }
        return List.of(new ExpiringCertificate(
                credentials.getId(), credentials.getCertificateId(), group.getFullName(), notAfter));
    }
}
