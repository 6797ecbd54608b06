package io.jenkins.plugins.azuremarketplace.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Says why the authority gave no token: its own code and sentence, and what to do about it. */
final class TokenRefusal {

    private static final Pattern CODE = Pattern.compile("AADSTS\\d+");
    private static final Pattern TRAILER = Pattern.compile("\\s*(Trace ID|Correlation ID|Timestamp):.*");

    private static final Map<String, String> HINTS = Map.of(
            "AADSTS700016",
            "Check the client id and the tenant id: this application is not registered in this tenant.",
            "AADSTS90002",
            "Check the tenant id: there is no such directory.",
            "AADSTS900023",
            "Check the tenant id: there is no such directory.",
            "AADSTS7000215",
            "Check the client secret: enter the secret's value, not its id.",
            "AADSTS7000222",
            "The client secret has expired: create a new one and update the credentials.",
            "AADSTS7000218",
            "The client secret is missing in the request: update the credentials.");

    private TokenRefusal() {}

    static MarketplaceException of(HttpAnswer answer, ServicePrincipal principal, HttpUrl url) {
        String body = principal.hide(answer.body());
        JsonNode json = Json.parse(body);
        String sentence = Json.text(json, "error_description");
        if (sentence.isEmpty()) {
            sentence = String.join("; ", ErrorReasons.of(body));
        }
        // Hidden in every form: as it came, in JSON's spelling and in HTML's, and before a cut leaves a part of it.
        sentence = PlainText.of(principal.hide(TRAILER.matcher(sentence).replaceAll("")));
        sentence = principal.hide(sentence);
        Matcher code = CODE.matcher(sentence);
        String known = code.find() ? code.group() : principal.hide(ErrorReasons.code(json));
        boolean busy = answer.status() == 408 || answer.status() == 429 || answer.status() >= 500;
        boolean refused = !busy && answer.status() >= 400;
        String message = "No token from " + url.host() + " for client " + principal.clientId() + ": "
                + (sentence.isEmpty() ? "it answered " + answer.status() + " and gave no usable reason." : sentence)
                + (HINTS.containsKey(known) ? " " + HINTS.get(known) : "");
        return new MarketplaceException(
                refused ? MarketplaceException.Kind.TOKEN_REFUSED : MarketplaceException.Kind.TOKEN_UNAVAILABLE,
                message,
                answer.status(),
                known,
                sentence.isEmpty() ? List.of() : List.of(sentence),
                answer.retryAfter(),
                null);
    }
}
