package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.operation.Signoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the operation of a request whose answer does not tell it. What was not there before the first request, and can be
 * the answer to it, is the answer, whatever any clock says; times only choose where there is more than one.
 */
final class Reconciliation {

    /** Clocks and time zones are wrong by hours; what is older than this by the service's own words began before. */
    private static final Duration LONG_BEFORE = Duration.ofHours(36);

    private static final Duration FAR_AWAY = Duration.ofDays(3650);

    private final Publication publication;
    private final SubmissionState submissionState;

    Reconciliation(Publication publication) {
        this.publication = publication;
        submissionState = publication.submissionState();
    }

    /** @param list the operations as they are now */
    Evidence evidence(Marketplace marketplace, SubmissionList list) throws MarketplaceException {
        List<Submission> candidates = candidates(list);
        Optional<Submission> found = candidates.stream()
                .filter(candidate -> candidate.target() == publication.target())
                .min(Comparator.comparing(this::distance).thenComparing(candidate -> !candidate.isRunning()));
        if (found.isPresent()) {
            return mayHaveBeenThere(found.get(), marketplace)
                    ? new Evidence.Unclear(
                            "operation " + found.get().id() + ", which may be that of the preview before", true, null)
                    : new Evidence.Found(
                            found.get().location(),
                            found.get().id(),
                            !found.get().isRunning());
        }
        if (!candidates.isEmpty()) {
            return new Evidence.Unclear(
                    "operation " + candidates.get(0).id() + ", without telling what it does", false, null);
        }
        String signoff = submissionState.signoff();
        return signoff == null || publication.target() != Target.LIVE
                ? new Evidence.Absent()
                : afterSignoff(marketplace, marketplace.locate(signoff), list);
    }

    /** Where the list could not be read, the offer's status told that a preview waits for its sign-off, but not which. */
    private boolean mayHaveBeenThere(Submission found, Marketplace marketplace) throws MarketplaceException {
        return publication.target() == Target.PREVIEW
                && submissionState.signoff() != null
                && !submissionState.isKnownAll()
                && marketplace.signoff(found.location()) != Signoff.PASSED;
    }

    /**
     * An offer that was not migrated goes live with the operation of its preview. But that may also have made room for
     * another preview.
     */
    private Evidence afterSignoff(Marketplace marketplace, OperationLocation preview, SubmissionList list)
            throws MarketplaceException {
        Signoff signoff = marketplace.signoff(preview);
        Evidence.Found found = new Evidence.Found(preview, preview.text(), signoff == Signoff.COMPLETE);
        String over = "that the operation of its preview is over, and no go-live";
        return switch (signoff) {
            case AWAITED -> new Evidence.Absent();
            case PASSED -> found;
            case COMPLETE -> new Evidence.Unclear(over, true, isAnotherPreview(list) ? null : found);
            case OVER -> new Evidence.Unclear(over, true, null);
            case UNTOLD -> new Evidence.Unclear("the operation of its preview without its steps", false, null);
        };
    }

    private boolean isAnotherPreview(SubmissionList list) {
        return list.submissions().stream()
                .filter(one -> one.target() == Target.PREVIEW)
                .filter(one -> one.isRunning() || submissionState.isKnownAll())
                .anyMatch(one -> !submissionState.known().contains(one.identity()));
    }

    private List<Submission> candidates(SubmissionList list) {
        List<String> known = new ArrayList<>(submissionState.known());
        String submission = submissionState.submission();
        return list.submissions().stream()
                .filter(one -> !known.remove(one.identity()))
                .filter(one -> one.target() == null || one.target() == publication.target())
                .filter(one -> submission == null || one.id().equals(submission))
                .filter(one -> one.isRunning() || (submissionState.isKnownAll() && !isFromLongBefore(one)))
                .toList();
    }

    private boolean isFromLongBefore(Submission one) {
        Instant changed = one.changed();
        return submissionState.submission() == null
                && changed != null
                && changed.isBefore(submissionState.firstIntent().minus(LONG_BEFORE));
    }

    private Duration distance(Submission one) {
        Instant changed = one.changed();
        return changed == null
                ? FAR_AWAY
                : Duration.between(submissionState.firstIntent(), changed).abs();
    }
}
