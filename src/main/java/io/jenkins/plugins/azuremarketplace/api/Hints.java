package io.jenkins.plugins.azuremarketplace.api;

import java.util.List;

/** What to do about a refusal, for the ones that have a usual cause. */
final class Hints {

    private Hints() {}

    static String of(int status, String code, List<String> reasons) {
        if (ErrorReasons.tellOfConflict(status, code, reasons)) {
            return "Another operation of this offer is in progress: wait for its end, or attach to it.";
        }
        return switch (status) {
            case 400 ->
                "The service does not allow this now, or found the request malformed; look at the offer in Partner Center.";
            case 401 ->
                "The token was not accepted: check that the service principal belongs to the tenant of the publisher account.";
            case 403 ->
                "The service principal must be a user of this publisher account in Partner Center;"
                        + " a usual cause is that the wrong object id was registered there.";
            case 404 -> "Check the publisher id and the offer id, and that the service principal may see the offer.";
            case 412 -> "The offer was changed meanwhile.";
            case 422 -> "The offer did not pass validation: correct it in Partner Center.";
            default -> "";
        };
    }
}
