package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** One operation of an offer. It goes on by the clock alone: nothing runs between two looks at it. */
final class Publication {

    /** Values of {@link #type}. */
    static final String GO_LIVE = "goLive";

    static final String PUBLISH = "publish";
    static final String CANCEL = "cancel";

    final String id = UUID.randomUUID().toString();
    final String publisher;
    final String offer;
    final String type;
    /** Counts an offer's operations; the first one is number 2, since an offer has been published to preview before. */
    final int version;

    final Instant started;
    private final Plan plan;
    /** The operation was at {@link #base}, in steps, at the time {@link #since}, and has gone on from there. */
    private double base;

    private Instant since;
    private Brakes brakes;
    private Instant cancelAt;
    private String ending;
    private Instant ended;
    private List<String> reasons;

    Publication(String publisher, String offer, String type, int version, Instant started, Plan plan, Brakes brakes) {
        this.publisher = publisher;
        this.offer = offer;
        this.type = type;
        this.version = version;
        this.started = started;
        this.since = started;
        this.plan = plan;
        this.brakes = brakes;
        this.reasons = plan.reasons();
    }

    /** The key of an offer that was not migrated. */
    String key() {
        return publisher + "$" + offer + "$" + version + (type.equals(CANCEL) ? "$cancel" : "$preview");
    }

    synchronized Progress at(Instant now) {
        settle(now);
        boolean unknownWord = ended == null && position(now) >= plan.steps();
        String status = ended != null ? ending : unknownWord ? plan.ending() : "running";
        boolean well = ended != null && Plan.success(ending);
        return new Progress(status, ended != null ? base : position(now), ended, well ? List.of() : reasons, plan.nested(),
                cancelAt != null && ended == null, brakes);
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
        boolean done = plan.ends() && position(now) >= plan.steps();
        Instant end = done ? since.plus(remaining()) : null;
        if (cancelAt != null && !cancelAt.isAfter(now) && (!done || cancelAt.isBefore(end))) {
            end("canceled", cancelAt, position(cancelAt));
        } else if (done) {
            end(plan.ending(), end, Math.nextDown((double) plan.steps()));
        }
    }

    private void end(String finalState, Instant at, double position) {
        ending = finalState;
        ended = at;
        base = position;
    }

    private Duration remaining() {
        return Duration.ofNanos((long) ((plan.steps() - base) / plan.steps() * plan.takes().toNanos()));
    }

    private double position(Instant now) {
        long elapsed = Math.max(0, Duration.between(since, now).toNanos());
        double takes = plan.takes().toNanos();
        double free = takes == 0 ? plan.steps() : base + elapsed * (double) plan.steps() / takes;
        return Math.min(Math.min(free, plan.steps()), brakes.limit(base));
    }
}
