package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.microsoft.azure.util.AzureCredentials;
import hudson.AbortException;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * A service principal of the Azure Credentials plugin, with its secret, or else its certificate. Its own endpoints are not
 * used: where secrets and tokens go is for the configuration of this plugin to say. Nothing of Azure's SDK is used either.
 */
@OptionalExtension(requirePlugins = "azure-credentials")
public final class AzureCredentialsAdapter extends PrincipalAdapter {

    @Override
    boolean matches(Credentials credentials) {
        return credentials instanceof AzureCredentials;
    }

    @Override
    ResolvedPrincipal resolve(StandardCredentials credentials, PrincipalContext context) throws AbortException {
        AzureCredentials azure = (AzureCredentials) credentials;
        String secret = azure.getPlainClientSecret();
        String certificate = PastedText.trim(azure.getCertificateId());
        return PastedText.trim(secret).isEmpty() && !certificate.isEmpty()
                ? ResolvedPrincipal.byCertificate(
                        azure.getTenant(), azure.getClientId(), PrincipalCertificate.find(azure, certificate, context))
                : ResolvedPrincipal.bySecret(azure.getTenant(), azure.getClientId(), secret);
    }
}
