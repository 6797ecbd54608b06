package io.jenkins.plugins.azuremarketplace.publication;

import java.util.function.UnaryOperator;

/** What becomes of a publication that nobody waits for any longer, in sentences for the user. */
public final class DetachNotice {

    private DetachNotice() {}

    /**
     * @param waitCommand makes of an operation's location what a user types to watch it later
     */
    public static String of(Publication publication, UnaryOperator<String> waitCommand) {
        // In this order: what is accepted in between is told as "may have been accepted", never as "nothing".
        boolean intended = publication.submissionState().isIntended();
        String operation = publication.operation();
        String title = publication.title();
        if (operation != null) {
            return "The publication of " + title
                    + (publication.isCanceling() ? " goes on unless the service cancels it" : " goes on")
                    + ". To watch it: " + waitCommand.apply(operation);
        }
        if (publication.submissionState().isAnswered()) {
            return "The " + publication.target().noun() + " of " + title
                    + " was accepted, and goes on; which operation it is was not known yet. Look at the offer in Partner Center.";
        }
        return intended || publication.submissionState().doubtful() > 0
                ? "The " + publication.target().noun() + " of " + title
                        + " may have been accepted; look at the offer in Partner Center before you try again."
                : "Nothing was submitted for " + title + ".";
    }
}
