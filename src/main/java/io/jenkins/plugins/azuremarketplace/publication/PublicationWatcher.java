package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Confirmation;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Operation;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.OperationStatus;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes of one look at an operation: still pending, or finished. Never sleeps, never loops. */
final class PublicationWatcher {

    /** After its acceptance an operation may not be visible at once. */
    private static final Duration INVISIBLE = Duration.ofMinutes(10);

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
    Observation observe(SharedLooks.Look look, OperationLocation location, Marketplace marketplace) {
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
        if (status == OperationStatus.SUCCEEDED) {
            return confirm(location, marketplace);
        }
        if (status.isOver()) {
            return new Observation.Finished(failure(operation, marketplace));
        }
        if (seen == before) {
            narrator.tellSilence(seen, now);
        }
        Duration age = Duration.between(Instant.ofEpochMilli(publication.accepted()), now);
        Duration pause = work.schedule.next(age, work.minimum(), operation.retryAfter());
        return work.in(pause.minus(Duration.between(now, work.now())));
    }

    /** The state of the operation could not be read. Weather, unless the service refuses for good. */
    Observation observe(IOException e) {
        publication.looked(work.now());
        if (publication.isWatchOnly()
                && publication.progress() == null
                && e instanceof MarketplaceException token
                && token.kind() == MarketplaceException.Kind.TOKEN_REFUSED) {
            return Work.finished(Kind.NO_TOKEN, e.getMessage());
        }
        boolean refused = e instanceof MarketplaceException refusal
                && refusal.kind() == MarketplaceException.Kind.STATUS
                && !refusal.isPassing();
        Duration age = Duration.between(Instant.ofEpochMilli(publication.accepted()), work.now());
        boolean invisible = refused && ((MarketplaceException) e).status() == 404 && age.compareTo(INVISIBLE) < 0;
        if (refused && !invisible) {
            return new Observation.Finished(new Outcome(
                    Kind.REFUSED,
                    e.getMessage() + " Operation " + publication.operation() + " may still be running.",
                    ((MarketplaceException) e).reasons()));
        }
        return work.trouble(e, invisible ? "see the operation yet" : "read the state of the operation");
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

    private Observation confirm(OperationLocation location, Marketplace marketplace) {
        if (!publication.hasOffer()) {
            return new Observation.Finished(
                    Outcome.of(Kind.SUCCEEDED, "Operation " + publication.operation() + " is complete."));
        }
        Offer offer = publication.offer();
        String success = "Offer " + offer + " is live.";
        Confirmation confirmation;
        try {
            confirmation = marketplace.confirm(offer, location);
        } catch (MarketplaceException e) {
            work.log("The operation is complete. The offer could not be read for a cross-check: " + e.getMessage());
            return new Observation.Finished(Outcome.of(Kind.SUCCEEDED, success));
        }
        if (publication.confirmingSince() == 0) {
            publication.confirmingSince(work.now());
        }
        Duration waited = Duration.between(Instant.ofEpochMilli(publication.confirmingSince()), work.now());
        if (confirmation.verdict() == Confirmation.Verdict.NOT_YET && waited.compareTo(CATCHING_UP) < 0) {
            if (waited.isZero()) {
                work.log("The operation is complete; waiting until the offer shows it.");
                work.saveIfPossible();
            }
            return work.in(work.schedule.first(work.minimum()));
        }
        work.log(
                confirmation.verdict() == Confirmation.Verdict.CONFIRMED
                        ? "The operation is complete, and the offer's status is: " + confirmation.text() + "."
                        : "Warning: the operation is complete, but the offer's status is: " + confirmation.text()
                                + ". Look at the offer in Partner Center: "
                                + marketplace.api().page(publication.submission()));
        return new Observation.Finished(Outcome.of(Kind.SUCCEEDED, success));
    }

    private Outcome failure(Operation operation, Marketplace marketplace) {
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
        List<String> reasons = new ArrayList<>(operation.reasons());
        StringBuilder message = new StringBuilder("Publication of " + publication.title() + verb);
        message.append(reasons.isEmpty() ? "; the service gave no reason." : ": " + sentence(reasons));
        if (publication.hasOffer()) {
            message.append(" See ").append(marketplace.api().page(publication.submission()));
        }
        return new Outcome(kind, message.toString(), reasons);
    }

    private static String sentence(List<String> reasons) {
        return reasons.stream()
                .map(reason -> reason.endsWith(".") ? reason : reason + ".")
                .collect(Collectors.joining(" "));
    }
}
