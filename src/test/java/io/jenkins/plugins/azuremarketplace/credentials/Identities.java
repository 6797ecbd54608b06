package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import hudson.model.ModelObject;
import hudson.util.Secret;
import io.jenkins.plugins.azuremarketplace.SimulatedPortal;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** Applications that need no secret, and what they prove themselves with. */
public final class Identities {

    public static final String PASSWORD = "p4ssw0rd-of-the-certificate";
    public static final String AUDIENCE = "api://AzureADTokenExchange";

    private Identities() {}

    public static ThrowawayCertificate certificate(Duration validity) {
        return ThrowawayCertificate.valid(
                Instant.now().minusSeconds(60), Instant.now().plus(validity));
    }

    public static String token(TokenIssuer issuer, String subject) {
        return issuer.token(subject, AUDIENCE, Instant.now(), Duration.ofHours(1));
    }

    public static Credentials keyStore(String id, ThrowawayCertificate certificate) {
        return keyStore(id, certificate.pkcs12(PASSWORD.toCharArray()));
    }

    public static Credentials keyStore(String id, byte[] pkcs12) {
        return new CertificateCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                PASSWORD,
                new CertificateCredentialsImpl.UploadedKeyStoreSource(null, SecretBytes.fromBytes(pkcs12)));
    }

    public static Credentials text(String id, String content) {
        return new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(content));
    }

    public static Credentials file(String id, String content) throws IOException {
        return new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                "",
                "token",
                SecretBytes.fromBytes(content.getBytes(StandardCharsets.UTF_8)));
    }

    public static Credentials byCertificate(String id, String certificateId) {
        return byCertificate(CredentialsScope.GLOBAL, id, certificateId);
    }

    public static Credentials byCertificate(CredentialsScope scope, String id, String certificateId) {
        return new ApplicationCertificateCredentials(
                scope, id, "", SimulatedPortal.TENANT, SimulatedPortal.CLIENT, certificateId);
    }

    public static Credentials byToken(String id, String tokenId) {
        return new FederatedTokenCredentials(
                CredentialsScope.GLOBAL, id, "", SimulatedPortal.TENANT, SimulatedPortal.CLIENT, tokenId);
    }

    public static WorkloadIdentityCredentials byWorkload(String id) {
        WorkloadIdentityCredentials credentials = new WorkloadIdentityCredentials(CredentialsScope.GLOBAL, id, "");
        credentials.setTenantId(SimulatedPortal.TENANT);
        credentials.setClientId(SimulatedPortal.CLIENT);
        return credentials;
    }

    /** Replaces those of the system that have the same id. */
    public static void put(Credentials... credentials) throws IOException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        for (Credentials one : credentials) {
            provider.getCredentials().removeIf(other -> other.equals(one));
            provider.getCredentials().add(one);
        }
        provider.save();
    }

    /** Adds them to the store of a folder or a user. */
    public static void add(ModelObject context, Credentials... credentials) throws IOException {
        for (CredentialsStore store : CredentialsProvider.lookupStores(context)) {
            if (store.getContext() == context) {
                for (Credentials one : credentials) {
                    store.addCredentials(Domain.global(), one);
                }
                return;
            }
        }
        throw new IllegalStateException("No store in " + context.getDisplayName());
    }
}
