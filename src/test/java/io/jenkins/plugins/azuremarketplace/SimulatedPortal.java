package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentialsImpl;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.io.IOException;

/** Points a Jenkins at a simulator. */
public final class SimulatedPortal {

    public static final String SECRET = "s3cret-of-the-simulator";
    public static final String CREDENTIALS = "partner-center";
    public static final String TENANT = "11111111-2222-3333-4444-555555555555";
    public static final String CLIENT = "66666666-7777-8888-9999-000000000000";

    private SimulatedPortal() {}

    /** Endpoint, authority, a look every second, and default credentials that the simulator accepts. */
    public static void configure(ServiceSimulator simulator) throws IOException {
        configure(simulator.endpoint().toString(), simulator.authority().toString());
    }

    /** Whatever was configured before is gone, as are all credentials of the system. */
    public static void configure(String endpoint, String authority) throws IOException {
        MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
        configuration.setEndpoint(endpoint);
        configuration.setIngestionVersion(null);
        configuration.setIngestionProductVersion(null);
        configuration.setSchemaHost(null);
        configuration.setAuthority(authority);
        configuration.setScope(null);
        configuration.setTenantId(null);
        configuration.setPollIntervalSeconds(1);
        configuration.setTimeoutMinutes(5);
        configuration.setOnConflict(null);
        configuration.setCredentialsId(CREDENTIALS);
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().clear();
        provider.getCredentials().add(credentials(CREDENTIALS, SECRET));
        provider.save();
    }

    /** The test of the system configuration, with its fields as they are typed; all others are empty. */
    public static FormValidation testConnection(
            String endpoint, String authority, String tenantId, String credentialsId, String publisher, String offer) {
        return MarketplaceConfiguration.get()
                .doTestConnection(
                        "", endpoint, "", "", "", "", authority, "", tenantId, credentialsId, publisher, offer);
    }

    /** The same for an API, with the default credentials, for a token alone. */
    public static FormValidation testConnection(String api, String endpoint, String authority) {
        return MarketplaceConfiguration.get()
                .doTestConnection(api, endpoint, endpoint, "", "", "", authority, "", "", CREDENTIALS, "", "");
    }

    public static ServicePrincipalCredentialsImpl credentials(String id, String secret) {
        return credentials(CredentialsScope.GLOBAL, id, secret);
    }

    public static ServicePrincipalCredentialsImpl credentials(CredentialsScope scope, String id, String secret) {
        return new ServicePrincipalCredentialsImpl(scope, id, "", TENANT, CLIENT, Secret.fromString(secret));
    }
}
