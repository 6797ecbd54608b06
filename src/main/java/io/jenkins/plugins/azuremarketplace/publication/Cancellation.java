package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Stops an operation, because its build was aborted or because somebody asked for just that, and finds out whether it
 * stopped. The service accepts a cancellation, with 200 or 202, whether or not it cancels anything; that takes one to three
 * minutes. What is to be canceled by its location alone is looked at first: the Cloud Partner Portal cancels whatever the
 * offer's operation is.
 */
final class Cancellation {

    static final Duration LONGEST = Duration.ofMinutes(3);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PublicationSession session;
    private final Publication publication;
    private final boolean requested;
    private boolean asked;

    /** Why the service refused; null if it did not. */
    @CheckForNull
    private MarketplaceException refusal;

    /** Why the service could not be asked, the last time; null if it could. */
    @CheckForNull
    private IOException trouble;

    Cancellation(PublicationSession session) {
        this.session = session;
        this.publication = session.publication;
        requested = publication.request().isCancel();
    }

    static Observation nothingToCancel(Publication publication) {
        return PublicationSession.finished(
                Kind.ABORTED,
                "Nothing is to be canceled: no " + publication.target().noun() + " of " + publication.title()
                        + " was accepted.");
    }

    Observation advance(Marketplace marketplace, OperationLocation location) throws IOException {
        if (!asked) {
            Observation over = endBefore(marketplace, location);
            if (over != null) {
                return over;
            }
            MarketplaceException impossible = ask(marketplace, location);
            if (impossible != null) {
                return PublicationSession.finished(
                        requested ? Kind.REFUSED : Kind.ABORTED,
                        impossible.getMessage() + " The publication goes on. To watch it: "
                                + session.host.waitCommand(location.text()));
            }
            if (requested && refusal == null && !publication.request().isWait()) {
                return PublicationSession.finished(Kind.ACCEPTED, "Asked the service to cancel " + subject() + ".");
            }
        }
        Observation end = end(marketplace.operation(location).status());
        if (end != null) {
            return end;
        }
        return requested && refusal != null ? refused(refusal, location) : pause();
    }

    /**
     * Looks before it asks, since a service may cancel whatever runs for the offer. What can't be read for good is asked for
     * all the same if it was started here.
     */
    @CheckForNull
    private Observation endBefore(Marketplace marketplace, OperationLocation location) throws IOException {
        try {
            return end(marketplace.operation(location).status());
        } catch (MarketplaceException e) {
            if (requested || e.isPassing()) {
                throw e;
            }
            return null;
        }
    }

    /** One look after the three minutes, as after a downtime; null if it is not over. */
    @CheckForNull
    Observation last(Marketplace marketplace, OperationLocation location) throws IOException {
        return end(marketplace.operation(location).status());
    }

    Instant limit() {
        return Instant.ofEpochMilli(publication.cancelDeadline());
    }

    /** Null if it is not over. */
    @CheckForNull
    private Observation end(OperationStatus status) {
        if (status == OperationStatus.CANCELED) {
            return PublicationSession.finished(Kind.CANCELED, sentence(" was canceled."));
        }
        if (status == OperationStatus.SUCCEEDED) {
            return PublicationSession.finished(
                    requested ? Kind.TOO_LATE : Kind.reached(publication.target()),
                    "Too late to cancel: " + subject() + " was complete already.");
        }
        if (status == OperationStatus.ENDED) {
            return PublicationSession.finished(
                    Kind.UNKNOWN, sentence(" is over, and the service does not tell whether it was canceled."));
        }
        return status.isOver()
                ? PublicationSession.finished(
                        requested ? Kind.TOO_LATE : Kind.FAILED, sentence(" had failed before it was canceled."))
                : null;
    }

    private Observation refused(MarketplaceException reason, OperationLocation location) {
        boolean forbidden = reason.status() == 401 || reason.status() == 403 || reason.status() == 404;
        return new Observation.Finished(new Outcome(
                forbidden ? Kind.REFUSED : Kind.TOO_LATE,
                (forbidden ? "" : "Too late to cancel " + subject() + ", or not possible. ") + reason.getMessage()
                        + " The publication goes on. To watch it: " + session.host.waitCommand(location.text()),
                reason.reasons()));
    }

    private String subject() {
        return publication.hasOffer()
                ? "the publication of " + publication.title()
                : "operation " + publication.operation();
    }

    private String sentence(String predicate) {
        String subject = subject();
        return subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1) + predicate;
    }

    /** What does not pass ends what was asked for by itself; all else is tried again. */
    Observation failed(IOException e) {
        if (requested && !asked && !(e instanceof MarketplaceException call && call.isPassing())) {
            return new Observation.Finished(Outcome.of(e));
        }
        trouble = e;
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
        IOException reason = trouble;
        if (requested && !asked && reason != null) {
            return Outcome.of(
                    Kind.of(reason),
                    "The service could not be asked to cancel " + subject() + " within " + Durations.phrase(LONGEST)
                            + ". " + reason.getMessage());
        }
        if (publication.operation() == null) {
            return Outcome.of(
                    Kind.ABORTED,
                    "Which operation is to be canceled could not be found out within " + Durations.phrase(LONGEST)
                            + ". " + DetachNotice.of(publication, session.host::waitCommand));
        }
        return Outcome.of(
                requested ? Kind.EXPIRED : Kind.ABORTED,
                (asked
                                ? "The service was asked to cancel " + subject() + ", but did not do so within "
                                : "It is not known whether the service was asked to cancel " + subject()
                                        + "; it did not do so within ")
                        + Durations.phrase(LONGEST) + ". Operation "
                        + publication.operation() + " may still be running; to watch it: "
                        + session.host.waitCommand(String.valueOf(publication.operation())));
    }

    /** Null if the service was asked; else why it can't be. */
    @CheckForNull
    private MarketplaceException ask(Marketplace marketplace, OperationLocation location) throws IOException {
        try {
            marketplace.cancel(publication.hasOffer() ? publication.offer() : null, location);
            if (!requested || publication.request().isWait()) {
                session.log("Asked the service to cancel " + subject() + ".");
            }
        } catch (MarketplaceException e) {
            if (e.isPassing()) {
                throw e;
            }
            if (e.kind() == MarketplaceException.Kind.NOT_READY) {
                return e;
            }
            refusal = e;
            if (!requested) {
                session.log("The service refused to cancel the publication. " + e.getMessage());
            }
        }
        asked = true;
        return null;
    }
}
