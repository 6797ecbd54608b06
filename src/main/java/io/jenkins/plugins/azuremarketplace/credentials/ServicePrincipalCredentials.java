package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.Secret;

/** A service principal of Microsoft Entra ID that is a user of a publisher account. */
@NameWith(ServicePrincipalCredentials.NameProvider.class)
public interface ServicePrincipalCredentials extends StandardCredentials {

    /** The directory: a GUID or a domain name. */
    String getTenantId();

    /** The application's id, a GUID. */
    String getClientId();

    Secret getClientSecret();

    /** The client id and the description; the secret never shows. */
    class NameProvider extends CredentialsNameProvider<ServicePrincipalCredentials> {
        @NonNull
        @Override
        public String getName(@NonNull ServicePrincipalCredentials credentials) {
            String description = Util.fixEmptyAndTrim(credentials.getDescription());
            return credentials.getClientId() + (description == null ? "" : " (" + description + ")");
        }
    }
}
