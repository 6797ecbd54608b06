package io.jenkins.plugins.azuremarketplace.api.http;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorBody;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorReasons;
import io.jenkins.plugins.azuremarketplace.api.error.Reasons;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.List;
import java.util.function.UnaryOperator;

/** Says that a request was refused, by whom and why, and what to do about it. */
public final class Refusal {

    /** Characters; the address of a login page may hold all of the request. */
    private static final int LOCATION = 200;

    private Refusal() {}

    /**
     * @param hide takes out of a text from outside what must not be seen
     */
    static MarketplaceException of(HttpAnswer answer, String purpose, UnaryOperator<String> hide) {
        List<String> reasons = ErrorReasons.of(answer.body(), hide);
        String code = ErrorReasons.code(ErrorBody.tree(hide.apply(answer.body())), hide);
        boolean conflict = ErrorReasons.tellOfConflict(answer.status(), code, reasons);
        String hint = conflict ? Hints.CONFLICT : Hints.of(answer);
        String correlationId = PlainText.cut(ErrorReasons.plain(answer.correlationId(), hide), 100);
        StringBuilder message = new StringBuilder("Could not ")
                .append(purpose)
                .append(": ")
                .append(what(answer, hide))
                .append('.');
        if (!reasons.isEmpty()) {
            message.append(' ').append(Reasons.sentences(reasons));
        }
        if (!hint.isEmpty()) {
            message.append(' ').append(hint);
        }
        if (!correlationId.isEmpty()) {
            message.append(" Correlation id: ").append(correlationId).append('.');
        }
        MarketplaceException refusal = new MarketplaceException(
                answer.isRedirect() ? Kind.NOT_THE_SERVICE : Kind.STATUS,
                message.toString(),
                answer.status(),
                code,
                reasons,
                answer.retryAfter(),
                null);
        return conflict ? refusal.asConflict() : refusal;
    }

    private static String what(HttpAnswer answer, UnaryOperator<String> hide) {
        int status = answer.status();
        if (answer.isRedirect()) {
            return "the service redirected " + target(answer, hide) + " (" + status + ")";
        }
        if (status == 407) {
            return "a proxy on the way wants a login (407)";
        }
        boolean stranger = (status == 401 || status == 403) && !answer.body().isBlank();
        return (stranger && !Hints.isOfTheService(answer) ? "a gateway or proxy on the way" : "the service")
                + " answered " + status;
    }

    /** Where a redirect leads, such as {@code to https://login.example/}. */
    public static String target(HttpAnswer answer, UnaryOperator<String> hide) {
        String location = answer.headers().get("Location");
        String target = location == null ? "" : ErrorReasons.plain(location, hide);
        return target.isEmpty() ? "without saying where" : "to " + PlainText.cut(target, LOCATION);
    }
}
