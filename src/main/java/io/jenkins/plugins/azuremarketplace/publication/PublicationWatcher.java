package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Confirmation;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.error.Reasons;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes of one look at an operation: still pending, or finished. Never sleeps, never loops. */
final class PublicationWatcher {

    /** Gateways are known to refuse for minutes what was fine before and is fine afterwards. */
    private static final Duration REFUSED_FOR = Duration.ofHours(1);

    private static final int REFUSALS = 5;

    /** Of an operation whose location was given, and which was never seen: the location is wrong. */
    private static final int REFUSALS_OF_THE_UNSEEN = 3;

    /** How long an offer may take to show the success that its operation reported. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(10);

    private final Work work;
    private final Publication publication;
    private final Narrator narrator;

    PublicationWatcher(Work work) {
        this.work = work;
        this.publication = work.publication;
        narrator = new Narrator(work, publication.progress());
    }

    /** The service told the state of the operation. */
    Observation observe(SharedLooks.Look look, Marketplace marketplace) {
        Instant now = look.at();
        Operation operation = look.operation();
        work.wellAgain();
        publication.looked(now);
        Progress before = publication.progress();
        Progress seen = Progress.of(operation, before, now);
        if (seen != before) {
            publication.progress(seen);
            narrator.tell(before, seen);
            work.saveIfPossible();
        }
        OperationStatus status = operation.status();
        if (publication.target() == Target.PREVIEW && Signoff.of(operation) == Signoff.AWAITED) {
            return Work.finished(Kind.IN_PREVIEW, ready() + " It waits for the publisher's sign-off: a go-live.");
        }
        if (status == OperationStatus.SUCCEEDED || status == OperationStatus.ENDED) {
            return confirm(status, marketplace);
        }
        if (status.isOver()) {
            return new Observation.Finished(failure(publication, operation, marketplace));
        }
        if (seen == before) {
            narrator.tellSilence(seen, now);
        }
        Duration age = Duration.between(Instant.ofEpochMilli(publication.accepted()), now);
        Duration pause = work.schedule().next(age, work.minimum(), operation.retryAfter());
        return work.in(pause.minus(Duration.between(now, work.now())));
    }

    /** The state of the operation could not be read. That passes, unless the service refuses for good. */
    Observation observe(IOException e) {
        publication.looked(work.now());
        boolean unseen = publication.isWatchOnly() && publication.progress() == null;
        if (unseen
                && e instanceof MarketplaceException token
                && token.kind() == MarketplaceException.Kind.TOKEN_REFUSED) {
            return Work.finished(Kind.NO_TOKEN, e.getMessage());
        }
        Observation later = work.trouble(e, "read the state of the operation");
        return e instanceof MarketplaceException refusal && isFinal(unseen)
                ? new Observation.Finished(new Outcome(
                        Kind.REFUSED,
                        e.getMessage() + " Operation " + publication.operation()
                                + (unseen ? " was never seen; check its location." : " may still be running."),
                        refusal.reasons()))
                : later;
    }

    /** Whether refusals have been the only answer for so long that nothing else is to be expected. */
    private boolean isFinal(boolean unseen) {
        Trouble trouble = publication.trouble();
        if (trouble == null || trouble.refusals() == 0) {
            return false;
        }
        return unseen
                ? trouble.refusals() >= REFUSALS_OF_THE_UNSEEN
                : trouble.refusals() >= REFUSALS
                        && !work.now().isBefore(trouble.refusedSince().plus(REFUSED_FOR));
    }

    /** The limit was reached. */
    Outcome expired() {
        return Outcome.of(
                Kind.EXPIRED,
                "The limit for the publication of " + publication.title() + " was reached (" + work.limit()
                        + "), and operation " + publication.operation() + " still runs"
                        + (publication.trouble() == null ? "" : " as far as is known: " + publication.troubleReason())
                        + ". To go on waiting: " + work.host.waitCommand(String.valueOf(publication.operation())));
    }

