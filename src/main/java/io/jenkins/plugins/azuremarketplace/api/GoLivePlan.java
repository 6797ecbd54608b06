package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * What a go-live will send; read beforehand, so that the request that counts is a single one.
 *
 * @param submission the id of the preview that goes live; null where the API takes the offer's preview by itself
 * @param alreadyLive whether that preview is live already, so that there is nothing to send
 */
public record GoLivePlan(Offer offer, @CheckForNull String submission, boolean alreadyLive) {

    static GoLivePlan of(Offer offer) {
        return new GoLivePlan(offer, null, false);
    }
}
