package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;

/**
 * Stops an operation whose build was aborted, and finds out whether it stopped. The service accepts a cancellation
 * whether or not it cancels anything; that takes one to three minutes.
 */
final class Cancellation {

    static final Duration LONGEST = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Work work;
    private final Publication publication;
    private boolean asked;

    Cancellation(Work work) {
        this.work = work;
        this.publication = work.publication;
    }

    Observation advance(Marketplace marketplace, OperationLocation location) throws IOException {
        if (!asked) {
            MarketplaceException impossible = ask(marketplace, location);
            if (impossible != null) {
                return Work.finished(
                        Kind.ABORTED,
                        impossible.getMessage() + " The publication goes on. To watch it: "
                                + work.host.waitCommand(location.text()));
            }
        }
        Operation operation = marketplace.operation(location);
        OperationStatus status = operation.status();
        if (status == OperationStatus.CANCELED) {
            return Work.finished(Kind.CANCELED, "The publication of " + publication.title() + " was canceled.");
        }
        if (status == OperationStatus.SUCCEEDED) {
            return Work.finished(
                    Kind.SUCCEEDED,
                    "Too late to cancel: the publication of " + publication.title() + " was complete already.");
        }
        if (status == OperationStatus.ENDED) {
            return Work.finished(
                    Kind.UNKNOWN,
                    "The publication of " + publication.title()
                            + " is over, and the service does not tell whether it was canceled.");
        }
        if (status.isOver()) {
            return Work.finished(
                    Kind.FAILED, "The publication of " + publication.title() + " had failed before it was canceled.");
        }
        return pause();
    }

    /** Whatever went wrong: there are three minutes to try again. */
    Observation pause() {
        Duration steady = work.schedule().steady();
        Duration pause = steady.compareTo(PAUSE) < 0 ? steady : PAUSE;
        return new Observation.Pending(work.now().plus(pause.compareTo(work.minimum()) < 0 ? work.minimum() : pause));
    }

    boolean isLate() {
        return work.now().toEpochMilli() >= publication.cancelDeadline();
    }

    Outcome expired() {
        if (publication.operation() == null) {
            return Outcome.of(
                    Kind.ABORTED,
                    "Which operation is to be canceled could not be found out within " + Durations.phrase(LONGEST)
                            + ". " + Farewell.of(publication, work.host::waitCommand));
        }
        return Outcome.of(
                Kind.ABORTED,
                "The service was asked to cancel the publication of " + publication.title()
                        + ", but did not do so within " + Durations.phrase(LONGEST) + ". Operation "
                        + publication.operation() + " may still be running; to watch it: "
                        + work.host.waitCommand(String.valueOf(publication.operation())));
    }

    /** Null if the service was asked; else why it can't be. */
    @CheckForNull
    private MarketplaceException ask(Marketplace marketplace, OperationLocation location) throws IOException {
        try {
            marketplace.cancel(publication.hasOffer() ? publication.offer() : null, location);
            work.log("Asked the service to cancel the publication of " + publication.title() + ".");
        } catch (MarketplaceException e) {
            if (e.isPassing()) {
                throw e;
            }
            if (e.kind() == MarketplaceException.Kind.NOT_READY) {
                return e;
            }
            work.log("The service refused to cancel the publication. " + e.getMessage());
        }
        asked = true;
        return null;
    }
}
