package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OfferVerification;
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

/** Makes of one poll of an operation: still pending, or finished. Never sleeps, never loops. */
final class PublicationWatcher {

    /** Gateways are known to refuse for minutes what was fine before and is fine afterwards. */
    private static final Duration REFUSED_FOR = Duration.ofHours(1);

    private static final int REFUSALS = 5;

    /** Of an operation whose location was given, and which was never seen: the location is wrong. */
    private static final int REFUSALS_OF_THE_UNSEEN = 3;

    /** How long an offer may take to show the success that its operation reported. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(10);

    private final PublicationSession session;
    private final Publication publication;
    private final ProgressLog progressLog;

    PublicationWatcher(PublicationSession session) {
        this.session = session;
        this.publication = session.publication;
        progressLog = new ProgressLog(session, publication.progress());
    }

    /** The service told the state of the operation. */
    Observation observe(SharedPolls.Poll poll, Marketplace marketplace) {
        Instant now = poll.at();
        Operation operation = poll.operation();
        session.recovered();
        publication.polled(now);
        Progress before = publication.progress();
        Progress seen = Progress.of(operation, before, now);
        if (seen != before) {
            publication.progress(seen);
            progressLog.tell(before, seen);
            session.saveIfPossible();
        }
        OperationStatus status = operation.status();
        if (publication.target() == Target.PREVIEW && Signoff.of(operation) == Signoff.AWAITED) {
            return PublicationSession.finished(
                    Kind.IN_PREVIEW, ready() + " It waits for the publisher's sign-off: a go-live.");
        }
        if (status == OperationStatus.SUCCEEDED || status == OperationStatus.ENDED) {
            return verify(status, marketplace);
        }
        if (status.isOver()) {
            return new Observation.Finished(failure(publication, operation, marketplace));
        }
        if (seen == before) {
            progressLog.tellSilence(seen, now);
        }
        Duration age = Duration.between(Instant.ofEpochMilli(publication.accepted()), now);
        Duration pause = session.schedule().next(age, session.minimum(), operation.retryAfter());
        return session.in(pause.minus(Duration.between(now, session.now())));
    }

    /** The state of the operation could not be read. That passes, unless the service refuses for good. */
    Observation observe(IOException e) {
        publication.polled(session.now());
        boolean unseen = publication.request().isWatchOnly() && publication.progress() == null;
        if (unseen
                && e instanceof MarketplaceException token
                && token.kind() == MarketplaceException.Kind.TOKEN_REFUSED) {
            return PublicationSession.finished(Kind.NO_TOKEN, e.getMessage());
        }
        Observation later = session.transientFailure(e, "read the state of the operation");
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
        TransientFailure transientFailure = publication.transientFailure();
        if (transientFailure == null || transientFailure.refusals() == 0) {
            return false;
        }
        return unseen
                ? transientFailure.refusals() >= REFUSALS_OF_THE_UNSEEN
                : transientFailure.refusals() >= REFUSALS
                        && !session.now()
                                .isBefore(transientFailure.refusedSince().plus(REFUSED_FOR));
    }

    /** The limit was reached. */
    Outcome expired() {
        return Outcome.of(
                Kind.EXPIRED,
                "The limit for the publication of " + publication.title() + " was reached (" + session.limit()
                        + "), and operation " + publication.operation() + " still runs"
                        + (publication.transientFailure() == null
                                ? ""
                                : " as far as is known: " + publication.failureReason())
                        + ". To go on waiting: " + session.host.waitCommand(String.valueOf(publication.operation())));
    }

