package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Instant;
import java.util.List;

/**
 * How far an operation is at one instant.
 *
 * @param status {@code running} or the word that it ended with
 * @param position in steps: 1.4 is 40 % of the second one
 * @param ended {@code null} while it goes on
 * @param reasons why it did not succeed
 * @param cancelling somebody asked for the cancellation, and it has not happened yet
 * @param signoff it stays in the publisher's signoff, once it is there
 */
record SimulatedProgress(
        String status,
        double position,
        Instant ended,
        List<String> reasons,
        boolean nested,
        boolean cancelling,
        boolean signoff,
        Brakes brakes) {

    boolean over() {
        return ended != null;
    }

    boolean succeeded() {
        return over() && Plan.success(status);
    }

    boolean canceled() {
        return over() && Plan.cancellation(status);
    }

    boolean waitsForPublisher() {
        return !over() && signoff && step() == Step.SIGNOFF;
    }

    /** The step that is being worked at, or was when the operation ended. */
    Step step() {
        Step[] steps = Step.values();
        return steps[Math.min((int) position, steps.length - 1)];
    }

    /** 0..100 of the current step; never 100 while the operation goes on. */
    int percent() {
        return (int) Math.min(99, (position - step().ordinal()) * 100 + 1e-6);
    }
}
