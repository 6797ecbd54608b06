package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Entries of the portal's list of submissions.
 *
 * @param keys whether operations are named by their keys instead of their GUIDs
 * @param keepsType whether a preview that goes on to live is called {@code publish} all the same
 */
record PortalListing(SignoffWords words, boolean keys, boolean keepsType, Times times) {

    ObjectNode entry(SimulatedPublication publication, SimulatedProgress progress) {
        Instant signedOff = publication.signedOff();
        String type = signedOff == null || keepsType ? publication.type : SimulatedPublication.GO_LIVE;
        ObjectNode submission = JsonNodeFactory.instance
                .objectNode()
                .put("id", keys ? publication.key() : publication.id)
                .put("offerId", publication.offer)
                .put("offerVersion", 1)
                .put("offerTypeId", "microsoft-azure-virtualmachines")
                .put("publisherId", publication.publisher)
                .put("submissionType", type)
                .put("submissionState", PortalAnswers.status(progress, words))
                .put("publishingVersion", publication.version)
                .put("slot", type.equals(SimulatedPublication.GO_LIVE) ? "production" : "staging")
                .put("version", 636_576_975_611_768_314L + publication.version);
        submission.putObject("definition").putObject("metadata").put("emails", "jdoe@contoso.com");
        Instant changed = signedOff == null ? publication.started : signedOff;
        times.put(submission, "changedTime", changed, 6 + publication.version % 2);
        return submission;
    }
}
