package io.jenkins.plugins.azuremarketplace.simulator;

/**
 * How the portal says that a preview waits for its publisher.
 *
 * @param stepId {@code id} of the step
 * @param stepName {@code stepName} of the step
 * @param step status of the step
 * @param operation status of the operation, and its state in the list
 * @param offer status of the offer
 */
public record SignoffWords(String stepId, String stepName, String step, String operation, String offer) {

    /** As Microsoft's pages have it. */
    public static final SignoffWords DOCUMENTED = new SignoffWords(
            "publisher-signoff",
            "Publisher signoff",
            "waitingForPublisherReview",
            "running",
            "waitingForPublisherReview");

    /** As a client in the wild expects it. */
    public static final SignoffWords OBSERVED = new SignoffWords(
            "publisher-signoff", "publisher-signoff", "waitingForPublisherReview", "running", "running");

    /** The status of the offer everywhere, in capitals. */
    public static final SignoffWords LOUD = new SignoffWords(
            "PublisherSignoff",
            "Publisher Signoff",
            "WaitingForPublisherReview",
            "WaitingForPublisherReview",
            "WaitingForPublisherReview");
}
