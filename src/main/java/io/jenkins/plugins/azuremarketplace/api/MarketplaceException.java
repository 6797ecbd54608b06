package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;

/** A call that did not get the answer it needs. The message is for the user: what happened, why, what to do. */
public final class MarketplaceException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    /** How far the call got. */
    public enum Kind {
        /** There is no token: the principal is refused. */
        TOKEN_REFUSED,
        /** There is no token now: the authority can't be reached or is busy. */
        TOKEN_UNAVAILABLE,
        /** No connection: the request never left. */
        UNREACHABLE,
        /** The request left, and no answer came. */
        NO_ANSWER,
        /** The service answered with a status other than success. */
        STATUS,
        /** The answer can't be used. */
        UNUSABLE,
        /** The answer does not come from the service: a redirect, or a page. */
        NOT_THE_SERVICE,
        /** The state of the offer does not allow the call; nothing was sent that changes anything. */
        NOT_READY
    }

    private final Kind kind;
    private final int status;
    private final String code;
    /** Null after deserialization. */
    @CheckForNull
    private final transient List<String> reasons;

    @CheckForNull
    private final transient Duration retryAfter;

    private final boolean conflict;

    public MarketplaceException(Kind kind, String message, @CheckForNull Throwable cause) {
        this(kind, message, 0, "", List.of(), null, cause);
    }

    public MarketplaceException(
            Kind kind,
            String message,
            int status,
            String code,
            List<String> reasons,
            @CheckForNull Duration retryAfter,
            @CheckForNull Throwable cause) {
        this(kind, message, status, code, reasons, retryAfter, false, cause);
    }

    private MarketplaceException(
            Kind kind,
            String message,
            int status,
            String code,
            List<String> reasons,
            @CheckForNull Duration retryAfter,
            boolean conflict,
            @CheckForNull Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
        this.code = code;
        this.reasons = List.copyOf(reasons);
        this.retryAfter = retryAfter;
        this.conflict = conflict;
    }

    /** The same, said once more while it still holds. */
    public MarketplaceException again(Duration remaining) {
        return new MarketplaceException(kind, getMessage(), status, code, reasons(), remaining, conflict, this);
    }

    /** The same, where its maker knows that another operation of the offer is why. */
    public MarketplaceException asConflict() {
        return new MarketplaceException(kind, getMessage(), status, code, reasons(), retryAfter, true, getCause());
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status, or 0 if none was received. */
    public int status() {
        return status;
    }

    /** The service's own code for the error, such as {@code InvalidAPIVersion}; or empty. */
    public String code() {
        return code;
    }

    /** What the service gave as reasons: plain text, perhaps empty. */
    public List<String> reasons() {
        return reasons == null ? List.of() : reasons;
    }

    /** How long the service wants to be left alone; null if it does not say. */
    @CheckForNull
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same call may well succeed later although nobody changes anything. */
    public boolean isPassing() {
        return switch (kind) {
            case TOKEN_UNAVAILABLE, UNREACHABLE, NO_ANSWER, UNUSABLE -> true;
            case TOKEN_REFUSED, NOT_READY, NOT_THE_SERVICE -> false;
            case STATUS -> status == 401 || isDoubtful(status);
        };
    }

    /** Whether the answer is a no that no repetition changes: a 4xx, a redirect, or a page that is not the service. */
    public boolean isRefusal() {
        return kind == Kind.NOT_THE_SERVICE || kind == Kind.STATUS && !isPassing();
    }

    /**
     * Whether it is certain that a request which changes something changed nothing. A 5xx is no proof: the service is
     * known to answer 503 after it accepted a submission. Nor is a success that a page comes with.
     */
    public boolean provesNothingAccepted() {
        return switch (kind) {
            case TOKEN_REFUSED, TOKEN_UNAVAILABLE, UNREACHABLE, NOT_READY -> true;
            case NO_ANSWER, UNUSABLE -> false;
            case STATUS, NOT_THE_SERVICE -> status >= 300 && !isDoubtful(status);
        };
    }

    /** Whether the status was one of success, although the answer does not come from the service. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    private static boolean isDoubtful(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    /** Whether the service refused because another operation of the offer is running. */
    public boolean isConflict() {
        return conflict;
    }
}
