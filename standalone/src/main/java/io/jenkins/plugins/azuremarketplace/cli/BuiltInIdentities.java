package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The ways to sign in at the built-in service without its secret. What is written opens nothing but this simulator. */
final class BuiltInIdentities {

    static final String PASSWORD = "password-of-the-simulator";
    static final String MANAGED_IDENTITY = "99999999-8888-7777-6666-555555555555";

    private static final String ISSUER = "https://jenkins.example/oidc";
    private static final String SUBJECT = "https://jenkins.example/job/release/";
    private static final String AUDIENCE = "api://AzureADTokenExchange";
    private static final Duration VALID = Duration.ofDays(90);
    private static final Duration TOKEN_VALID = Duration.ofDays(1);

    private final ServiceSimulator simulator;

    /** How to use them, one line each. */
    private final List<String> introduction = new ArrayList<>();

    /**
     * @param directory where a certificate and a token are written to, over those of an earlier run; null for nowhere
     * @throws UnusableArguments if they can't be written
     */
    BuiltInIdentities(ServiceSimulator simulator, @CheckForNull Path directory) {
        this.simulator = simulator;
        simulator.managedIdentity(MANAGED_IDENTITY);
        introduction.add("Without the secret, instead of " + ClientSecret.VARIABLE + ":");
        if (directory != null) {
            try {
                write(Files.createDirectories(directory));
            } catch (IOException e) {
                throw new UnusableArguments("Nothing can be written to " + directory + ": " + e.getMessage() + ".");
            }
        }
        introduction.add("  AZURE_POD_IDENTITY_AUTHORITY_HOST=" + simulator.authority() + " ... --managed-identity "
                + MANAGED_IDENTITY);
        introduction.add("  IDENTITY_ENDPOINT=" + simulator.authority() + "/msi/token IDENTITY_HEADER="
                + simulator.identityHeader() + " ... --managed-identity " + MANAGED_IDENTITY);
    }

    List<String> introduction() {
        return introduction;
    }

    private void write(Path directory) throws IOException {
        Instant now = Instant.now();
        ThrowawayCertificate certificate = ThrowawayCertificate.valid(now.minusSeconds(60), now.plus(VALID));
        simulator.register(certificate.certificate());
        Path pkcs12 = Files.write(
                directory.resolve("simulator-certificate.p12"), certificate.pkcs12(PASSWORD.toCharArray()));
        Path pem = Files.writeString(directory.resolve("simulator-certificate.pem"), certificate.pem());
        introduction.add("  " + CertificateOption.VARIABLE + "=" + PASSWORD + " ... "
                + ShellWords.join(List.of(CertificateOption.NAME, pkcs12.toString())));
        introduction.add("  ... " + ShellWords.join(List.of(CertificateOption.NAME, pem.toString())));

        TokenIssuer issuer = new TokenIssuer(ISSUER);
        simulator.trust(ISSUER, SUBJECT, AUDIENCE);
        simulator.publish(issuer);
        Path token = Files.writeString(
                directory.resolve("simulator-token.jwt"), issuer.token(SUBJECT, AUDIENCE, now, TOKEN_VALID));
        introduction.add("  ... " + ShellWords.join(List.of("--federated-token-file", token.toString()))
                + " (valid for a day; of " + ISSUER + " for " + SUBJECT + ")");
    }
}
