package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;

/** A service principal of Microsoft Entra ID that is a user of a publisher account. */
public interface ServicePrincipalCredentials extends StandardCredentials {

    /** The directory: a GUID or a domain name. */
    String getTenantId();

    /** The application's id, a GUID. */
    String getClientId();

    Secret getClientSecret();
}
