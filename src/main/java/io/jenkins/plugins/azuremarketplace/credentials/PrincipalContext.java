package io.jenkins.plugins.azuremarketplace.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.api.federation.FederationAudience;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * For whom credentials become a principal.
 *
 * @param run the build that uses them; null for a test of the configuration
 * @param defaultTenant of credentials that name none
 * @param authority the URL of the configured one, where tokens come from
 */
@Restricted(NoExternalUse.class)
public record PrincipalContext(
        @CheckForNull Run<?, ?> run, @CheckForNull String defaultTenant, String authority) {

    /** Whom a token must be made for so that the authority takes it in exchange. */
    String audience() {
        return FederationAudience.of(authority);
    }

    /** Tells this use from others, for as long as a token may be shared. */
    String identity() {
        return run == null ? "no build" : run.getExternalizableId();
    }
}
