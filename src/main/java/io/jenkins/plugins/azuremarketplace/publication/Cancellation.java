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

    private final PublicationSession session;
    private final Publication publication;
    private boolean asked;

    Cancellation(PublicationSession session) {
        this.session = session;
        this.publication = session.publication;
    }

    Observation advance(Marketplace marketplace, OperationLocation location) throws IOException {
        if (!asked) {
            MarketplaceException impossible = ask(marketplace, location);
            if (impossible != null) {
                return PublicationSession.finished(
                        Kind.ABORTED,
                        impossible.getMessage() + " The publication goes on. To watch it: "
                                + session.host.waitCommand(location.text()));
            }
        }
        Operation operation = marketplace.operation(location);
        OperationStatus status = operation.status();
        if (status == OperationStatus.CANCELED) {
            return PublicationSession.finished(
                    Kind.CANCELED, "The publication of " + publication.title() + " was canceled.");
        }
        if (status == OperationStatus.SUCCEEDED) {
            return PublicationSession.finished(
                    Kind.reached(publication.target()),
                    "Too late to cancel: the publication of " + publication.title() + " was complete already.");
        }
        if (status == OperationStatus.ENDED) {
            return PublicationSession.finished(
                    Kind.UNKNOWN,
                    "The publication of " + publication.title()
                            + " is over, and the service does not tell whether it was canceled.");
        }
        if (status.isOver()) {
            return PublicationSession.finished(
                    Kind.FAILED, "The publication of " + publication.title() + " had failed before it was canceled.");
        }
        return pause();
    }

    /** Whatever went wrong: there are three minutes to try again. */
    Observation pause() {
        Duration steady = session.schedule().steady();
        Duration pause = steady.compareTo(PAUSE) < 0 ? steady : PAUSE;
        return new Observation.Pending(
                session.now().plus(pause.compareTo(session.minimum()) < 0 ? session.minimum() : pause));
    }

    boolean isLate() {
        return session.now().toEpochMilli() >= publication.cancelDeadline();
    }

    Outcome expired() {
        if (publication.operation() == null) {
            return Outcome.of(
                    Kind.ABORTED,
                    "Which operation is to be canceled could not be found out within " + Durations.phrase(LONGEST)
                            + ". " + DetachNotice.of(publication, session.host::waitCommand));
        }
        return Outcome.of(
                Kind.ABORTED,
                "The service was asked to cancel the publication of " + publication.title()
                        + ", but did not do so within " + Durations.phrase(LONGEST) + ". Operation "
                        + publication.operation() + " may still be running; to watch it: "
                        + session.host.waitCommand(String.valueOf(publication.operation())));
    }

    /** Null if the service was asked; else why it can't be. */
    @CheckForNull
    private MarketplaceException ask(Marketplace marketplace, OperationLocation location) throws IOException {
        try {
            marketplace.cancel(publication.hasOffer() ? publication.offer() : null, location);
            session.log("Asked the service to cancel the publication of " + publication.title() + ".");
        } catch (MarketplaceException e) {
            if (e.isPassing()) {
                throw e;
            }
            if (e.kind() == MarketplaceException.Kind.NOT_READY) {
                return e;
            }
            session.log("The service refused to cancel the publication. " + e.getMessage());
        }
        asked = true;
        return null;
    }
}
