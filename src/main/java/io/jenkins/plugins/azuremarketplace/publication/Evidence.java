package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.OperationLocation;

/** What a service shows of a request whose answer is missing, or did not tell the operation. */
sealed interface Evidence {

    /** The request was accepted: this is its operation. */
    record Found(OperationLocation location, String name) implements Evidence {}

    /** There is no operation that can be the answer to it. */
    record Absent() implements Evidence {}

    /**
     * What is there neither is the answer to it for certain, nor certainly is not.
     *
     * @param observation a clause for a log
     * @param over whether it is over, so that time makes it no clearer
     */
    record Unclear(String observation, boolean over) implements Evidence {}
}
