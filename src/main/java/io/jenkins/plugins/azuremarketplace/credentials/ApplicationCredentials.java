package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.ModelObject;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.io.Serial;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * An application of Microsoft Entra ID that is a user of a publisher account: its tenant and its client id. By what it proves
 * itself is for the subtypes; they keep ids of other credentials, never their content.
 */
@NameWith(ApplicationCredentials.NameProvider.class)
public abstract class ApplicationCredentials extends BaseStandardCredentials {

    @Serial
    private static final long serialVersionUID = 1;

    private String tenantId;
    private String clientId;

    ApplicationCredentials(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String tenantId,
            @CheckForNull String clientId) {
        super(scope, id, description);
        this.tenantId = PastedText.trim(tenantId);
        this.clientId = PastedText.trim(clientId);
    }

    /** The directory: a GUID or a domain name. Empty if nothing was entered. */
    public String getTenantId() {
        return PastedText.trim(tenantId);
    }

    /** The application's id, a GUID. Empty if nothing was entered. */
    public String getClientId() {
        return PastedText.trim(clientId);
    }

    final void tenant(@CheckForNull String id) {
        tenantId = PastedText.trim(id);
    }

    final void client(@CheckForNull String id) {
        clientId = PastedText.trim(id);
    }

    /**
     * The principal that this is now.
     *
     * @throws AbortException with a sentence for the user, if what it proves itself with is not to be had
     * @throws IllegalArgumentException with a sentence for the user, if there can be no such principal
     */
    abstract ResolvedPrincipal resolve(PrincipalContext context) throws AbortException;

    /** The client id and the description; nothing secret. */
    public static final class NameProvider extends CredentialsNameProvider<ApplicationCredentials> {
        @NonNull
        @Override
        public String getName(@NonNull ApplicationCredentials credentials) {
            String client = credentials.getClientId();
            String description = Util.fixEmptyAndTrim(credentials.getDescription());
            return (client.isEmpty() ? credentials.getDescriptor().getDisplayName() : client)
                    + (description == null ? "" : " (" + description + ")");
        }
    }

    /** The form of what all of them have. */
    public abstract static class ApplicationCredentialsDescriptor extends BaseStandardCredentialsDescriptor {

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

        /** Whether a user may see the credentials of a store. */
        static boolean mayLook(@CheckForNull ModelObject context) {
            return context instanceof AccessControlled controlled
                    ? controlled.hasPermission(CredentialsProvider.VIEW)
                    : Jenkins.get().hasPermission(CredentialsProvider.VIEW);
        }

        /** What is wrong with the id of a {@code tenant} or a {@code client}. */
        FormValidation check(String word, @CheckForNull String value) {
            String complaint = ServicePrincipal.complaint(word, value);
            return complaint == null ? FormValidation.ok() : FormValidation.error(complaint);
        }
    }
}
