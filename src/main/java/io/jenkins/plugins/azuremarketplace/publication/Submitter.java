package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Acceptance;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.SubmissionPlan;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.publication.ConflictCheck.Conflict;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * From the wish to the location of an operation, with a go-live submitted once. The request is not idempotent and its
 * answer can get lost. So what is there is read and the intent is saved first; then the request leaves once; and if its
 * answer does not tell what became of it, the service is asked, for as long as it takes.
 */
final class Submitter {

    private static final int MOST_REQUESTS = 3;

    private final PublicationSession session;
    private final Publication publication;
    private final SubmissionState submissionState;
    private final ConflictCheck conflictCheck;
    private final Reconciliation reconciliation;
    private final String noun;
    private String waitingFor = "";

    Submitter(PublicationSession session) {
        this.session = session;
        publication = session.publication;
        submissionState = publication.submissionState();
        conflictCheck = new ConflictCheck(publication);
        reconciliation = new Reconciliation(publication);
        noun = publication.target().noun();
    }

    Observation advance(Marketplace marketplace) throws IOException {
        if (submissionState.isIntended()) {
            return reconcile(marketplace);
        }
        if (publication.isCanceling()) {
            return nothingToCancel();
        }
        Optional<Observation> other =
                submissionState.doubtful() == 0 ? conflict(marketplace) : beforeRepetition(marketplace);
        return other.isPresent() ? other.get() : submit(marketplace);
    }

    private Observation nothingToCancel() {
        return PublicationSession.finished(
                Kind.ABORTED,
                "Nothing is to be canceled: no " + noun + " of " + publication.title() + " was accepted.");
    }

    private Optional<Observation> conflict(Marketplace marketplace) throws IOException {
        return conflictCheck.first(marketplace).map(this::conflict);
    }