    /** @param status what the operation says of its end: a success, or only that it is over */
    private Observation confirm(OperationStatus status, Marketplace marketplace) {
        boolean success = status == OperationStatus.SUCCEEDED;
        if (!publication.hasOffer()) {
            return success
                    ? Work.finished(Kind.SUCCEEDED, "Operation " + publication.operation() + " is complete.")
                    : untold(marketplace);
        }
        Offer offer = publication.offer();
        Confirmation confirmation;
        try {
            confirmation = marketplace.confirm(
                    offer,
                    publication.target(),
                    publication.submission(),
                    publication.submitting().known());
        } catch (MarketplaceException e) {
            if (!success) {
                return observe(e);
            }
            work.log("The operation is complete. The offer could not be read for a cross-check: " + e.getMessage());
            return reached();
        }
        String submission = confirmation.submission();
        if (submission != null) {
            publication.submitting().submission(submission);
        }
        if (publication.confirmingSince() == 0) {
            publication.confirmingSince(work.now());
        }
        Duration waited = Duration.between(Instant.ofEpochMilli(publication.confirmingSince()), work.now());
        boolean clear = confirmation.verdict() == Confirmation.Verdict.CONFIRMED
                || confirmation.verdict() == Confirmation.Verdict.CONTRADICTED
                || confirmation.verdict() == Confirmation.Verdict.UNTOLD && success;
        if (!clear && waited.compareTo(CATCHING_UP) < 0) {
            if (waited.isZero()) {
                work.log("The operation is complete; waiting until the offer shows it.");
                work.saveIfPossible();
            }
            return work.in(work.schedule().first(work.minimum()));
        }
        boolean failed = publication.target() == Target.PREVIEW
                && publication.submission() != null
                && confirmation.verdict() == Confirmation.Verdict.CONTRADICTED;
        return success && !failed ? confirmed(confirmation, marketplace) : ended(confirmation, offer, marketplace);
    }

    /** The operation's own success counts; what the offer shows is told. */
    private Observation confirmed(Confirmation confirmation, Marketplace marketplace) {
        boolean shown = confirmation.verdict() == Confirmation.Verdict.CONFIRMED
                || confirmation.verdict() == Confirmation.Verdict.UNTOLD;
        work.log(
                shown
                        ? "The operation is complete, and the offer's status is: " + confirmation.text() + "."
                        : "Warning: the operation is complete, but the offer's status is: " + confirmation.text()
                                + ". Look at the offer in Partner Center: "
                                + marketplace.api().page(publication.submission()));
        return reached();
    }

    /** The operation does not tell how it ended: the offer does, or nobody. */
    private Observation ended(Confirmation confirmation, Offer offer, Marketplace marketplace) {
        return switch (confirmation.verdict()) {
            case CONFIRMED -> reached();
            case CONTRADICTED ->
                Work.finished(
                        Kind.FAILED,
                        "Publication of " + offer + " failed: " + confirmation.text() + ". See "
                                + marketplace.api().page(publication.submission()));
            case NOT_YET, UNTOLD -> untold(marketplace);
        };
    }

    private Observation untold(Marketplace marketplace) {
        return Work.finished(
                Kind.UNKNOWN,
                "Operation " + publication.operation()
                        + " is over, and the service does not tell how it ended. Look at the offer in Partner Center: "
                        + marketplace.api().page(publication.submission()));
    }

    private Observation reached() {
        return publication.target() == Target.PREVIEW
                ? Work.finished(Kind.IN_PREVIEW, ready())
                : Work.finished(Kind.SUCCEEDED, "Offer " + publication.title() + " is live.");
    }

    private String ready() {
        return "The preview of " + publication.title() + " is ready.";
    }

    static Outcome failure(Publication publication, Operation operation, Marketplace marketplace) {
        Kind kind =
                switch (operation.status()) {
                    case REJECTED -> Kind.REJECTED;
                    case CANCELED -> Kind.CANCELED;
                    default -> Kind.FAILED;
                };
        String verb =
                switch (kind) {
                    case REJECTED -> " was rejected";
                    case CANCELED -> " was canceled";
                    default -> " failed";
                };
        List<String> reasons = operation.reasons();
        StringBuilder message = new StringBuilder("Publication of " + publication.title() + verb);
        message.append(reasons.isEmpty() ? "; the service gave no reason." : ": " + Reasons.sentences(reasons));
        if (publication.hasOffer()) {
            message.append(" See ").append(marketplace.api().page(publication.submission()));
        }
        return new Outcome(kind, message.toString(), reasons);
    }
}
