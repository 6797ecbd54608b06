package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;

/**
 * What a service that accepted a request told about it. The acceptance is certain, whatever else is missing.
 *
 * @param location null if the answer names no operation that can be read
 * @param operation the operation's state, where the answer itself tells that it is over; else null
 * @param problem why there is no location, as a clause for a log; empty if there is one
 */
public record Acceptance(
        @CheckForNull OperationLocation location,
        @CheckForNull Operation operation,
        String problem) {

    public static Acceptance of(OperationLocation location) {
        return new Acceptance(location, null, "");
    }

    public static Acceptance withoutLocation(String problem) {
        return new Acceptance(null, null, problem);
    }
}
