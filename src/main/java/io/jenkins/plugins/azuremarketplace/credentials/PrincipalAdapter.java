package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.AbortException;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Makes principals of credentials that another plugin defines, where that plugin is installed. */
@Restricted(NoExternalUse.class)
public abstract class PrincipalAdapter implements ExtensionPoint {

    /** Whether these are credentials of that plugin. */
    abstract boolean matches(Credentials credentials);

    /**
     * The same as {@link MarketplaceCredentials#resolve}.
     *
     * @param credentials that match
     */
    abstract ResolvedPrincipal resolve(StandardCredentials credentials, PrincipalContext context) throws AbortException;

    static Optional<PrincipalAdapter> of(Credentials credentials) {
        return ExtensionList.lookup(PrincipalAdapter.class).stream()
                .filter(adapter -> adapter.matches(credentials))
                .findFirst();
    }
}
