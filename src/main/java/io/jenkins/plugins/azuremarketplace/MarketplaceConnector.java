package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.init.Terminator;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.configuration.ProxiedClient;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.PrincipalContext;
import io.jenkins.plugins.azuremarketplace.credentials.ResolvedPrincipal;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Brings a build, its credentials and the configuration together; owns what all publications share. */
@Extension
@Restricted(NoExternalUse.class)
public class MarketplaceConnector {

    /** How many requests may be under way at once, for all builds of this controller. */
    private static final int WORKERS = 6;

    /** How long a service that can't be reached is tried before anything was sent. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Clock clock = Clock.systemUTC();
    private final PublicationPoller poller = new PublicationPoller(threads("Azure Marketplace"), WORKERS, clock);

    private final MarketplaceClient client = ProxiedClient.create();

    /**
     * They are made when somebody happens to need one, often a pipeline: so they act as Jenkins itself, not as whoever that
     * was or as nobody, and hold on to no class loader of a script.
     */
    private static ThreadFactory threads(String name) {
        ThreadFactory factory =
                new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), name);
        return work -> factory.newThread(() -> {
            try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
                work.run();
            }
        });
    }

    public static MarketplaceConnector get() {
        return ExtensionList.lookupSingleton(MarketplaceConnector.class);
    }

    public Clock clock() {
        return clock;
    }

    public PublicationPoller poller() {
        return poller;
    }

    /** As it is configured now. */
    public PollSchedule schedule(MarketplaceApi api) {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        return PollSchedule.every(
                configuration.pollInterval(),
                PATIENCE,
                isOnThisMachine(api) ? PollSchedule.LOOPBACK_ABSENCE : PollSchedule.ABSENCE);
    }

    private static boolean isOnThisMachine(MarketplaceApi api) {
        try {
            return MarketplaceConfiguration.get().endpoints(api).isLoopback();
        } catch (IllegalArgumentException e) {
            // Whoever connects is told.
            return false;
        }
    }

    /**
     * Looks configuration and credentials up, as they are now.
     *
     * @param api which service
     * @param credentialsId of the step; null for the default of the configuration
     * @throws AbortException with a sentence for the user, if there is nothing that can be used
     */
    public Marketplace connect(Run<?, ?> run, MarketplaceApi api, @CheckForNull String credentialsId)
            throws AbortException {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        try {
            Endpoints endpoints = configuration.endpoints(api);
            StandardCredentials credentials = find(run, credentialsId);
            return client.connect(
                    api,
                    endpoints,
                    MarketplaceCredentials.resolve(credentials, context(run)).principal());
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * Lets the credential, and those that it names, show that this build uses it.
     *
     * @return what whoever reads the log of the build should know of them, a sentence each
     * @throws AbortException with a sentence for the user, if it can't be used
     */
    public List<String> track(Run<?, ?> run, @CheckForNull String credentialsId) throws AbortException {
        StandardCredentials credentials = find(run, credentialsId);
        ResolvedPrincipal resolved;
        try {
            resolved = MarketplaceCredentials.resolve(credentials, context(run));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        CredentialsProvider.track(run, credentials);
        CredentialsProvider.trackAll(run, resolved.named());
        return resolved.warnings(clock.instant());
    }

    private static PrincipalContext context(Run<?, ?> run) {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        return new PrincipalContext(run, configuration.getTenantId(), configuration.getAuthority());
    }

    private static StandardCredentials find(Run<?, ?> run, @CheckForNull String credentialsId) throws AbortException {
        String id = credentialsId == null ? MarketplaceConfiguration.get().getCredentialsId() : credentialsId;
        if (Util.fixEmptyAndTrim(id) == null) {
            throw new AbortException("There are no credentials: set credentialsId, or choose default credentials under"
                    + " Manage Jenkins → System → Azure Marketplace.");
        }
        return MarketplaceCredentials.find(run, id);
    }

    /** An interval that is shortened is for waits too that are in the midst of a long one. */
    @Extension
    @Restricted(NoExternalUse.class)
    public static final class ConfigurationListener extends SaveableListener {

        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof MarketplaceConfiguration) {
                get().poller.intervalChanged();
            }
        }
    }

    /** Nothing is reported any more; the next start takes everything up again. */
    @Terminator
    public static void shutDown() throws IOException {
        ExtensionList.lookup(MarketplaceConnector.class).forEach(connector -> connector.poller.close());
    }
}
