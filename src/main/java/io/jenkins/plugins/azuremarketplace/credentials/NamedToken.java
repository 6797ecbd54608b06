package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.federation.AssertionProvider;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The token that credentials yield when they are asked: looked up and bound to the build each time.
 *
 * @param naming the credentials that name them
 * @param run null for a test of the configuration
 */
record NamedToken(
        StandardCredentials naming, String id, @CheckForNull Run<?, ?> run) implements AssertionProvider {

    private static final String WHAT = "token credentials";

    /** Bytes; the tokens of known issuers have a few thousand. */
    private static final int LARGEST = 64 * 1024;

    /** @throws AbortException with a sentence for the user, if there are none that yield a text or a file */
    StandardCredentials find() throws AbortException {
        StandardCredentials found = NamedCredentials.find(naming, WHAT, id, run);
        if (found instanceof StringCredentials || found instanceof FileCredentials) {
            return found;
        }
        throw new AbortException(NamedCredentials.called(naming, WHAT, id)
                + " are of another type: secret text or a secret file is needed.");
    }

    @Override
    public String assertion(@CheckForNull Duration limit) throws MarketplaceException {
        try {
            return read(find());
        } catch (AbortException e) {
            throw new MarketplaceException(Kind.TOKEN_REFUSED, "No token: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MarketplaceException(Kind.TOKEN_UNAVAILABLE, complaint(e), e);
        } catch (RuntimeException e) {
            // Credentials that make a token have no other way to say that they can't.
            throw new MarketplaceException(Kind.TOKEN_REFUSED, complaint(e), e);
        }
    }

    private String complaint(Exception e) {
        return "No token: " + NamedCredentials.called(naming, WHAT, id) + " yield none ("
                + PlainText.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), 300) + ").";
    }

    private static String read(StandardCredentials credentials) throws IOException {
        if (credentials instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        try (InputStream content = ((FileCredentials) credentials).getContent()) {
            return new String(content.readNBytes(LARGEST), StandardCharsets.UTF_8);
        }
    }

    @Override
    public String toString() {
        return "NamedToken[" + id + "]";
    }
}
