package io.jenkins.plugins.azuremarketplace.publication;

import java.time.Duration;
import java.time.Instant;

/** Lets tests of other packages see, and shorten, how long a cancellation is waited for. */
public final class CancellationLimit {

    private CancellationLimit() {}

    public static Duration left(Publication publication) {
        return Duration.between(Instant.now(), Instant.ofEpochMilli(publication.cancelDeadline()));
    }

    public static void expire(Publication publication) {
        publication.cancelUntil(Instant.now());
    }
}
