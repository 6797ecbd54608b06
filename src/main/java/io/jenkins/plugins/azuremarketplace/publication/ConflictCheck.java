package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.time.Instant;
import java.util.Optional;

/** Reads what there is before anything is sent, remembers it, and finds what would be in the way. */
final class ConflictCheck {

    /**
     * An operation that keeps the go-live from being accepted.
     *
     * @param own whether an earlier attempt of this very build started it
     */
    record Conflict(Submission running, boolean own) {

        OperationLocation location() {
            return running.location();
        }

        boolean isFor(Target target) {
            return running.target() == target;
        }

        /** For people: {@code operation … (goLive), running since 2026-03-01 08:00 UTC}. */
        String name() {
            Instant changed = running.changed();
            return "operation " + running.id()
                    + (running.type().isEmpty() ? "" : " (" + running.type() + ")")
                    + (changed == null ? "" : ", running since " + Durations.time(changed));
        }
    }

    private final Publication publication;
    private final SubmissionState submissionState;

    ConflictCheck(Publication publication) {
        this.publication = publication;
        submissionState = publication.submissionState();
    }

    /**
     * Before the first request: what there is now can't be the answer to it.
     *
     * @throws MarketplaceException if what there is can't be read: then nothing is to be sent
     */
    Optional<Conflict> first(Marketplace marketplace) throws MarketplaceException {
        SubmissionList list = marketplace.submissions(publication.offer());
        submissionState.known(
                list.submissions().stream().map(Submission::identity).toList(), list.complete());
        for (Submission running : list.running()) {
            if (marketplace.isInTheWay(publication.offer(), running)) {
                return Optional.of(new Conflict(running, isOwn(marketplace, running)));
            }
            if (running.target() != Target.LIVE) {
                submissionState.awaitingSignoff(running.location().text());
            }
        }
        return Optional.empty();
    }

    /** Before a repetition: what there was before the first request remains what is known. */
    Optional<Conflict> again(Marketplace marketplace, SubmissionList list) throws MarketplaceException {
        for (Submission running : list.running()) {
            if (marketplace.isInTheWay(publication.offer(), running)) {
                return Optional.of(new Conflict(running, isOwn(marketplace, running)));
            }
        }
        return Optional.empty();
    }

    private boolean isOwn(Marketplace marketplace, Submission running) {
        return submissionState.own().contains(running.id())
                || submissionState.own().stream().anyMatch(own -> isSame(marketplace, own, running.location()));
    }

    private static boolean isSame(Marketplace marketplace, String own, OperationLocation running) {
        try {
            return marketplace.locate(own).isSameOperation(running);
        } catch (IllegalArgumentException otherService) {
            return false;
        }
    }
}
