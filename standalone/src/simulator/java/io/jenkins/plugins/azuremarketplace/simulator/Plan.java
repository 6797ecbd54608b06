package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How an operation will go, laid down when it starts.
 *
 * @param ending the last status, in the words of the portal; a word that is none of these never ends
 * @param nested whether reasons are reported the way certification does, three levels down
 */
record Plan(Duration takes, String ending, List<String> reasons, boolean nested) {

    private static final Set<String> SUCCESS = Set.of("completed", "complete", "succeeded", "success");
    private static final Set<String> CANCELLATION = Set.of("canceled", "cancelled");
    private static final Set<String> FAILURE = Set.of("failed", "rejected");

    static boolean success(String status) {
        return SUCCESS.contains(status.toLowerCase(Locale.ROOT));
    }

    static boolean cancellation(String status) {
        return CANCELLATION.contains(status.toLowerCase(Locale.ROOT));
    }

    static boolean failure(String status) {
        return FAILURE.contains(status.toLowerCase(Locale.ROOT));
    }

    boolean ends() {
        return success(ending) || cancellation(ending) || failure(ending);
    }

    /** How many steps the operation goes through: what goes wrong does so in certification. */
    int steps() {
        return cancellation(ending) || failure(ending) ? Step.CERTIFICATION.ordinal() + 1 : Step.values().length;
    }
}
