package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.io.IOException;

/** Points a Jenkins at a simulator. */
final class SimulatedPortal {

    static final String SECRET = "s3cret-of-the-simulator";
    static final String CREDENTIALS = "partner-center";

    private SimulatedPortal() {}

    /** Endpoint, authority, a look every second, and default credentials that the simulator accepts. */
    static void configure(ServiceSimulator simulator) throws IOException {
        configure(simulator.endpoint().toString(), simulator.authority().toString());
    }

    static void configure(String endpoint, String authority) throws IOException {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setEndpoint(endpoint);
        configuration.setAuthority(authority);
        configuration.setPollIntervalSeconds(1);
        configuration.setCredentialsId(CREDENTIALS);
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().add(credentials(CREDENTIALS, SECRET));
        provider.save();
    }

    static ServicePrincipalCredentialsImpl credentials(String id, String secret) {
        return new ServicePrincipalCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                "11111111-2222-3333-4444-555555555555",
                "66666666-7777-8888-9999-000000000000",
                Secret.fromString(secret));
    }
}
