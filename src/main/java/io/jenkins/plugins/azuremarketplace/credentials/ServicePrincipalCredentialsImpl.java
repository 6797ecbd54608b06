package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ModelObject;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.io.Serial;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Tenant id, client id and client secret. */
public final class ServicePrincipalCredentialsImpl extends BaseStandardCredentials
        implements ServicePrincipalCredentials {

    @Serial
    private static final long serialVersionUID = 1;

    private final String tenantId;
    private final String clientId;
    private final Secret clientSecret;

    @DataBoundConstructor
    public ServicePrincipalCredentialsImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String tenantId,
            @CheckForNull String clientId,
            @CheckForNull Secret clientSecret) {
        super(scope, id, description);
        this.tenantId = PastedText.trim(tenantId);
        this.clientId = PastedText.trim(clientId);
        this.clientSecret = trim(clientSecret);
    }

    /** Stays the same object where nothing is cut off: another one would be encrypted otherwise. */
    private static Secret trim(@CheckForNull Secret secret) {
        String plain = Secret.toString(secret);
        String trimmed = PastedText.trim(plain);
        return secret != null && trimmed.equals(plain) ? secret : Secret.fromString(trimmed);
    }

    @Override
    public String getTenantId() {
        return tenantId;
    }

    @Override
    public String getClientId() {
        return clientId;
    }

    @Override
    public Secret getClientSecret() {
        return clientSecret;
    }

    @Extension
    @Symbol("azureMarketplaceServicePrincipal")
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ServicePrincipalCredentials_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.ServicePrincipalCredentials_Description();
        }

        @Override
        public String getIconClassName() {
            return "symbol-id-card";
        }

        @POST
        public FormValidation doCheckTenantId(@AncestorInPath ModelObject context, @QueryParameter String value) {
            return mayLook(context) ? check("tenant", value) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckClientId(@AncestorInPath ModelObject context, @QueryParameter String value) {
            return mayLook(context) ? check("client", value) : FormValidation.ok();
        }

        private static boolean mayLook(@CheckForNull ModelObject context) {
            return context instanceof hudson.security.AccessControlled controlled
                    ? controlled.hasPermission(com.cloudbees.plugins.credentials.CredentialsProvider.VIEW)
                    : Jenkins.get().hasPermission(com.cloudbees.plugins.credentials.CredentialsProvider.VIEW);
        }

        private static FormValidation check(String word, String value) {
            String complaint = ServicePrincipal.complaint(word, value);
            return complaint == null ? FormValidation.ok() : FormValidation.error(complaint);
        }
    }
}
