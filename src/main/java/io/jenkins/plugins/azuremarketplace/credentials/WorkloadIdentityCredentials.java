package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.ModelObject;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.Serial;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * An application that proves itself by the identity of the controller: by the token of its pod, or by a user-assigned managed
 * identity. To lend that to jobs is the administrator's decision, so that only credentials of the system's store can be used.
 */
public final class WorkloadIdentityCredentials extends ApplicationCredentials {

    @Serial
    private static final long serialVersionUID = 1;

    @CheckForNull
    private String managedIdentityClientId;

    @DataBoundConstructor
    public WorkloadIdentityCredentials(
            @CheckForNull CredentialsScope scope, @CheckForNull String id, @CheckForNull String description) {
        super(scope, id, description, null, null);
    }

    /** @param tenantId null or empty for {@code AZURE_TENANT_ID} of the controller */
    @DataBoundSetter
    public void setTenantId(@CheckForNull String tenantId) {
        tenant(tenantId);
    }

    /** @param clientId null or empty for {@code AZURE_CLIENT_ID} of the controller */
    @DataBoundSetter
    public void setClientId(@CheckForNull String clientId) {
        client(clientId);
    }

    /** The client id of the managed identity; empty for the token of {@code AZURE_FEDERATED_TOKEN_FILE}. */
    public String getManagedIdentityClientId() {
        return PastedText.trim(managedIdentityClientId);
    }

    @DataBoundSetter
    public void setManagedIdentityClientId(@CheckForNull String managedIdentityClientId) {
        this.managedIdentityClientId = PastedText.trim(managedIdentityClientId);
    }

    @Override
    ResolvedPrincipal resolve(PrincipalContext context) throws AbortException {
        String name = "The credentials “" + PlainText.of(getId(), 100) + "” ";
        if (!isOfTheSystem()) {
            throw new AbortException(
                    name + "can't be used: the identity of the controller is for the administrator to lend,"
                            + " so that they must be in the credentials store of the system.");
        }
        try {
            return identity().resolve(getTenantId(), getClientId(), getManagedIdentityClientId(), context.audience());
        } catch (IllegalArgumentException e) {
            throw new AbortException(name + "can't be used. " + e.getMessage());
        }
    }

    private static ControllerIdentity identity() {
        return new ControllerIdentity(EnvVars.masterEnvVars::get);
    }

    /** Whether they are in that store themselves, and not just others with their id. */
    private boolean isOfTheSystem() {
        return SystemCredentialsProvider.getInstance().getDomainCredentialsMap().values().stream()
                .flatMap(List::stream)
                .anyMatch(credentials -> credentials == this);
    }

    @Extension
    @Symbol("azureMarketplaceWorkloadIdentity")
    public static final class DescriptorImpl extends ApplicationCredentialsDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WorkloadIdentityCredentials_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.WorkloadIdentityCredentials_Description();
        }

        @Override
        public boolean isApplicable(CredentialsProvider provider) {
            return provider instanceof SystemCredentialsProvider.ProviderImpl;
        }

        @Override
        FormValidation check(String word, @CheckForNull String value) {
            if (!PastedText.trim(value).isEmpty()) {
                return super.check(word, value);
            }
            String variable = word.equals("tenant") ? ControllerIdentity.TENANT : ControllerIdentity.CLIENT;
            return identity().value(variable).isEmpty()
                    ? FormValidation.error(Messages.WorkloadIdentityCredentials_NoVariable(variable))
                    : FormValidation.ok(Messages.WorkloadIdentityCredentials_Variable(variable));
        }

        @POST
        public FormValidation doCheckManagedIdentityClientId(
                @AncestorInPath ModelObject context, @QueryParameter String value) {
            return mayLook(context) ? checkIdentity(value) : FormValidation.ok();
        }

        private static FormValidation checkIdentity(@CheckForNull String value) {
            try {
                identity().check(value);
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
