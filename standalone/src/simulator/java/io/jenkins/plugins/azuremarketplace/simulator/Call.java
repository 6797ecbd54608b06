package io.jenkins.plugins.azuremarketplace.simulator;

/** Kinds of requests; the first meaning is the portal's, the second that of Product Ingestion. */
public enum Call {
    TOKEN,
    /** For the token of a managed identity, to the endpoint of the machine. */
    IDENTITY,
    /** {@code POST …/golive} and {@code POST …/publish}; {@code POST configure}. */
    SUBMIT,
    /** One operation; {@code configure/{job}/status}. */
    OPERATION,
    /** The list of an offer's submissions; {@code submission/{guid}}. */
    SUBMISSIONS,
    /** The offer's status; the details {@code configure/{job}} of a finished job. */
    STATUS,
    CANCEL,
    /** The offer itself; {@code product?externalId=}. */
    PRODUCT,
    /** The offer as it is in one slot; {@code resource-tree}. */
    CONTENT,
    /** Whatever the service does not know; always answered with 404. */
    OTHER
}
