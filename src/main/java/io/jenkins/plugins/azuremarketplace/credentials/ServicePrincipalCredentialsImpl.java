package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.io.Serial;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Tenant id, client id and client secret. */
public final class ServicePrincipalCredentialsImpl extends ApplicationCredentials
        implements ServicePrincipalCredentials {

    @Serial
    private static final long serialVersionUID = 1;

    private final Secret clientSecret;

    @DataBoundConstructor
    public ServicePrincipalCredentialsImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String tenantId,
            @CheckForNull String clientId,
            @CheckForNull Secret clientSecret) {
        super(scope, id, description, tenantId, clientId);
        this.clientSecret = trim(clientSecret);
    }

    /** Stays the same object where nothing is cut off: another one would be encrypted otherwise. */
    private static Secret trim(@CheckForNull Secret secret) {
        String plain = Secret.toString(secret);
        String trimmed = PastedText.trim(plain);
        return secret != null && trimmed.equals(plain) ? secret : Secret.fromString(trimmed);
    }

    @Override
    public Secret getClientSecret() {
        return clientSecret;
    }

    @Override
    ResolvedPrincipal resolve(PrincipalContext context) {
        return ResolvedPrincipal.bySecret(
                getTenantId(), getClientId(), getClientSecret().getPlainText());
    }

    @Extension
    @Symbol("azureMarketplaceServicePrincipal")
    public static final class DescriptorImpl extends ApplicationCredentialsDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ServicePrincipalCredentials_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.ServicePrincipalCredentials_Description();
        }
    }
}
