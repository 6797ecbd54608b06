package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Asks the service what became of a request that got no answer, or one that does not tell, for as long as it takes. */
final class Reconciler {

    private static final int MOST_REQUESTS = 3;

    private final PublicationSession session;
    private final Publication publication;
    private final SubmissionState submissionState;
    private final Reconciliation reconciliation;
    private final String noun;

    Reconciler(PublicationSession session, Reconciliation reconciliation) {
        this.session = session;
        this.reconciliation = reconciliation;
        publication = session.publication;
        submissionState = publication.submissionState();
        noun = publication.target().noun();
    }

    Observation reconcile(Marketplace marketplace) throws IOException {
        Evidence evidence = reconciliation.evidence(marketplace, marketplace.submissions(publication.offer()));
        if (evidence instanceof Evidence.Found found) {
            return found(found);
        }
        if (evidence instanceof Evidence.Unclear unclear && !unclear.over()) {
            submissionState.askAgain();
            return session.transientFailure(
                    new IOException("The service shows " + unclear.observation() + "."),
                    "tell whether the " + noun + " was accepted");
        }
        session.recovered();
        submissionState.seenAbsent(session.now());
        if (submissionState.isAnswered()) {
            return stillUnknown(marketplace);
        }
        if (submissionState.isContested()) {
            return stillContested(marketplace);
        }
        if (!isAbsenceBelieved()) {
            return session.in(session.schedule().asking(submissionState.absences(), session.minimum()));
        }
        if (evidence instanceof Evidence.Unclear unclear) {
            Evidence.Found otherwise = unclear.otherwise();
            return otherwise != null
                    ? found(otherwise)
                    : unknown("the service shows " + unclear.observation(), marketplace);
        }
        return absent(marketplace);
    }

    private Observation unknown(String why, Marketplace marketplace) {
        return PublicationSession.finished(
                Kind.UNKNOWN,
                "Whether the " + noun + " of " + publication.title() + " was accepted can't be told: " + why + ". "
                        + session.lookInPartnerCenter(marketplace));
    }

    Observation found(Evidence.Found found) {
        String sentence = "The " + noun + " of " + publication.title() + " had been accepted: it is operation "
                + found.name() + ".";
        if (!found.over()) {
            return session.accepted(found.location(), false, sentence);
        }
        // How it ended is to be told, also where nobody waits: the next poll tells.
        publication.accept(found.location(), false, session.now());
        session.saveIfPossible();
        session.recovered();
        session.log(sentence);
        return new Observation.Pending(session.now());
    }

    /** Accepted for certain, though the service does not show it: it is never sent again. */
    private Observation stillUnknown(Marketplace marketplace) {
        if (isWorthAsking(submissionState.answered())) {
            return session.in(session.schedule().asking(submissionState.absences(), session.minimum()));
        }
        return marketplace.api().acceptsJobs()
                ? PublicationSession.finished(
                        Kind.UNKNOWN,
                        publication.subject()
                                + " accepted as a job, which may have failed at once: which one it is could not be found out. "
                                + session.lookInPartnerCenter(marketplace))
                : PublicationSession.finished(
                        Kind.ACCEPTED,
                        publication.subject()
                                + " accepted. Which operation it is could not be found out; look at the offer in Partner Center: "
                                + session.page(marketplace));
    }

    /** Something is in progress for certain, though the service does not show it; whose it is nobody knows. */
    private Observation stillContested(Marketplace marketplace) {
        return isWorthAsking(submissionState.absentSince())
                ? session.in(session.schedule().asking(submissionState.absences(), session.minimum()))
                : unknown("the service says that an operation is in progress, and shows none", marketplace);
    }

    /** Until the limit where somebody waits; else for some minutes. */
    private boolean isWorthAsking(Instant since) {
        return publication.request().isWait()
                || publication.isCanceling()
                || Duration.between(since, session.now())
                                .compareTo(session.schedule().asking())
                        < 0;
    }

    private boolean isAbsenceBelieved() {
        Duration absent = Duration.between(submissionState.absentSince(), session.now());
        return absent.compareTo(session.schedule().absence()) >= 0 && submissionState.absences() > 3;
    }

    private Observation absent(Marketplace marketplace) {
        if (publication.isCanceling()) {
            submissionState.absent();
            return Cancellation.nothingToCancel(publication);
        }
        if (!submissionState.isRepeatable()) {
            return unknown(
                    submissionState.isKnownAll()
                            ? "a page came with a success in place of its answer, and the service shows no " + noun
                            : "the service shows none, and what was there before could not be read whole",
                    marketplace);
        }
        submissionState.absent();
        session.saveIfPossible();
        if (submissionState.doubtful() >= MOST_REQUESTS) {
            return PublicationSession.finished(
                    Kind.REFUSED,
                    "The " + noun + " of " + publication.title() + " was sent " + submissionState.doubtful()
                            + " times, and each time the service shows that it accepted nothing. "
                            + session.lookInPartnerCenter(marketplace));
        }
        session.log("The service shows no " + noun + " of " + publication.title()
                + ": it was not accepted. Submitting it again.");
        return session.in(Duration.ZERO);
    }
}
