package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What the offer itself shows after its operation is over.
 *
 * @param text the service's words for it, plain text
 * @param submission the id of the submission that was published, where the API names it; else null
 */
public record OfferVerification(
        Verdict verdict, String text, @CheckForNull String submission) {

    public OfferVerification(Verdict verdict, String text) {
        this(verdict, text, null);
    }

    public enum Verdict {
        CONFIRMED,
        /** The service has not caught up; worth another poll. */
        NOT_YET,
        /** It is not over, whatever the operation says. */
        RUNNING,
        /** The service says that it is over, and not how it ended. */
        UNTOLD,
        CONTRADICTED
    }
}
