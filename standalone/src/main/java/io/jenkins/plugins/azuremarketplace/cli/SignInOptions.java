package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.entra.ClientAuthentication;
import io.jenkins.plugins.azuremarketplace.api.federation.FederatedTokenFile;
import io.jenkins.plugins.azuremarketplace.api.federation.FederationAudience;
import io.jenkins.plugins.azuremarketplace.api.federation.ManagedIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import picocli.CommandLine.Option;

/** How the service principal proves itself, if not by a secret. */
final class SignInOptions {

    private static final String TOKEN_FILE = "--federated-token-file";
    private static final String MANAGED_IDENTITY = "--managed-identity";

    @CheckForNull
    @Option(
            names = CertificateOption.NAME,
            paramLabel = "FILE",
            description = "Sign in with the certificate and key in this file instead of a secret: PKCS#12 or PEM.")
    private Path certificate;

    @CheckForNull
    @Option(
            names = TOKEN_FILE,
            paramLabel = "FILE",
            description = {
                "Sign in with the token in this file, of an issuer that the application trusts. It is read anew each time.",
                "Default: " + AzureVariables.TOKEN_FILE
            })
    private Path tokenFile;

    @CheckForNull
    @Option(
            names = MANAGED_IDENTITY,
            paramLabel = "ID",
            arity = "0..1",
            fallbackValue = "",
            description = "Sign in with the user-assigned managed identity of this machine that has this client id, or is the"
                    + " only one; the application must trust it.")
    private String managedIdentity;

    /**
     * @throws UnusableArguments if more than one way is named, or the one can't be gone
     */
    ClientAuthentication chosen(Terminal terminal, String clientId, HttpUrl authority) {
        UnaryOperator<String> environment = terminal.environment();
        if (given().size() > 1) {
            throw new UnusableArguments("There is one way to sign in: " + String.join(" or ", given()) + ".");
        }
        if (certificate != null) {
            return ClientAuthentication.certificate(CertificateOption.read(certificate, terminal));
        }
        if (tokenFile != null) {
            return tokenOf(TOKEN_FILE, tokenFile);
        }
        if (managedIdentity != null) {
            ManagedIdentity identity = UnusableArguments.check(
                    () -> ManagedIdentity.of(environment, managedIdentity, FederationAudience.of(authority)));
            return ClientAuthentication.assertion(identity.identity(), identity);
        }
        String secret = ClientSecret.ofEnvironment(environment);
        String file = AzureVariables.either(null, environment, AzureVariables.TOKEN_FILE);
        if (secret == null && file != null) {
            if (AzureVariables.either(null, environment, AzureVariables.SECRET) != null) {
                throw new UnusableArguments("There is one way to sign in: " + AzureVariables.SECRET + " or "
                        + AzureVariables.TOKEN_FILE + ", and both are set.");
            }
            return tokenOf(AzureVariables.TOKEN_FILE, UnusableArguments.check(() -> Path.of(file)));
        }
        return UnusableArguments.check(() -> ClientAuthentication.secret(ClientSecret.read(terminal, clientId)));
    }

    /** A file that has no token at the beginning is a mistake of whoever names it. */
    private static ClientAuthentication tokenOf(String name, Path path) {
        FederatedTokenFile file = new FederatedTokenFile(path);
        try {
            file.read();
        } catch (IllegalArgumentException e) {
            throw new UnusableArguments(name + ": " + e.getMessage());
        }
        return ClientAuthentication.assertion(file.identity(), file);
    }

    /** The names of the options that were given. */
    List<String> given() {
        List<String> names = new ArrayList<>();
        if (certificate != null) {
            names.add(CertificateOption.NAME);
        }
        if (tokenFile != null) {
            names.add(TOKEN_FILE);
        }
        if (managedIdentity != null) {
            names.add(MANAGED_IDENTITY);
        }
        return names;
    }

    /** The options as they were given. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (certificate != null) {
            words.addAll(List.of(CertificateOption.NAME, certificate.toString()));
        }
        if (tokenFile != null) {
            words.addAll(List.of(TOKEN_FILE, tokenFile.toString()));
        }
        if (managedIdentity != null) {
            words.add(MANAGED_IDENTITY);
            if (!managedIdentity.isEmpty()) {
                words.add(managedIdentity);
            }
        }
        return words;
    }
}
