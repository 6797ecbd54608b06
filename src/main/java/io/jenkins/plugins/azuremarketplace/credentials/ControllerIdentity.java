package io.jenkins.plugins.azuremarketplace.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.federation.FederatedTokenFile;
import io.jenkins.plugins.azuremarketplace.api.federation.ManagedIdentity;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Who the controller is, by its environment.
 *
 * @param environment the value of one of its variables, or null
 * @see <a href="https://learn.microsoft.com/dotnet/api/azure.identity.workloadidentitycredentialoptions">Variables of a pod with
 *     a workload identity</a>
 */
record ControllerIdentity(UnaryOperator<String> environment) {

    static final String TENANT = "AZURE_TENANT_ID";
    static final String CLIENT = "AZURE_CLIENT_ID";
    private static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";

    /**
     * An application that trusts it.
     *
     * @param tenant empty for that of the environment; so with the client
     * @param managedIdentity the client id of a managed identity; empty for the token that the environment names
     * @throws IllegalArgumentException with a sentence for the user, if anything is missing or can't be used
     */
    ResolvedPrincipal resolve(String tenant, String client, String managedIdentity, String audience) {
        String tenantId = tenant.isEmpty() ? value(TENANT) : tenant;
        String clientId = client.isEmpty() ? value(CLIENT) : client;
        if (!managedIdentity.isEmpty()) {
            ManagedIdentity identity = managed(managedIdentity, audience);
            return ResolvedPrincipal.byAssertion(tenantId, clientId, identity.identity(), identity, List.of());
        }
        FederatedTokenFile file = tokenFile();
        return ResolvedPrincipal.byAssertion(tenantId, clientId, file.identity(), file, List.of());
    }

    /** @throws IllegalArgumentException with a sentence for the user, if there can be no such identity here */
    void check(@CheckForNull String managedIdentity) {
        if (PastedText.trim(managedIdentity).isEmpty()) {
            tokenFile();
        } else {
            managed(PastedText.trim(managedIdentity), "");
        }
    }

    private ManagedIdentity managed(String clientId, String audience) {
        return ManagedIdentity.of(environment, clientId, audience);
    }

    private FederatedTokenFile tokenFile() {
        String file = value(TOKEN_FILE);
        if (file.isEmpty()) {
            throw new IllegalArgumentException("The environment of the controller has no " + TOKEN_FILE
                    + ", and no client id of a managed identity is entered.");
        }
        try {
            return new FederatedTokenFile(Path.of(file));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(TOKEN_FILE + " is no path: " + e.getReason() + ".", e);
        }
    }

    /** Empty if the variable is not set. */
    String value(String variable) {
        return PastedText.trim(environment.apply(variable));
    }
}
