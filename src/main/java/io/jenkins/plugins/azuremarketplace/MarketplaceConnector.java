package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
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
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentials;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import okhttp3.OkHttpClient;
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

    /** Honours the proxy of Jenkins, as it is configured at each request. */
    private final MarketplaceClient client =
            MarketplaceClient.of(JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()));

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

    static MarketplaceConnector get() {
        return ExtensionList.lookupSingleton(MarketplaceConnector.class);
    }

    Clock clock() {
        return clock;
    }

    PublicationPoller poller() {
        return poller;
    }

    PublicationDriver driver(BuildPublication build) {
        return new PublicationDriver(build.publication(), build, () -> schedule(build.api()), clock);
    }

    /** As it is configured now. */
    PollSchedule schedule(MarketplaceApi api) {
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
    Marketplace connect(Run<?, ?> run, MarketplaceApi api, @CheckForNull String credentialsId) throws AbortException {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        try {
            Endpoints endpoints = configuration.endpoints(api);
            StandardCredentials credentials = find(run, credentialsId);
            return client.connect(api, endpoints, principal(credentials, configuration.getTenantId()));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /**
     * For a configuration that need not be saved. No token from before it is used.
     *
     * @param tenantId of credentials that name none
     * @throws AbortException with a sentence for the user, if the credentials can't be used
     * @throws IllegalArgumentException with a sentence for the user, if the credentials can't be those of a principal
     */
    Marketplace connect(
            MarketplaceApi api, Endpoints endpoints, @CheckForNull String tenantId, StandardCredentials credentials)
            throws AbortException {
        return client.withoutTokens().connect(api, endpoints, principal(credentials, tenantId));
    }

    /**
     * The same for a token, and nothing else.
     *
     * @throws MarketplaceException if there is none
     */
    void authenticate(Endpoints endpoints, @CheckForNull String tenantId, StandardCredentials credentials)
            throws AbortException, MarketplaceException {
        client.withoutTokens().authenticate(endpoints, principal(credentials, tenantId));
    }

    /**
     * Lets the credential show that this build uses it.
     *
     * @throws AbortException with a sentence for the user, if it can't be used
     */
    void track(Run<?, ?> run, @CheckForNull String credentialsId) throws AbortException {
        StandardCredentials credentials = find(run, credentialsId);
        try {
            principal(credentials, MarketplaceConfiguration.get().getTenantId());
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
        CredentialsProvider.track(run, credentials);
    }

    private static StandardCredentials find(Run<?, ?> run, @CheckForNull String credentialsId) throws AbortException {
        String id = credentialsId == null ? MarketplaceConfiguration.get().getCredentialsId() : credentialsId;
        if (Util.fixEmptyAndTrim(id) == null) {
            throw new AbortException("There are no credentials: set credentialsId, or choose default credentials under"
                    + " Manage Jenkins → System → Azure Marketplace.");
        }
        StandardCredentials credentials =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of());
        if (credentials == null) {
            throw new AbortException(
                    "There are no credentials with the id “" + PlainText.of(id, 100)
                            + "” that this build may use. Check the id, and that the credentials are in the scope of this job.");
        }
        return credentials;
    }

    private static ServicePrincipal principal(StandardCredentials credentials, @CheckForNull String defaultTenant)
            throws AbortException {
        if (credentials instanceof ServicePrincipalCredentials principal) {
            return new ServicePrincipal(
                    principal.getTenantId(),
                    principal.getClientId(),
                    principal.getClientSecret().getPlainText());
        }
        if (credentials instanceof StandardUsernamePasswordCredentials login) {
            if (defaultTenant == null) {
                throw new AbortException(
                        "The credentials “" + PlainText.of(login.getId(), 100)
                                + "” don't name a tenant: set the default tenant id under Manage Jenkins → System → Azure Marketplace.");
            }
            return new ServicePrincipal(
                    defaultTenant, login.getUsername(), login.getPassword().getPlainText());
        }
        throw new AbortException(
                "The credentials “" + PlainText.of(credentials.getId(), 100)
                        + "” are of another type: an Azure Marketplace service principal, or a user name with password, is needed.");
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
