package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * What a request will send; read beforehand, so that the request that counts is a single one.
 *
 * @param product the API's own id of the offer; null where it goes by publisher and offer
 * @param submission the id of the preview that goes live; null where the API takes the offer's preview by itself, and for
 *     a preview, which has no id before it is published
 * @param alreadyLive whether that preview is live already, so that there is nothing to send
 * @param notificationEmails who is told by mail, as far as the API tells anybody
 */
public record SubmissionPlan(
        Offer offer,
        Target target,
        @CheckForNull String product,
        @CheckForNull String submission,
        boolean alreadyLive,
        List<String> notificationEmails) {

    public SubmissionPlan {
        notificationEmails = List.copyOf(notificationEmails);
    }

    public static SubmissionPlan of(Offer offer, Target target) {
        return new SubmissionPlan(offer, target, null, null, false, List.of());
    }

    public SubmissionPlan notifying(List<String> emails) {
        return new SubmissionPlan(offer, target, product, submission, alreadyLive, emails);
    }

    /** For a log, after “Could not”. */
    public String purpose() {
        return target.action(offer.toString());
    }
}