    private Observation conflict(Conflict conflict) {
        OperationLocation location = conflict.location();
        if (conflict.own() && conflict.isFor(publication.target())) {
            return accepted(location, false, "Continuing with operation " + location + ", which this build started.");
        }
        String name = conflict.name();
        return switch (publication.request().onConflict()) {
            case ATTACH ->
                conflict.isFor(publication.target())
                        ? accepted(location, true, "Attached to the " + name + ".")
                        : PublicationSession.finished(
                                Kind.CONFLICT,
                                "Cannot attach to the " + name
                                        + (publication.target() == Target.LIVE
                                                ? ": it does not make the offer public. Use onConflict 'wait' to go live after it."
                                                : ": it does not publish a preview. Use onConflict 'wait' to publish after it."));
            case WAIT -> {
                if (!waitingFor.equals(conflict.running().id())) {
                    waitingFor = conflict.running().id();
                    session.log("Waiting until the " + name + " is over, until " + session.limit() + " at the latest.");
                }
                yield session.in(session.schedule()
                        .next(
                                Duration.between(publication.request().begunInstant(), session.now()),
                                session.minimum(),
                                null));
            }
            case FAIL ->
                PublicationSession.finished(
                        Kind.CONFLICT,
                        "The " + name + " is in the way"
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

    /** Looks once more for the operation of an earlier request, and for others, before another request leaves. */
    private Optional<Observation> beforeRepetition(Marketplace marketplace) throws IOException {
        SubmissionList list = marketplace.submissions(publication.offer());
        if (reconciliation.evidence(marketplace, list) instanceof Evidence.Found found) {
            return Optional.of(found(found));
        }
        return conflictCheck.again(marketplace, list).map(this::conflict);
    }

    private Observation submit(Marketplace marketplace) throws IOException {
        SubmissionPlan plan = marketplace
                .plan(publication.offer(), publication.target())
                .notifying(publication.request().notificationEmails());
        if (plan.alreadyLive()) {
            return PublicationSession.finished(
                    Kind.ALREADY_LIVE, publication.title() + " is live already: there is nothing new in preview.");
        }
        Optional<String> surprise = surprise(plan);
        if (surprise.isPresent()) {
            return PublicationSession.finished(Kind.REFUSED, surprise.get() + session.nothingSubmitted());
        }
        if (submissionState.doubtful() > 0 && !Objects.equals(plan.submission(), submissionState.submission())) {
            return PublicationSession.finished(
                    Kind.UNKNOWN,
                    "While it was being found out whether the " + noun + " of " + publication.title()
                            + " was accepted, somebody published another preview. " + lookInPartnerCenter(marketplace));
        }
        if (session.isStopped()) {
            return session.in(Duration.ZERO);
        }
        submissionState.intend(session.now(), plan.submission());
        try {
            session.host.save();
        } catch (IOException e) {
            submissionState.refused();
            return PublicationSession.finished(
                    Kind.REFUSED,
                    "The " + noun + " was not sent, because the intent to do so could not be saved: " + e.getMessage()
                            + "." + session.nothingSubmitted());
        }
        if (session.isStopped()) {
            return session.in(Duration.ZERO);
        }
        try {
            return accepted(marketplace.submit(plan), marketplace);
        } catch (MarketplaceException e) {
            return notAccepted(e, marketplace);
        }
    }

    /** What this build published to preview is what may go live, unless anything may. */
    private Optional<String> surprise(SubmissionPlan plan) {
        if (publication.request().isAnyPreview()) {
            return Optional.empty();
        }
        String expected = submissionState.expectedSubmission();
        if (expected != null && plan.submission() != null && !expected.equals(plan.submission())) {
            return Optional.of("This build published " + expected + " of " + publication.title()
                    + " to preview, and meanwhile somebody published a newer preview (" + plan.submission()
                    + "). It is not made public unseen; with anyPreview it would be.");
        }
        return Optional.empty();
    }

    private Observation accepted(Acceptance acceptance, Marketplace marketplace) {
        Operation end = acceptance.operation();
        OperationLocation location = acceptance.location();
        if (end != null && end.status().isFailure()) {
            submissionState.located();
            if (location != null) {
                publication.accept(location, false, session.now());
            }
            return new Observation.Finished(PublicationWatcher.failure(publication, end, marketplace));
        }
        if (location != null) {
            Observation next = accepted(location, false, publication.subject() + " accepted.");
            return next instanceof Observation.Pending
                    ? session.in(session.schedule().first(session.minimum()))
                    : next;
        }
        submissionState.answered(session.now());
        session.saveIfPossible();
        session.log(publication.subject() + " accepted, but " + acceptance.problem()
                + ". Asking the service which operation it is.");
        return session.in(session.schedule().asking(0, session.minimum()));
    }

    private Observation notAccepted(MarketplaceException e, Marketplace marketplace) throws IOException {
        if (session.isStopped()) {
            return session.in(Duration.ZERO);
        }
        if (e.isConflict() && submissionState.doubtful() > 1) {
            submissionState.contested();
            session.saveIfPossible();
            session.log("The service says that an operation of " + publication.title() + " is in progress: the " + noun
                    + " may have been accepted before. Asking which operation it is, not sending again.");
            return session.in(Duration.ZERO);
        }
        if (!e.provesNothingAccepted()) {
            if (e.isSuccess()) {
                submissionState.neverRepeat();
                session.saveIfPossible();
            }
            session.log(e.getMessage() + " The " + noun
                    + " may have been accepted all the same: asking the service, not sending again.");
            return session.in(session.afterFailure(e.retryAfter()));
        }
        submissionState.refused();
        session.saveIfPossible();
        if (e.isConflict()) {
            return refusedByConflict(e, marketplace);
        }
        if (e.status() == 401) {
            return new Observation.Finished(
                    new Outcome(Kind.REFUSED, e.getMessage() + session.nothingSubmitted(), e.reasons()));
        }
        throw e;
    }

    private Observation refusedByConflict(MarketplaceException e, Marketplace marketplace) throws IOException {
        Optional<Observation> conflict = conflict(marketplace);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        return publication.request().onConflict() == ConflictPolicy.WAIT
                ? session.transientFailure(e, publication.action())
                : new Observation.Finished(new Outcome(Kind.CONFLICT, e.getMessage(), e.reasons()));
    }

    private Observation reconcile(Marketplace marketplace) throws IOException {
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
                        + lookInPartnerCenter(marketplace));
    }

    private Observation found(Evidence.Found found) {
        String sentence = "The " + noun + " of " + publication.title() + " had been accepted: it is operation "
                + found.name() + ".";
        if (!found.over()) {
            return accepted(found.location(), false, sentence);
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
                                + lookInPartnerCenter(marketplace))
                : PublicationSession.finished(
                        Kind.ACCEPTED,
                        publication.subject()
                                + " accepted. Which operation it is could not be found out; look at the offer in Partner Center: "
                                + page(marketplace));
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
            return nothingToCancel();
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
                            + lookInPartnerCenter(marketplace));
        }
        session.log("The service shows no " + noun + " of " + publication.title()
                + ": it was not accepted. Submitting it again.");
        return session.in(Duration.ZERO);
    }

    private String lookInPartnerCenter(Marketplace marketplace) {
        return "Look at the offer in Partner Center before you try again: " + page(marketplace);
    }

    private Object page(Marketplace marketplace) {
        return marketplace.api().page(publication.submission());
    }

    private Observation accepted(OperationLocation location, boolean foreign, String sentence) {
        publication.accept(location, foreign, session.now());
        session.saveIfPossible();
        session.recovered();
        String message = sentence + " Operation: " + location;
        if (!publication.request().isWait() && !publication.isCanceling()) {
            return PublicationSession.finished(Kind.ACCEPTED, message);
        }
        session.log(message);
        return new Observation.Pending(session.now());
    }
}
