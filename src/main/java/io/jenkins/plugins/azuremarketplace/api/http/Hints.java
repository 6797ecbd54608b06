package io.jenkins.plugins.azuremarketplace.api.http;

import io.jenkins.plugins.azuremarketplace.api.error.ErrorBody;

/** What to do about a refusal, for the ones that have a usual cause. */
public final class Hints {

    public static final String PROXY = "Set its user name and password where the proxy is configured.";

    static final String CONFLICT = "Another operation of this offer is in progress: wait for its end, or attach to it.";

    private Hints() {}

    static String of(HttpAnswer answer) {
        if (answer.isRedirect()) {
            return "That is not followed: check the address of the service,"
                    + " and whether a proxy or a login page is on the way.";
        }
        return switch (answer.status()) {
            case 400 ->
                "The service does not allow this now, or found the request malformed; look at the offer in Partner Center.";
            case 401 ->
                isOfTheService(answer)
                        ? "The token was not accepted: check that the service principal belongs to the tenant"
                                + " of the publisher account."
                        : stranger();
            case 403 ->
                isOfTheService(answer)
                        ? "The service principal must be a user of this publisher account in Partner Center;"
                                + " a usual cause is that the wrong object id was registered there."
                        : stranger();
            case 404 -> "Check the publisher id and the offer id, and that the service principal may see the offer.";
            case 407 -> PROXY;
            case 412 -> "The offer was changed meanwhile.";
            case 422 -> "The offer did not pass validation: correct it in Partner Center.";
            default -> "";
        };
    }

    private static String stranger() {
        return "The service itself would say why in JSON: a gateway or proxy on the way refused.";
    }

    /** By its JSON; or where there is no body, by what its headers tell of it. */
    static boolean isOfTheService(HttpAnswer answer) {
        if (answer.body().isBlank()) {
            return !answer.correlationId().isEmpty()
                    || answer.headers().values("WWW-Authenticate").stream()
                            .anyMatch(scheme -> scheme.regionMatches(true, 0, "Bearer", 0, 6));
        }
        return !answer.isPage() && !ErrorBody.tree(answer.body()).isMissingNode();
    }
}