    /** @param status what the operation says of its end: a success, or only that it is over */
    private Observation verify(OperationStatus status, Marketplace marketplace) {
        boolean success = status == OperationStatus.SUCCEEDED;
        if (!publication.hasOffer()) {
            return success
                    ? PublicationSession.finished(
                            Kind.reached(publication.target()),
                            "Operation " + publication.operation() + " is complete.")
                    : untold(marketplace);
        }
        Offer offer = publication.offer();
        OfferVerification verification;
        try {
            verification = marketplace.verify(
                    offer,
                    publication.target(),
                    publication.submission(),
                    publication.submissionState().known());
        } catch (MarketplaceException e) {
            if (!success) {
                return observe(e);
            }
            if (e.isPassing() && catchingUp().compareTo(CATCHING_UP) < 0) {
                return untilTheOfferShows();
            }
            session.log("The operation is complete. The offer could not be read for a cross-check: " + e.getMessage());
            return reached();
        }
        boolean named = publication.submission() != null;
        String submission = verification.submission();
        if (submission != null) {
            publication.submissionState().submission(submission);
        }
        if (verification.verdict() == OfferVerification.Verdict.RUNNING) {
            return untilTheOfferShows();
        }
        boolean clear = verification.verdict() == OfferVerification.Verdict.CONFIRMED
                || verification.verdict() == OfferVerification.Verdict.CONTRADICTED
                || verification.verdict() == OfferVerification.Verdict.UNTOLD && success;
        if (!clear && catchingUp().compareTo(CATCHING_UP) < 0) {
            return untilTheOfferShows();
        }
        boolean failed = (named || submission != null && publication.target() == Target.PREVIEW)
                && verification.verdict() == OfferVerification.Verdict.CONTRADICTED;
        boolean unseen =
                publication.target() == Target.PREVIEW && verification.verdict() == OfferVerification.Verdict.NOT_YET;
        return success && !failed && !unseen
                ? confirmed(verification, marketplace)
                : ended(verification, offer, marketplace);
    }

    /** For how long the offer has not shown what the operation reports. */
    private Duration catchingUp() {
        return publication.verifyingSince() == 0
                ? Duration.ZERO
                : Duration.between(Instant.ofEpochMilli(publication.verifyingSince()), session.now());
    }

    private Observation untilTheOfferShows() {
        if (publication.verifyingSince() == 0) {
            publication.verifyingSince(session.now());
            session.log("The operation is complete; waiting until the offer shows it.");
            session.saveIfPossible();
        }
        return session.in(session.schedule().first(session.minimum()));
    }

    /** The operation's own success counts; what the offer shows is told. */
    private Observation confirmed(OfferVerification verification, Marketplace marketplace) {
        boolean shown = verification.verdict() == OfferVerification.Verdict.CONFIRMED
                || verification.verdict() == OfferVerification.Verdict.UNTOLD;
        session.log(
                shown
                        ? "The operation is complete, and the offer's status is: " + verification.text() + "."
                        : "Warning: the operation is complete, but the offer's status is: " + verification.text()
                                + ". Look at the offer in Partner Center: "
                                + marketplace.api().page(publication.submission()));
        return reached();
    }

    /** The operation does not tell how it ended: the offer does, or nobody. */
    private Observation ended(OfferVerification verification, Offer offer, Marketplace marketplace) {
        return switch (verification.verdict()) {
            case CONFIRMED -> reached();
            case CONTRADICTED ->
                PublicationSession.finished(
                        Kind.FAILED,
                        "Publication of " + offer + " failed: " + verification.text() + ". See "
                                + marketplace.api().page(publication.submission()));
            case NOT_YET, RUNNING, UNTOLD -> untold(marketplace);
        };
    }

    private Observation untold(Marketplace marketplace) {
        return PublicationSession.finished(
                Kind.UNKNOWN,
                "Operation " + publication.operation()
                        + " is over, and the service does not tell how it ended. Look at the offer in Partner Center: "
                        + marketplace.api().page(publication.submission()));
    }

    private Observation reached() {
        Target target = publication.target();
        return PublicationSession.finished(
                Kind.reached(target),
                target == Target.PREVIEW ? ready() : "Offer " + publication.title() + " is live.");
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
