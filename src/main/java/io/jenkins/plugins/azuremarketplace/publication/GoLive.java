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
final class GoLive {

    private static final int MOST_REQUESTS = 3;

    private final Work work;
    private final Publication publication;
    private final Submitting submitting;
    private final ConflictCheck conflictCheck;
    private final Reconciliation reconciliation;
    private final String noun;
    private String waitingFor = "";

    GoLive(Work work) {
        this.work = work;
        publication = work.publication;
        submitting = publication.submitting();
        conflictCheck = new ConflictCheck(publication);
        reconciliation = new Reconciliation(publication);
        noun = publication.target().noun();
    }

    Observation advance(Marketplace marketplace) throws IOException {
        if (submitting.isIntended()) {
            return reconcile(marketplace);
        }
        if (publication.isCanceling()) {
            return nothingToCancel();
        }
        Optional<Observation> other =
                submitting.doubtful() == 0 ? conflict(marketplace) : beforeRepetition(marketplace);
        return other.isPresent() ? other.get() : submit(marketplace);
    }

    private Observation nothingToCancel() {
        return Work.finished(
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
        return switch (publication.onConflict()) {
            case ATTACH ->
                conflict.isFor(publication.target())
                        ? accepted(location, true, "Attached to the " + name + ".")
                        : Work.finished(
                                Kind.CONFLICT,
                                "Cannot attach to the " + name
                                        + (publication.target() == Target.LIVE
                                                ? ": it does not make the offer public. Use onConflict 'wait' to go live after it."
                                                : ": it does not publish a preview. Use onConflict 'wait' to publish after it."));
            case WAIT -> {
                if (!waitingFor.equals(conflict.running().id())) {
                    waitingFor = conflict.running().id();
                    work.log("Waiting until the " + name + " is over, until " + work.limit() + " at the latest.");
                }
                yield work.in(work.schedule()
                        .next(
                                Duration.between(Instant.ofEpochMilli(publication.begun()), work.now()),
                                work.minimum(),
                                null));
            }
            case FAIL ->
                Work.finished(
                        Kind.CONFLICT,
                        "The " + name + " is in the way"
                                + (submitting.doubtful() == 0
                                        ? ", so nothing was submitted for " + publication.title() + "."
                                        : "." + work.nothingSubmitted())
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
        SubmissionPlan plan =
                marketplace.plan(publication.offer(), publication.target()).notifying(publication.notificationEmails());
        if (plan.alreadyLive()) {
            return Work.finished(
                    Kind.ALREADY_LIVE, publication.title() + " is live already: there is nothing new in preview.");
        }
        Optional<String> surprise = surprise(plan);
        if (surprise.isPresent()) {
            return Work.finished(Kind.REFUSED, surprise.get() + work.nothingSubmitted());
        }
        if (submitting.doubtful() > 0 && !Objects.equals(plan.submission(), submitting.submission())) {
            return Work.finished(
                    Kind.UNKNOWN,
                    "While it was being found out whether the " + noun + " of " + publication.title()
                            + " was accepted, somebody published another preview. " + lookInPartnerCenter(marketplace));
        }
        if (work.isStopped()) {
            return work.in(Duration.ZERO);
        }
        submitting.intend(work.now(), plan.submission());
        try {
            work.host.save();
        } catch (IOException e) {
            submitting.refused();
            return Work.finished(
                    Kind.REFUSED,
                    "The " + noun + " was not sent, because the intent to do so could not be saved: " + e.getMessage()
                            + "." + work.nothingSubmitted());
        }
        if (work.isStopped()) {
            return work.in(Duration.ZERO);
        }
        try {
            return accepted(marketplace.submit(plan), marketplace);
        } catch (MarketplaceException e) {
            return notAccepted(e, marketplace);
        }
    }

    /** What this build published to preview is what may go live, unless anything may. */
    private Optional<String> surprise(SubmissionPlan plan) {
        if (publication.isAnyPreview()) {
            return Optional.empty();
        }
        String expected = submitting.expectedSubmission();
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
            submitting.located();
            if (location != null) {
                publication.accept(location, false, work.now());
            }
            return new Observation.Finished(PublicationWatcher.failure(publication, end, marketplace));
        }
        if (location != null) {
            Observation next = accepted(location, false, publication.subject() + " accepted.");
            return next instanceof Observation.Pending ? work.in(work.schedule().first(work.minimum())) : next;
        }
        submitting.answered(work.now());
        work.saveIfPossible();
        work.log(publication.subject() + " accepted, but " + acceptance.problem()
                + ". Asking the service which operation it is.");
        return work.in(work.schedule().asking(0, work.minimum()));
    }

    private Observation notAccepted(MarketplaceException e, Marketplace marketplace) throws IOException {
        if (work.isStopped()) {
            return work.in(Duration.ZERO);
        }
        if (e.isConflict() && submitting.doubtful() > 1) {
            submitting.answered(work.now());
            work.saveIfPossible();
            work.log("The service has an operation of " + publication.title() + " already: the " + noun
                    + " was accepted before. Asking which operation it is.");
            return work.in(Duration.ZERO);
        }
        if (!e.provesNothingAccepted()) {
            if (e.isSuccess()) {
                submitting.neverRepeat();
                work.saveIfPossible();
            }
            work.log(e.getMessage() + " The " + noun
                    + " may have been accepted all the same: asking the service, not sending again.");
            return work.in(work.afterFailure(e.retryAfter()));
        }
        submitting.refused();
        work.saveIfPossible();
        if (e.isConflict()) {
            return refusedByConflict(e, marketplace);
        }
        if (e.status() == 401) {
            return new Observation.Finished(
                    new Outcome(Kind.REFUSED, e.getMessage() + work.nothingSubmitted(), e.reasons()));
        }
        throw e;
    }

    private Observation refusedByConflict(MarketplaceException e, Marketplace marketplace) throws IOException {
        Optional<Observation> conflict = conflict(marketplace);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        return publication.onConflict() == ConflictPolicy.WAIT
                ? work.trouble(e, publication.action())
                : new Observation.Finished(new Outcome(Kind.CONFLICT, e.getMessage(), e.reasons()));
    }

    private Observation reconcile(Marketplace marketplace) throws IOException {
        Evidence evidence = reconciliation.evidence(marketplace, marketplace.submissions(publication.offer()));
        if (evidence instanceof Evidence.Found found) {
            return found(found);
        }
        if (evidence instanceof Evidence.Unclear unclear && !unclear.over()) {
            submitting.askAgain();
            return work.trouble(
                    new IOException("The service shows " + unclear.observation() + "."),
                    "tell whether the " + noun + " was accepted");
        }
        work.wellAgain();
        submitting.seenAbsent(work.now());
        if (submitting.isAnswered()) {
            return stillUnknown(marketplace);
        }
        if (!isAbsenceBelieved()) {
            return work.in(work.schedule().asking(submitting.absences(), work.minimum()));
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
        return Work.finished(
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
        publication.accept(found.location(), false, work.now());
        work.saveIfPossible();
        work.wellAgain();
        work.log(sentence);
        return new Observation.Pending(work.now());
    }

    /** Accepted for certain, though the service does not show it: it is never sent again. */
    private Observation stillUnknown(Marketplace marketplace) {
        Duration asked = Duration.between(submitting.answered(), work.now());
        if (!publication.isWait()
                && !publication.isCanceling()
                && asked.compareTo(work.schedule().asking()) >= 0) {
            return Work.finished(
                    Kind.ACCEPTED,
                    publication.subject()
                            + " accepted. Which operation it is could not be found out; look at the offer in Partner Center: "
                            + page(marketplace));
        }
        return work.in(work.schedule().asking(submitting.absences(), work.minimum()));
    }

    private boolean isAbsenceBelieved() {
        Duration absent = Duration.between(submitting.absentSince(), work.now());
        return absent.compareTo(work.schedule().absence()) >= 0 && submitting.absences() > 3;
    }

    private Observation absent(Marketplace marketplace) {
        if (publication.isCanceling()) {
            submitting.absent();
            return nothingToCancel();
        }
        if (!submitting.isRepeatable()) {
            return unknown(
                    submitting.isKnownAll()
                            ? "a page came with a success in place of its answer, and the service shows no " + noun
                            : "the service shows none, and what was there before could not be read whole",
                    marketplace);
        }
        submitting.absent();
        work.saveIfPossible();
        if (submitting.doubtful() >= MOST_REQUESTS) {
            return Work.finished(
                    Kind.REFUSED,
                    "The " + noun + " of " + publication.title() + " was sent " + submitting.doubtful()
                            + " times, and each time the service shows that it accepted nothing. "
                            + lookInPartnerCenter(marketplace));
        }
        work.log("The service shows no " + noun + " of " + publication.title()
                + ": it was not accepted. Submitting it again.");
        return work.in(Duration.ZERO);
    }

    private String lookInPartnerCenter(Marketplace marketplace) {
        return "Look at the offer in Partner Center before you try again: " + page(marketplace);
    }

    private Object page(Marketplace marketplace) {
        return marketplace.api().page(publication.submission());
    }

    private Observation accepted(OperationLocation location, boolean foreign, String sentence) {
        publication.accept(location, foreign, work.now());
        work.saveIfPossible();
        work.wellAgain();
        String message = sentence + " Operation: " + location;
        if (!publication.isWait() && !publication.isCanceling()) {
            return Work.finished(Kind.ACCEPTED, message);
        }
        work.log(message);
        return new Observation.Pending(work.now());
    }
}
