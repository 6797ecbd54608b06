package io.jenkins.plugins.azuremarketplace.api.federation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A file that somebody else keeps fresh, such as the one that {@code AZURE_FEDERATED_TOKEN_FILE} names in a pod of AKS. It is
 * read anew each time.
 */
public record FederatedTokenFile(Path file) implements AssertionProvider {

    /** Bytes. */
    private static final int LARGEST = 64 * 1024;

    @Override
    public String assertion(@CheckForNull Duration limit) throws MarketplaceException {
        try {
            return read().value();
        } catch (IllegalArgumentException e) {
            throw new MarketplaceException(MarketplaceException.Kind.TOKEN_REFUSED, "No token: " + e.getMessage(), e);
        }
    }

    /**
     * What is in the file now.
     *
     * @throws IllegalArgumentException with a sentence for the user, if that is no token
     */
    public FederatedToken read() {
        try (InputStream in = Files.newInputStream(file)) {
            return FederatedToken.of(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file “" + PlainText.of(file.toString(), 300) + "” with the federated token "
                            + (Files.exists(file) ? "can't be read." : "does not exist."),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "In the file “" + PlainText.of(file.toString(), 300) + "” there is no usable token. "
                            + e.getMessage(),
                    e);
        }
    }

    /** Tells it from other providers. */
    public String identity() {
        return "file " + file.toAbsolutePath();
    }
}
