package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.ConflictCheck.Conflict;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.time.Duration;

/** What becomes of a publication that another operation of the offer is in the way of; a dry run only tells it. */
final class ConflictResolution {

    private final PublicationSession session;
    private final Publication publication;
    private final SubmissionState submissionState;
    private final String noun;
    private final boolean dryRun;
    private String waitingFor = "";

    ConflictResolution(PublicationSession session) {
        this.session = session;
        publication = session.publication;
        submissionState = publication.submissionState();
        noun = publication.target().noun();
        dryRun = publication.request().isDryRun();
    }

    Observation resolve(Conflict conflict) {
        OperationLocation location = conflict.location();
        if (conflict.own() && conflict.isFor(publication.target())) {
            return dryRun
                    ? session.dryRun("The " + noun + " would continue with operation " + location
                            + ", which this build started.")
                    : session.accepted(
                            location, false, "Continuing with operation " + location + ", which this build started.");
        }
        return switch (publication.request().onConflict()) {
            case ATTACH -> attach(conflict);
            case WAIT -> waitFor(conflict);
            case FAIL ->
                PublicationSession.finished(
                        Kind.CONFLICT,
                        "The " + conflict.name() + " is in the way"
                                + (submissionState.doubtful() == 0
                                        ? ", so nothing was submitted for " + publication.title() + "."
                                        : "." + session.nothingSubmitted())
                                + " With onConflict 'wait' the " + noun
                                + " is submitted when it is over; with 'attach' "
                                + (conflict.isFor(publication.target())
                                        ? "it is watched instead."
                                        : "only a " + noun + " can be watched instead."));
        };
    }

    private Observation attach(Conflict conflict) {
        String name = conflict.name();
        if (!conflict.isFor(publication.target())) {
            return PublicationSession.finished(
                    Kind.CONFLICT,
                    "Cannot attach to the " + name
                            + (publication.target() == Target.LIVE
                                    ? ": it does not make the offer public. Use onConflict 'wait' to go live after it."
                                    : ": it does not publish a preview. Use onConflict 'wait' to publish after it."));
        }
        return dryRun
                ? session.dryRun("The " + name + " would be watched instead.")
                : session.accepted(conflict.location(), true, "Attached to the " + name + ".");
    }

    private Observation waitFor(Conflict conflict) {
        String name = conflict.name();
        if (dryRun) {
            return session.dryRun("The " + noun + " would wait until the " + name + " is over, and be sent then.");
        }
        if (!waitingFor.equals(conflict.running().id())) {
            waitingFor = conflict.running().id();
            session.log("Waiting until the " + name + " is over, until " + session.limit() + " at the latest.");
        }
        return session.in(session.schedule()
                .next(Duration.between(publication.request().begunInstant(), session.now()), session.minimum(), null));
    }
}
