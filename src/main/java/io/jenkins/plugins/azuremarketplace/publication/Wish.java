package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.util.List;

/**
 * What is asked for.
 *
 * @param offer null if only an operation is known
 * @param waits whether to wait for the end; otherwise an acceptance is enough
 * @param notificationEmails who is told by mail, as far as the API tells anybody
 * @param anyPreview whether a go-live makes public whatever is in preview, also what this build did not publish
 */
public record Wish(
        Target target,
        @CheckForNull Offer offer,
        boolean waits,
        ConflictPolicy onConflict,
        boolean cancelOnAbort,
        List<String> notificationEmails,
        boolean anyPreview) {

    public Wish {
        notificationEmails = List.copyOf(notificationEmails);
    }
}
