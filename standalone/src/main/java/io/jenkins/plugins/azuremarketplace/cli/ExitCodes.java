package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;

/** What a script learns from a command. */
final class ExitCodes {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NO_TOKEN = 3;
    static final int REFUSED = 4;
    static final int CONFLICT = 5;
    static final int LIMIT = 6;
    static final int INTERNAL_ERROR = 70;
    static final int INTERRUPTED = 130;

    private ExitCodes() {}

    static int of(PublicationRequest request, Outcome outcome) {
        return request.isFulfilledBy(outcome.kind()) ? OK : of(outcome.kind());
    }

    static int of(Outcome.Kind kind) {
        return switch (kind) {
            case ACCEPTED, IN_PREVIEW, SUCCEEDED, ALREADY_LIVE, DRY_RUN -> OK;
            case FAILED, REJECTED, CANCELED, TOO_LATE -> FAILED;
            case NO_TOKEN -> NO_TOKEN;
            case REFUSED -> REFUSED;
            case CONFLICT -> CONFLICT;
            case EXPIRED, UNKNOWN -> LIMIT;
            case ABORTED -> INTERRUPTED;
        };
    }
}
