package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.io.IOException;
import java.util.List;

/**
 * How a publication ended, as far as this build or command is concerned.
 *
 * @param message sentences for the user: what happened, why, what to do
 * @param reasons what the service gave as reasons; plain text, perhaps empty
 */
public record Outcome(Kind kind, String message, List<String> reasons) {

    public enum Kind {
        /** The request was accepted and goes on; nobody waits for it. */
        ACCEPTED,
        /** The preview can be looked at. */
        IN_PREVIEW,
        /** The offer is public. */
        SUCCEEDED,
        /** The offer was public before; nothing was sent. */
        ALREADY_LIVE,
        /** The request would have been sent, or what it would have waited for is told; nothing was sent. */
        DRY_RUN,
        FAILED,
        REJECTED,
        CANCELED,
        /** It was to be canceled, and could not be any more: it is over, or the service refuses. */
        TOO_LATE,
        /** The service refused the request or can't be used, or the build can't begin. Nothing was started. */
        REFUSED,
        /** There is no token, or there are no credentials. Nothing was started. */
        NO_TOKEN,
        /** Another operation of the offer is running. Nothing was started. */
        CONFLICT,
        /** The limit was reached; the operation still runs. */
        EXPIRED,
        /** Whether the request was accepted could not be found out before the limit. */
        UNKNOWN,
        /** Whoever waited stopped waiting; the operation still runs, if there is one. */
        ABORTED;

        /** Why nothing could be started: there is no token, or no connection to the service that can be used. */
        static Kind of(IOException e) {
            return !(e instanceof MarketplaceException refusal)
                            || refusal.kind() == MarketplaceException.Kind.TOKEN_REFUSED
                            || refusal.kind() == MarketplaceException.Kind.TOKEN_UNAVAILABLE
                    ? NO_TOKEN
                    : REFUSED;
        }

        public boolean isSuccess() {
            return switch (this) {
                case ACCEPTED, IN_PREVIEW, SUCCEEDED, ALREADY_LIVE, DRY_RUN -> true;
                default -> false;
            };
        }

        /** Whether it tells of the publication, and not of arguments, credentials or a service that can't be used. */
        public boolean tellsOfPublication() {
            return switch (this) {
                case FAILED, REJECTED, CANCELED, TOO_LATE, CONFLICT, EXPIRED, UNKNOWN -> true;
                default -> isSuccess();
            };
        }

        /** How a publication ends that got the offer to its target. */
        static Kind reached(Target target) {
            return target == Target.PREVIEW ? IN_PREVIEW : SUCCEEDED;
        }

        /** Whether an operation may still be running, so that a later attempt must look after it first. */
        boolean leavesOperation() {
            return this == EXPIRED || this == UNKNOWN || this == ABORTED;
        }
    }

    public Outcome {
        reasons = List.copyOf(reasons);
    }

    /** Nothing could be read, canceled or started; the exception's message is for the user. */
    public static Outcome of(IOException e) {
        return new Outcome(
                Kind.of(e),
                String.valueOf(e.getMessage()),
                e instanceof MarketplaceException refusal ? refusal.reasons() : List.of());
    }

    static Outcome of(Kind kind, String message) {
        return new Outcome(kind, message, List.of());
    }
}
