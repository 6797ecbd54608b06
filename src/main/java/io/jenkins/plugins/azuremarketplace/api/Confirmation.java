package io.jenkins.plugins.azuremarketplace.api;

/**
 * What the offer itself shows after its operation is over.
 *
 * @param text the service's words for it, plain text
 */
public record Confirmation(Verdict verdict, String text) {

    public enum Verdict {
        CONFIRMED,
        /** The service has not caught up; worth another look. */
        NOT_YET,
        /** The service says that it is over, and not how it ended. */
        UNTOLD,
        CONTRADICTED
    }
}
