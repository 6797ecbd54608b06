package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.GoLivePlan;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From the wish to the location of an operation, with a go-live submitted once. The request is not idempotent and its
 * answer can get lost. So the intent is saved first; then the request leaves once; and if it can't be told what became of
 * it, the service is asked for the operation that began since, until it shows either that one or, twice, that there is none.
 */
final class GoLive {

    /** The service's clock is told in whole seconds, and requests take time. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private static final int MOST_REQUESTS = 3;

    private final Work work;
    private final Publication publication;
    private final Submitting submitting;
    private boolean listFailureSaid;
    private String waitingFor = "";

    GoLive(Work work) {
        this.work = work;
        publication = work.publication;
        submitting = publication.submitting();
    }

    Observation advance(Marketplace marketplace) throws IOException {
        if (submitting.isIntended()) {
            return reconcile(marketplace);
        }
        if (publication.isCanceling()) {
            return nothingToCancel();
        }
        Optional<Observation> conflict = checkForOthers(marketplace);
        return conflict.isPresent() ? conflict.get() : submit(marketplace);
    }

    private Observation nothingToCancel() {
        return Work.finished(
                Kind.ABORTED, "Nothing is to be canceled: no go-live of " + publication.title() + " was accepted.");
    }

    private Optional<Observation> checkForOthers(Marketplace marketplace) throws IOException {
        SubmissionList list;
        try {
            list = marketplace.submissions(publication.offer(), true);
        } catch (MarketplaceException e) {
            if (e.provesNothingAccepted() && e.status() == 0 || e.kind() == MarketplaceException.Kind.TOKEN_REFUSED) {
                throw e;
            }
            if (!listFailureSaid) {
                listFailureSaid = true;
                work.log("Whether another operation of " + publication.title()
                        + " is running could not be found out; going on without. " + e.getMessage());
            }
            return Optional.empty();
        }
        submitting.known(list.submissions().stream().map(Submission::identity).toList());
        Optional<Submission> running = list.running();
        return running.isPresent() ? Optional.of(conflict(running.get(), marketplace)) : Optional.empty();
    }

    private Observation conflict(Submission running, Marketplace marketplace) throws IOException {
        OperationLocation location = running.location();
        boolean mine = submitting.own().contains(running.id())
                || submitting.own().stream().anyMatch(own -> isSame(marketplace, own, location));
        if (mine && running.goLive()) {
            return accepted(location, false, "Continuing with operation " + location + ", which this build started.");
        }
        String name = describe(running);
        return switch (publication.onConflict()) {
            case ATTACH ->
                running.goLive()
                        ? accepted(location, true, "Attached to the " + name + ".")
                        : Work.finished(
                                Kind.CONFLICT,
                                "Cannot attach to the " + name
                                        + ": it does not make the offer public. Use onConflict 'wait' to go live after it.");
            case WAIT -> {
                if (!waitingFor.equals(running.id())) {
                    waitingFor = running.id();
                    work.log("Waiting until the " + name + " is over, until " + work.limit() + " at the latest.");
                }
                yield work.in(work.schedule.next(
                        Duration.between(Instant.ofEpochMilli(publication.begun()), work.now()), work.minimum(), null));
            }
            case FAIL ->
                Work.finished(
                        Kind.CONFLICT,
                        "The " + name + " is in the way, so nothing was submitted for " + publication.title()
                                + ". With onConflict 'wait' the go-live is submitted when it is over; with 'attach' "
                                + (running.goLive()
                                        ? "it is watched instead."
                                        : "only a go-live can be watched instead."));
        };
    }

    private static boolean isSame(Marketplace marketplace, String own, OperationLocation running) {
        try {
            return marketplace.locate(own).isSameOperation(running);
        } catch (IllegalArgumentException otherService) {
            return false;
        }
    }

    private static String describe(Submission running) {
        Instant changed = running.changed();
        return "operation " + running.id() + (running.type().isEmpty() ? "" : " (" + running.type() + ")")
                + (changed == null ? "" : ", running since " + Durations.time(changed));
    }

    private Observation submit(Marketplace marketplace) throws IOException {
        GoLivePlan plan = marketplace.plan(publication.offer());
        if (plan.alreadyLive()) {
            return Work.finished(
                    Kind.ALREADY_LIVE, publication.title() + " is live already: there is nothing new in preview.");
        }
        if (work.isStopped()) {
            return work.in(Duration.ZERO);
        }
        submitting.intend(work.now(), plan.submission());
        try {
            work.host.save();
        } catch (IOException e) {
            submitting.forgetIntent();
            return Work.finished(
                    Kind.REFUSED,
                    "Nothing was submitted, because the intent to do so could not be saved: " + e.getMessage());
        }
        if (work.isStopped()) {
            return work.in(Duration.ZERO);
        }
        try {
            OperationLocation location = marketplace.goLive(plan);
            Observation next = accepted(location, false, "Go-live of " + publication.title() + " accepted.");
            return next instanceof Observation.Pending ? work.in(work.schedule.first(work.minimum())) : next;
        } catch (MarketplaceException e) {
            return notAccepted(e, marketplace);
        }
    }

    private Observation notAccepted(MarketplaceException e, Marketplace marketplace) throws IOException {
        if (work.isStopped()) {
            return work.in(Duration.ZERO);
        }
        if (e.isConflict() && submitting.sent() > 1) {
            work.log("The service has an operation of " + publication.title()
                    + " already. Asking whether it is this one.");
            return work.in(Duration.ZERO);
        }
        if (!e.provesNothingAccepted()) {
            work.log(e.getMessage()
                    + " The go-live may have been accepted all the same: asking the service, not sending again.");
            return work.in(work.afterFailure(e.retryAfter()));
        }
        submitting.forgetIntent();
        work.saveIfPossible();
        if (e.isConflict()) {
            return refusedByConflict(e, marketplace);
        }
        throw e;
    }

    private Observation refusedByConflict(MarketplaceException e, Marketplace marketplace) throws IOException {
        Optional<Observation> conflict = checkForOthers(marketplace);
        if (conflict.isPresent()) {
            return conflict.get();
        }
        return publication.onConflict() == ConflictPolicy.WAIT
                ? work.trouble(e, "go live with " + publication.title())
                : Work.finished(Kind.CONFLICT, e.getMessage());
    }

    private Observation reconcile(Marketplace marketplace) throws IOException {
        SubmissionList list = marketplace.submissions(publication.offer(), false);
        List<Submission> candidates = candidates(list);
        Optional<Submission> answer =
                candidates.stream().filter(GoLive::isCertain).findFirst();
        if (answer.isPresent()) {
            Submission found = answer.get();
            return accepted(
                    found.location(),
                    false,
                    "The go-live of " + publication.title() + " had been accepted: it is operation " + found.id()
                            + ".");
        }
        Duration settling = work.schedule.settling();
        if (!candidates.isEmpty()) {
            submitting.absentSince(0);
            return work.trouble(
                    new IOException("The service shows operation "
                            + candidates.get(0).id() + " without telling what it does or when it began."),
                    "tell whether the go-live was accepted");
        }
        work.wellAgain();
        long now = work.now().toEpochMilli();
        if (submitting.absentSince() == 0) {
            submitting.absentSince(now);
            return work.in(settling);
        }
        if (now - submitting.absentSince() < settling.toMillis()) {
            return work.in(settling);
        }
        if (publication.isCanceling()) {
            submitting.forgetIntent();
            return nothingToCancel();
        }
        if (submitting.sent() >= MOST_REQUESTS) {
            submitting.forgetIntent();
            work.saveIfPossible();
            return Work.finished(
                    Kind.REFUSED,
                    "The go-live of " + publication.title() + " was sent " + submitting.sent()
                            + " times, and each time the service shows that it accepted nothing. Look at the offer in Partner Center: "
                            + marketplace.api().page(publication.submission()));
        }
        submitting.forgetIntent();
        work.saveIfPossible();
        work.log("The service shows no go-live of " + publication.title()
                + ": it was not accepted. Submitting it again.");
        return work.in(Duration.ZERO);
    }

    /** What may be the answer to the intent: everything but previews, what was known before, and what began earlier. */
    private List<Submission> candidates(SubmissionList list) {
        Instant serverTime = list.serverTime();
        Duration ahead = serverTime == null ? Duration.ZERO : Duration.between(work.now(), serverTime);
        Instant earliest = submitting.intent().plus(ahead).minus(CLOCK_TOLERANCE);
        return list.submissions().stream()
                .filter(submission -> !submission.isPreview())
                .filter(submission -> !submitting.known().contains(submission.identity()))
                .filter(submission ->
                        submission.changed() == null || !submission.changed().isBefore(earliest))
                .toList();
    }

    /** Whether a candidate is beyond doubt: a go-live that runs, or one that is over and began since the intent. */
    private static boolean isCertain(Submission candidate) {
        return candidate.goLive()
                && (candidate.changed() != null || !candidate.status().isOver());
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
