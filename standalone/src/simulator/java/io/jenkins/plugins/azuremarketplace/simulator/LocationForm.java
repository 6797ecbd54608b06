package io.jenkins.plugins.azuremarketplace.simulator;

/** How the portal writes the location of an operation. */
public enum LocationForm {
    /** {@code /api/publishers/contoso/offers/contoso-offer/operations/{guid}?api-version=2017-10-31}. */
    RELATIVE_MIGRATED,
    /** {@code /api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31}. */
    RELATIVE_NOT_MIGRATED,
    /** As {@link #RELATIVE_MIGRATED}, with scheme, host and port. */
    ABSOLUTE,
    /** Absolute, and without a query, as in 2018; such a location can be read as it is. */
    WITHOUT_API_VERSION
}
