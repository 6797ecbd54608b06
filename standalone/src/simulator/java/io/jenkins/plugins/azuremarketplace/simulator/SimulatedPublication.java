package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One operation of an offer. It goes on by the clock alone: nothing runs between two looks at it. */
final class SimulatedPublication {

    /** Values of {@link #type}. */
    static final String GO_LIVE = "goLive";

    static final String PUBLISH = "publish";
    static final String CANCEL = "cancel";

    /** The state of a preview that is ready and waits for its publisher, or did so. */
    static final String SIGNOFF = "signoff";

    final String id = UUID.randomUUID().toString();
    final String publisher;
    final String offer;
    /** What it began as. */
    final String type;
    /** Counts an offer's operations; the first one is number 2, since an offer has been published to preview before. */
    final int version;

    final Instant started;
    /** The edition that it publishes. */
    final int edition;
    private Plan plan;
    /** The operation was at {@link #base}, in steps, at the time {@link #since}, and has gone on from there. */
    private double base;

    private Instant since;
    /** Where it ends, in steps. */
    private final double goal;
    /** The steps that the time of the plan is for. */
    private double way;

    private Brakes brakes;
    /** Whether it stays in the publisher's signoff until there is a go-live. */
    private boolean awaitsSignoff;
    /** When a go-live took it out of the signoff, or {@code null}. */
    private Instant signedOff;

    private Instant cancelAt;
    private String ending;
    private Instant ended;
    private List<String> reasons;

    SimulatedPublication(
            String publisher,
            String offer,
            String type,
            int version,
            int edition,
            Instant started,
            Plan plan,
            Brakes brakes,
            boolean awaitsSignoff) {
        this.publisher = publisher;
        this.offer = offer;
        this.type = type;
        this.version = version;
        this.edition = edition;
        this.started = started;
        this.since = started;
        this.plan = plan;
        this.goal = plan.steps();
        this.way = goal;
        this.brakes = brakes;
        this.reasons = plan.reasons();
        this.awaitsSignoff = awaitsSignoff;
    }

    /** The key of an offer that was not migrated. */
    String key() {
        return publisher + "$" + offer + "$" + version + (type.equals(CANCEL) ? "$cancel" : "$preview");
    }

    synchronized SimulatedProgress at(Instant now) {
        settle(now);
        boolean unknownWord = ended == null && position(now) >= goal;
        String status = ended != null ? ending : unknownWord ? plan.ending() : "running";
        boolean well = ended != null && Plan.success(ending);
        return new SimulatedProgress(
                status,
                ended != null ? base : position(now),
                ended,
                well ? List.of() : reasons,
                plan.nested(),
                cancelAt != null && ended == null,
                isAtSignoff(now) || brakes.signoff(),
                brakes);
    }

    /** As it is known to somebody who learned nothing after that time. */
    synchronized SimulatedProgress at(Instant now, Instant known) {
        SimulatedProgress truth = at(now);
        return truth.over() && truth.ended().isAfter(known)
                ? new SimulatedProgress("running", base, null, reasons, plan.nested(), false, false, brakes)
                : truth;
    }

    /**
     * How it stands as an operation of this type: a preview has got to its end once it is in the publisher's signoff, and
     * is told to be there from then on.
     *
     * @return {@link #SIGNOFF} or the word for its state
     */
    synchronized String state(String as, Instant now) {
        settle(now);
        double position = ended == null ? position(now) : base;
        boolean ready = signedOff != null || awaitsSignoff && position >= Step.SIGNOFF.ordinal();
        return as.equals(PUBLISH) && ready ? SIGNOFF : at(now).status();
    }

    /** A preview that waits for its publisher to go live. */
    synchronized boolean isAtSignoff(Instant now) {
        settle(now);
        return ended == null && awaitsSignoff && position(now) >= Step.SIGNOFF.ordinal();
    }

    /** Goes on to live. */
    synchronized void signOff(Plan next, Instant now) {
        plan = next;
        reasons = next.reasons();
        base = Step.LIVE.ordinal();
        way = goal - base;
        since = now;
        awaitsSignoff = false;
        signedOff = now;
    }

    /** When a go-live took it out of the signoff, or {@code null}. */
    synchronized Instant signedOff() {
        return signedOff;
    }

    /** Whether it makes the offer public, and is not the making of a preview alone. */
    synchronized boolean goesLive() {
        return type.equals(GO_LIVE) || signedOff != null;
    }

    synchronized void brake(Brakes next, Instant now) {
        settle(now);
        if (ended == null) {
            base = position(now);
            since = now;
            brakes = next;
        }
    }

    /** Cancels at that time, unless the operation is over before. */
    synchronized void cancel(Instant at) {
        cancelAt = at;
    }

    /** Without reasons, those that were planned remain. */
    synchronized void finish(String finalState, List<String> because, Instant now) {
        settle(now);
        if (ended == null) {
            if (!because.isEmpty()) {
                reasons = because;
            }
            end(finalState, now, position(now));
        }
    }

    private void settle(Instant now) {
        if (ended != null) {
            return;
        }
        boolean done = plan.ends() && position(now) >= goal;
        Instant end = done ? since.plus(remaining()) : null;
        if (cancelAt != null && !cancelAt.isAfter(now) && (!done || cancelAt.isBefore(end))) {
            end("canceled", cancelAt, position(cancelAt));
        } else if (done) {
            end(plan.ending(), end, Math.nextDown(goal));
        }
    }

    private void end(String finalState, Instant at, double position) {
        ending = finalState;
        ended = at;
        base = position;
    }

    private Duration remaining() {
        return Duration.ofNanos((long) ((goal - base) / way * plan.takes().toNanos()));
    }

    private double position(Instant now) {
        long elapsed = Math.max(0, Duration.between(since, now).toNanos());
        double takes = plan.takes().toNanos();
        double free = takes == 0 ? goal : base + elapsed * way / takes;
        double limit = awaitsSignoff ? Math.min(goal, Step.SIGNOFF.ordinal()) : goal;
        return Math.min(Math.min(free, limit), brakes.limit(base));
    }
}
