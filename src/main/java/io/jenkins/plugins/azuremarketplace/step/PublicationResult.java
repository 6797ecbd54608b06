package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What the steps return to a pipeline. */
public final class PublicationResult implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String publisher;
    private final String offer;

    @CheckForNull
    private final String operation;

    @CheckForNull
    private final String operationUrl;

    private final String state;
    private final boolean attached;
    private final String message;
    private final ArrayList<String> reasons;

    PublicationResult(Publication publication, Outcome outcome) {
        publisher = publication.publisher();
        offer = publication.offerId();
        operation = publication.operation();
        operationUrl = publication.operationUrl();
        state = outcome.kind().name();
        attached = publication.isAttached();
        message = outcome.message();
        reasons = new ArrayList<>(outcome.reasons());
    }

    @Whitelisted
    public String getPublisher() {
        return publisher;
    }

    @Whitelisted
    public String getOffer() {
        return offer;
    }

    /** The location exactly as the service sent it; null if none was needed. */
    @Whitelisted
    @CheckForNull
    public String getOperation() {
        return operation;
    }

    /** The location as an absolute URL; null if none was needed. */
    @Whitelisted
    @CheckForNull
    public String getOperationUrl() {
        return operationUrl;
    }

    /** {@code ACCEPTED} (nobody waited), {@code IN_PREVIEW}, {@code SUCCEEDED}, {@code ALREADY_LIVE}, {@code DRY_RUN}; with
     * {@code propagate: false} also {@code FAILED}, {@code REJECTED}, {@code CANCELED}, {@code CONFLICT}, {@code EXPIRED},
     * {@code UNKNOWN} or {@code TOO_LATE}. */
    @Whitelisted
    public String getState() {
        return state;
    }

    /** Whether the operation was somebody else's. */
    @Whitelisted
    public boolean isAttached() {
        return attached;
    }

    /** Sentences about the end. */
    @Whitelisted
    public String getMessage() {
        return message;
    }

    /** What the service gave as reasons, where it did not end as it was asked for; perhaps empty. */
    @Whitelisted
    public List<String> getReasons() {
        return new ArrayList<>(reasons);
    }

    @Override
    public String toString() {
        return publisher + "/" + offer + ": " + state + (operation == null ? "" : " (" + operation + ")");
    }
}
