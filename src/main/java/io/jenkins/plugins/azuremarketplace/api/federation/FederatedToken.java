package io.jenkins.plugins.azuremarketplace.api.federation;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * A token of another issuer. Nothing in it is verified here: that is for the authority, which compares issuer, subject and
 * audience with a federated credential of the application, to the letter.
 *
 * @see <a href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation">Workload identity federation</a>
 */
public final class FederatedToken {

    /** Characters; the tokens of known issuers have a few thousand. */
    private static final int LONGEST = 32 * 1024;

    /** Characters; the authority stores no longer issuers, subjects and audiences. */
    private static final int LONGEST_CLAIM = 600;

    private static final String ALGORITHM = "RS256";

    private final String value;
    private final JsonNode claims;

    private FederatedToken(String value, JsonNode claims) {
        this.value = value;
        this.claims = claims;
    }

    /**
     * @param text a JWT in its compact form; all that is invisible around it is cut off
     * @throws IllegalArgumentException with a sentence for the user that holds no part of it, if it is visibly no JWT or signed
     *     otherwise than with RS256, which is all that Entra ID takes
     */
    public static FederatedToken of(@CheckForNull String text) {
        String value = PastedText.trim(text);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The federated token is missing.");
        }
        String[] parts = value.split("\\.", -1);
        JsonNode header = parts.length == 3 && value.length() <= LONGEST ? decoded(parts[0]) : decoded("");
        JsonNode claims = header.isObject() ? decoded(parts[1]) : header;
        if (!claims.isObject() || !parts[2].matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("The federated token is no signed JWT.");
        }
        String algorithm = Json.text(header, "alg");
        if (!algorithm.equals(ALGORITHM)) {
            throw new IllegalArgumentException("The federated token is signed with “" + PlainText.of(algorithm, 20)
                    + "”: Entra ID takes " + ALGORITHM + " alone.");
        }
        return new FederatedToken(value, claims);
    }

    private static JsonNode decoded(String part) {
        try {
            return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Json.parse("");
        }
    }

    /** The token itself, for the authority alone. */
    public String value() {
        return value;
    }

    /** The claim {@code iss}: plain text of a bounded length, perhaps empty; so with the other claims. */
    public String issuer() {
        return shown(claims.path("iss"));
    }

    /** The claim {@code sub}. */
    public String subject() {
        return shown(claims.path("sub"));
    }

    /** The claim {@code aud}; several are separated by commas. */
    public String audience() {
        JsonNode audience = claims.path("aud");
        return audience.isArray()
                ? PlainText.cut(
                        Json.elements(audience).stream()
                                .limit(10)
                                .map(FederatedToken::shown)
                                .collect(Collectors.joining(", ")),
                        LONGEST_CLAIM)
                : shown(audience);
    }

    private static String shown(JsonNode claim) {
        return PlainText.of(claim.isValueNode() && !claim.isNull() ? claim.asText() : "", LONGEST_CLAIM);
    }

    /** What is compared with the federated credential, in words for the user. */
    public String description() {
        return "a token with the issuer “" + issuer() + "”, the subject “" + subject() + "” and the audience “"
                + audience() + "”";
    }

    @Override
    public String toString() {
        return "FederatedToken[" + description() + ", value=****]";
    }
}
