package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.List;

/**
 * What keeps all operations from going on.
 *
 * @param held every operation stays in the step it is in
 * @param signoff an operation stays in the publisher's signoff
 * @param blocked the step that nothing gets past, or {@code null}
 * @param reasons why that step is blocked
 */
record Brakes(boolean held, boolean signoff, Step blocked, List<String> reasons) {

    static final Brakes NONE = new Brakes(false, false, null, List.of());

    private static final double HELD_AT = 0.4;

    /** The furthest that an operation gets, in steps, from where it was when these brakes were put on. */
    double limit(double position) {
        double limit = held ? Math.floor(position) + HELD_AT : Double.MAX_VALUE;
        if (signoff) {
            limit = Math.min(limit, Step.SIGNOFF.ordinal() + HELD_AT);
        }
        if (blocked != null) {
            limit = Math.min(limit, blocked.ordinal());
        }
        return Math.max(limit, position);
    }
}
