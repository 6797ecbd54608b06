package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;

/** What a service shows of a request whose answer is missing, or did not tell the operation. */
sealed interface Evidence {

    /**
     * The request was accepted: this is its operation.
     *
     * @param over whether the operation has ended already
     */
    record Found(OperationLocation location, String name, boolean over) implements Evidence {}

    /** There is no operation that can be the answer to it. */
    record Absent() implements Evidence {}

    /**
     * What is there neither is the answer to it for certain, nor certainly is not.
     *
     * @param observation a clause for a log
     * @param over whether it is over, so that it makes nothing clearer by itself
     * @param otherwise what it is if nothing else shows up for as long as absence takes to be believed; null if even that
     *     does not tell
     */
    record Unclear(
            String observation, boolean over, @CheckForNull Found otherwise) implements Evidence {}
}
