package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is to be said against an outcome, by somebody who knows what really happened. */
final class RandomVerdict {

    /** Three requests, and each of them once more with a fresh token. */
    private static final int MOST_REQUESTS = 6;

    /** A preview is ready when it waits for the publisher's sign-off, or where it is complete without one. */
    private static final Set<String> SUCCESS = Set.of("completed", "signoff");

    private static final Set<String> FAILURES = Set.of("failed", "canceled", "rejected");
    private static final Pattern NOTHING =
            Pattern.compile("(?is).*\\bnothing (was|is) (submitted|accepted|started|sent)\\b.*");
    private static final Pattern ACCEPTED =
            Pattern.compile("(?s).*The (go-live|publication to preview) of \\S+ was accepted.*");

    private final Scenario scenario;
    private final RandomWorld world;
    private final PublicationFixture fixture;
    private final Outcome outcome;
    private final int accepted;
    private final String state;

    RandomVerdict(Scenario scenario, RandomWorld world, PublicationFixture fixture, Outcome outcome) {
        this.scenario = scenario;
        this.world = world;
        this.fixture = fixture;
        this.outcome = outcome;
        accepted = fixture.service.accepted(PublicationFixture.OFFER.id());
        state = fixture.service.stateOfAccepted(PublicationFixture.OFFER.id(), scenario.type());
    }

    /** {@code null} if there is nothing to complain of. */
    @CheckForNull
    String complaint() {
        if (accepted > 1) {
            return "Two were accepted.";
        }
        if (fixture.service.witness().sentAfterAcceptance() > 0) {
            return "Sent again after it had been accepted.";
        }
        if (fixture.service.witness().sentDespiteOthers() > 0) {
            return "Sent although somebody else's operation was seen running.";
        }
        // Whoever waits for others may be refused as often as they are in the way.
        if (world.onConflict != ConflictPolicy.WAIT && fixture.service.requests(Call.SUBMIT) > MOST_REQUESTS) {
            return "Sent too often.";
        }
        if (accepted > 0 && NOTHING.matcher(outcome.message()).matches()) {
            return "Says that there is nothing.";
        }
        if (accepted == 0
                && !isExcused()
                && !world.writing.conflictsAsJobs
                && ACCEPTED.matcher(outcome.message()).matches()) {
            return "Says that it was accepted.";
        }
        if (!isTrue()) {
            return outcome.kind() + " is not true.";
        }
        return world.calm && !isOwnEnd() ? outcome.kind() + " although everything passed." : null;
    }

    private boolean isTrue() {
        return switch (outcome.kind()) {
            case IN_PREVIEW -> scenario.target == Target.PREVIEW && ended(SUCCESS);
            case SUCCEEDED -> scenario.target == Target.LIVE && ended(SUCCESS);
            case ALREADY_LIVE -> scenario.target == Target.LIVE && (world.alreadyLive || ended(SUCCESS));
            case ACCEPTED -> !world.wait && isAccepted();
            case FAILED, REJECTED, CANCELED -> ended(FAILURES) || accepted == 0 && world.writing.conflictsAsJobs;
            case REFUSED, NO_TOKEN, CONFLICT -> accepted == 0 || world.refusedForGood;
            case EXPIRED -> isOver();
            case UNKNOWN ->
                accepted == 0 || isOver() || world.refusedForGood || world.writing.submissionsWithoutResults;
            case DRY_RUN, TOO_LATE, ABORTED -> false;
        };
    }

    private boolean ended(Set<String> states) {
        boolean own = accepted == 1 && states.contains(state);
        // Without times it can't be told which of two came first.
        boolean taken = (accepted == 0 || world.writing.listsWithoutTimes) && isExcused();
        return own || taken && others().stream().anyMatch(states::contains);
    }

    private boolean isAccepted() {
        boolean toldAtOnce = world.endsAtOnce && !world.writing.statesComeLate && FAILURES.contains(state);
        return accepted == 1 ? !toldAtOnce : isExcused();
    }

    /** What was not there before the request, and could be it, is taken for it: so may the operation of somebody else. */
    private boolean isExcused() {
        boolean doubt = world.crashed
                || world.connectionsDie
                || fixture.service.witness().doubt(PublicationFixture.OFFER.id());
        return doubt && !others().isEmpty();
    }

    private List<String> others() {
        return fixture.service.witness().statesOfUnseen(PublicationFixture.OFFER.id(), scenario.type());
    }

    private boolean isOver() {
        return !fixture.clock.instant().isBefore(PublicationFixture.START.plus(world.limit));
    }

    private boolean isOwnEnd() {
        return switch (outcome.kind()) {
            case ACCEPTED, IN_PREVIEW, SUCCEEDED, FAILED, REJECTED, CANCELED -> true;
            case UNKNOWN -> world.writing.submissionsWithoutResults;
            // Patience runs out while Jenkins is down, too.
            case REFUSED, NO_TOKEN -> world.crashed && fixture.service.requests(Call.SUBMIT) == 0;
            default -> false;
        };
    }
}
