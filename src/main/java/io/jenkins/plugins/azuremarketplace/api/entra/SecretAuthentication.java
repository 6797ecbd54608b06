package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;

/** By a client secret, which stays in memory. */
final class SecretAuthentication extends ClientAuthentication {

    private final Proof proof;
    private final String secret;

    SecretAuthentication(@CheckForNull String text) {
        secret = PastedText.trim(text);
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("The client secret is missing.");
        }
        proof = Proof.secret(secret);
    }

    @Override
    Proof prove(String clientId, HttpUrl url, Instant now, @CheckForNull Duration limit) {
        return proof;
    }

    @Override
    String difference() {
        return secret;
    }

    @Override
    String hide(String text) {
        return proof.hide(text);
    }

    @Override
    public String toString() {
        return "secret ****";
    }
}
