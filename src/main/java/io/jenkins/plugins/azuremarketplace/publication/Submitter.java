package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Acceptance;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.SubmissionPlan;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * From the wish to the location of an operation, with a go-live submitted once. The request is not idempotent and its
 * answer can get lost. So what is there is read and the intent is saved first; then the request leaves once; and if its
 * answer does not tell what became of it, the service is asked, for as long as it takes.
 */
final class Submitter {

    private final PublicationSession session;
    private final Publication publication;
    private final SubmissionState submissionState;
    private final ConflictCheck conflictCheck;
    private final Reconciliation reconciliation;
    private final ConflictResolution conflictResolution;
    private final Reconciler reconciler;
    private final String noun;

    Submitter(PublicationSession session) {
        this.session = session;
        publication = session.publication;
        submissionState = publication.submissionState();
        conflictCheck = new ConflictCheck(publication);
        reconciliation = new Reconciliation(publication);
        conflictResolution = new ConflictResolution(session);
        reconciler = new Reconciler(session, reconciliation);
        noun = publication.target().noun();
    }

    Observation advance(Marketplace marketplace) throws IOException {
        if (publication.request().isDryRun() && submissionState.doubtful() > 0) {
            return session.dryRun("An earlier " + noun + ", sent on " + Durations.time(submissionState.firstIntent())
                    + ", was never answered: it would be found out first whether it was accepted.");
        }
        if (submissionState.isIntended()) {
            return reconciler.reconcile(marketplace);
        }
        if (publication.isCanceling()) {
            return Cancellation.nothingToCancel(publication);
        }
        Optional<Observation> other =
                submissionState.doubtful() == 0 ? conflict(marketplace) : beforeRepetition(marketplace);
        return other.isPresent() ? other.get() : submit(marketplace);
    }

    private Optional<Observation> conflict(Marketplace marketplace) throws IOException {
        return conflictCheck.first(marketplace).map(conflictResolution::resolve);
    }

    /** Looks once more for the operation of an earlier request, and for others, before another request leaves. */
    private Optional<Observation> beforeRepetition(Marketplace marketplace) throws IOException {
        SubmissionList list = marketplace.submissions(publication.offer());
        Evidence evidence = reconciliation.evidence(marketplace, list);
        if (evidence instanceof Evidence.Found found) {
            return Optional.of(reconciler.found(found));
        }
        if (evidence instanceof Evidence.Unclear) {
            submissionState.reopen();
            session.saveIfPossible();
            return Optional.of(session.in(Duration.ZERO));
        }
        return conflictCheck.again(marketplace, list).map(conflictResolution::resolve);
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
                            + " was accepted, somebody published another preview. "
                            + session.lookInPartnerCenter(marketplace));
        }
        if (publication.request().isDryRun()) {
            return session.dryRun("A " + noun + " of " + publication.title() + " would be sent now: "
                    + marketplace.request(plan)
                    + (plan.submission() == null ? "" : " for " + plan.submission()) + ".");
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
            Observation next = session.accepted(location, false, publication.subject() + " accepted.");
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
}
