package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Who asks for tokens.
 *
 * @param tenant the directory: a GUID or a domain name
 */
public record ServicePrincipal(String tenant, String clientId, ClientAuthentication authentication) {

    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,253}");
    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /**
     * Of each part, all that is invisible around it is cut off.
     *
     * @throws IllegalArgumentException with a sentence for the user, if a part is missing or can't be one
     */
    public ServicePrincipal {
        tenant = PastedText.trim(tenant);
        clientId = PastedText.trim(clientId);
        require(complaint("tenant", tenant));
        require(complaint("client", clientId));
    }

    /** The same, with a client secret. */
    public ServicePrincipal(String tenant, String clientId, String secret) {
        this(tenant, clientId, ClientAuthentication.secret(secret));
    }

    /** What is wrong with a {@code tenant} or {@code client} id, as a sentence for the user, or null. */
    @CheckForNull
    public static String complaint(String word, @CheckForNull String id) {
        String trimmed = PastedText.trim(id);
        if (trimmed.isEmpty()) {
            return "The " + word + " id is missing.";
        }
        boolean tenant = word.equals("tenant");
        return (tenant ? TENANT : CLIENT).matcher(trimmed).matches()
                ? null
                : "The " + word + " id “" + PlainText.of(trimmed, 60) + "” is not valid: "
                        + (tenant ? "a GUID or a domain name is expected." : "a GUID is expected.");
    }

    private static void require(@CheckForNull String complaint) {
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** Tells principals and what they prove themselves with apart without revealing it. */
    String fingerprint() {
        String way = authentication.getClass().getSimpleName();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", tenant, clientId, way, authentication.difference())
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A text from outside without the secret, should there be one and it be in there. */
    String hide(String text) {
        return authentication.hide(text);
    }
}
