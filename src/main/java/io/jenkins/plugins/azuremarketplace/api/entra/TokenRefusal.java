package io.jenkins.plugins.azuremarketplace.api.entra;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorBody;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorReasons;
import io.jenkins.plugins.azuremarketplace.api.error.Reasons;
import io.jenkins.plugins.azuremarketplace.api.http.Hints;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.Refusal;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Says why the authority gave no token: its own code and sentence, and what to do about it. */
final class TokenRefusal {

    private static final Pattern TRAILER = Pattern.compile("\\s*(Trace ID|Correlation ID|Timestamp):.*");

    /** Codes of OAuth. */
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "server_error");

    private TokenRefusal() {}

    static MarketplaceException of(HttpAnswer answer, String clientId, Proof proof, HttpUrl url) {
        String start = "No token from " + url.host() + " for client " + clientId + ": ";
        boolean busy =
                answer.status() == 408 || answer.status() == 425 || answer.status() == 429 || answer.status() >= 500;
        if (!busy && isStranger(answer)) {
            return failure(Kind.TOKEN_REFUSED, start + stranger(answer, proof), answer, "", List.of());
        }
        JsonNode json = Json.parse(proof.hide(answer.body()));
        List<String> reasons = reasons(answer, json, proof);
        String code = EntraErrors.code(json, String.join(" ", reasons));
        boolean passing = EntraErrors.isPassing(code)
                || PASSING.contains(ErrorReasons.code(json).toLowerCase(Locale.ROOT));
        String hint = EntraErrors.hint(code);
        boolean refused = !busy && !passing && answer.status() >= 400;
        return failure(
                refused ? Kind.TOKEN_REFUSED : Kind.TOKEN_UNAVAILABLE,
                start
                        + (reasons.isEmpty()
                                ? "it answered " + answer.status() + " and gave no usable reason."
                                : sentences(reasons, !hint.isEmpty()))
                        + (hint.isEmpty() ? "" : " " + hint)
                        + presented(code, proof),
                answer,
                code.isEmpty() ? ErrorReasons.code(json, proof::hide) : code,
                reasons);
    }

    private static String presented(String code, Proof proof) {
        return EntraErrors.isAboutAssertion(code) && !proof.description().isEmpty()
                ? " Presented was " + proof.description() + "."
                : "";
    }

    private static MarketplaceException failure(
            Kind kind, String message, HttpAnswer answer, String code, List<String> reasons) {
        return new MarketplaceException(kind, message, answer.status(), code, reasons, answer.retryAfter(), null);
    }

    private static List<String> reasons(HttpAnswer answer, JsonNode json, Proof proof) {
        String sentence = TRAILER.matcher(Json.text(json, "error_description")).replaceAll("");
        String plain = ErrorReasons.plain(sentence, proof::hide);
        return plain.isEmpty() ? ErrorReasons.of(answer.body(), proof::hide) : Reasons.bounded(List.of(plain));
    }

    private static String sentences(List<String> reasons, boolean moreFollows) {
        return reasons.size() == 1 && !moreFollows
                ? PlainText.cut(reasons.get(0), PlainText.LENGTH)
                : Reasons.sentences(reasons);
    }

    /** Whether this is no answer of a token service: a redirect, a proxy's demand, or something for a browser. */
    private static boolean isStranger(HttpAnswer answer) {
        boolean json = Json.parse(answer.body()).isContainerNode();
        boolean prose = ErrorBody.isProse(answer.body())
                && ErrorBody.tree(answer.body()).isMissingNode()
                && !PlainText.of(answer.body()).isEmpty();
        return answer.isRedirect() || answer.status() == 407 || !json && (prose || answer.isPage());
    }

    private static String stranger(HttpAnswer answer, Proof proof) {
        if (answer.status() == 407) {
            return "a proxy on the way wants a login (407). " + Hints.PROXY;
        }
        String what = " " + Refusal.target(answer, proof::hide);
        if (!answer.isRedirect()) {
            List<String> words = ErrorReasons.of(answer.body(), proof::hide);
            what = (answer.isPage() ? ", an HTML page" : ", no JSON")
                    + (words.isEmpty() ? "" : ": “" + PlainText.cut(words.get(0), 300) + "”");
        }
        return "instead of the token service something else answered (" + answer.status() + what
                + "). Check the address of the authority, and whether a proxy or a login page is on the way.";
    }
}
