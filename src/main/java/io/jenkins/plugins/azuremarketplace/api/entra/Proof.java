package io.jenkins.plugins.azuremarketplace.api.entra;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import okhttp3.FormBody;

/** What proves the application in one token request. */
final class Proof {

    /** RFC 7523, 2.2. */
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final String HIDDEN = "****";

    /** Shorter parts of an assertion are nothing that could be misused. */
    private static final int SHORTEST_PART = 20;

    private final boolean signed;
    private final String proof;
    private final String description;

    private Proof(boolean signed, String proof, String description) {
        this.signed = signed;
        this.proof = proof;
        this.description = description;
    }

    static Proof secret(String secret) {
        return new Proof(false, secret, "");
    }

    /**
     * @param jwt in its compact form
     * @param description what the authority compares with what is registered, in words for the user
     */
    static Proof assertion(String jwt, String description) {
        return new Proof(true, jwt, description);
    }

    void addTo(FormBody.Builder form) {
        if (signed) {
            form.add("client_assertion_type", ASSERTION_TYPE).add("client_assertion", proof);
        } else {
            form.add("client_secret", proof);
        }
    }

    /** A text from outside without the proof, should it be in there; also as it stands in a form, and parts of an assertion. */
    String hide(String text) {
        String safe = text.replace(proof, HIDDEN).replace(URLEncoder.encode(proof, StandardCharsets.UTF_8), HIDDEN);
        for (String part : signed ? proof.split("\\.") : new String[0]) {
            safe = part.length() < SHORTEST_PART ? safe : safe.replace(part, HIDDEN);
        }
        return safe;
    }

    /** What was presented, in words for the user; empty if there is nothing that may be shown. */
    String description() {
        return description;
    }

    @Override
    public String toString() {
        return "Proof[" + HIDDEN + "]";
    }
}
