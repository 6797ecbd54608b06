package io.jenkins.plugins.azuremarketplace.publication;

import java.time.Instant;

/** What one turn of work came to. */
public sealed interface Observation {

    /** Not over; nothing is to be done before this time. */
    record Pending(Instant nextPoll) implements Observation {}

    record Finished(Outcome outcome) implements Observation {}
}
