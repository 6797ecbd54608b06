package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is asked for, and until when it may take. Immutable; a plain class, since build records can't hold Java records.
 * Times are milliseconds since the epoch.
 */
public final class PublicationRequest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String id;
    private final long begun;
    private final long deadline;
    private final String target;
    private final String publisher;
    private final String offer;

    /** Null if one is to be started. */
    @CheckForNull
    private final String operation;

    private final boolean wait;
    private final String onConflict;
    private final boolean cancelOnAbort;

    /** Null for nobody. */
    @CheckForNull
    private final ArrayList<String> notificationEmails;

    private final boolean anyPreview;
    private final boolean dryRun;
    private final boolean cancel;

    private PublicationRequest(Builder builder, Instant now, Duration limit) {
        id = UUID.randomUUID().toString().substring(0, 8);
        begun = now.toEpochMilli();
        deadline = now.plus(limit).toEpochMilli();
        target = builder.target.word();
        publisher = builder.offer == null ? "" : builder.offer.publisher();
        offer = builder.offer == null ? "" : builder.offer.id();
        operation = builder.operation;
        wait = builder.wait;
        onConflict = builder.onConflict.word();
        cancelOnAbort = builder.cancelOnAbort;
        notificationEmails = builder.notificationEmails.isEmpty() ? null : new ArrayList<>(builder.notificationEmails);
        anyPreview = builder.anyPreview;
        dryRun = builder.dryRun;
        cancel = builder.cancel;
    }

    /** An offer is to be published. */
    public static Builder publish(Target target, Offer offer) {
        return new Builder(target, offer, null);
    }

    /** An operation, whoever started it, is to be waited for. */
    public static Builder watch(Target target, String operation) {
        return new Builder(target, null, operation).waiting(true);
    }

    /**
     * An operation, whoever started it, is to be canceled within three minutes.
     *
     * @param wait whether to wait for its end; otherwise it is enough that the service accepts
     */
    public static PublicationRequest cancel(String operation, boolean wait, Instant now) {
        return watch(Target.LIVE, operation).waiting(wait).canceling().begin(now, Cancellation.LONGEST);
    }

    /** A name for this publication that no other one has. */
    public String id() {
        return id;
    }

    public long begun() {
        return begun;
    }

    Instant begunInstant() {
        return Instant.ofEpochMilli(begun);
    }

    public long deadline() {
        return deadline;
    }

    Instant deadlineInstant() {
        return Instant.ofEpochMilli(deadline);
    }

    public Target target() {
        return Target.parse(target).orElse(Target.LIVE);
    }

    String publisher() {
        return publisher;
    }

    /** The offer's id; empty if only an operation is known. */
    String offer() {
        return offer;
    }

    /** The location of the operation to be watched; null if one is to be started. */
    @CheckForNull
    public String operation() {
        return operation;
    }

    public boolean isWatchOnly() {
        return operation != null;
    }

    /** Whether to wait for the end; otherwise an acceptance is enough. */
    public boolean isWait() {
        return wait;
    }

    ConflictPolicy onConflict() {
        return ConflictPolicy.parse(onConflict).orElse(ConflictPolicy.FAIL);
    }

    boolean isCancelOnAbort() {
        return cancelOnAbort;
    }

    /** Who is told by mail, as far as the API tells anybody. */
    List<String> notificationEmails() {
        return notificationEmails == null ? List.of() : List.copyOf(notificationEmails);
    }

    /** Whether a go-live makes public whatever is in preview, also what this build did not publish. */
    boolean isAnyPreview() {
        return anyPreview;
    }

    /** Whether all is done up to the request, which is told and not sent. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Whether the operation is to be canceled, and not to be waited for. */
    public boolean isCancel() {
        return cancel;
    }

    /** Whether this end is what was asked for. */
    public boolean isFulfilledBy(Outcome.Kind end) {
        return cancel ? end == Outcome.Kind.CANCELED || end == Outcome.Kind.ACCEPTED : end.isSuccess();
    }

    boolean isWhole() {
        return id != null
                && publisher != null
                && offer != null
                && onConflict != null
                && Target.parse(target).isPresent();
    }

    public static final class Builder {

        private final Target target;

        @CheckForNull
        private final Offer offer;

        @CheckForNull
        private final String operation;

        private boolean wait;
        private ConflictPolicy onConflict = ConflictPolicy.FAIL;
        private boolean cancelOnAbort;
        private List<String> notificationEmails = List.of();
        private boolean anyPreview;
        private boolean dryRun;
        private boolean cancel;

        private Builder(Target target, @CheckForNull Offer offer, @CheckForNull String operation) {
            this.target = target;
            this.offer = offer;
            this.operation = operation;
        }

        public Builder waiting(boolean wait) {
            this.wait = wait;
            return this;
        }

        public Builder onConflict(ConflictPolicy onConflict) {
            this.onConflict = onConflict;
            return this;
        }

        public Builder cancelOnAbort(boolean cancelOnAbort) {
            this.cancelOnAbort = cancelOnAbort;
            return this;
        }

        public Builder notifying(List<String> notificationEmails) {
            this.notificationEmails = List.copyOf(notificationEmails);
            return this;
        }

        public Builder anyPreview(boolean anyPreview) {
            this.anyPreview = anyPreview;
            return this;
        }

        public Builder dryRun(boolean dryRun) {
            this.dryRun = dryRun;
            return this;
        }

        private Builder canceling() {
            cancel = true;
            return this;
        }

        public PublicationRequest begin(Instant now, Duration limit) {
            return new PublicationRequest(this, now, limit);
        }
    }
}
