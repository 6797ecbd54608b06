package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets waits for the same operation, by the same principal, share polls. A poll is kept only while more than one wait is
 * interested in its operation, so that ten thousand waits for ten thousand operations keep none.
 */
final class SharedPolls {

    /** What was seen, and when: it may be a little old. */
    record Poll(Operation operation, Instant at) {}

    private final Map<String, Interest> interests = new ConcurrentHashMap<>();

    /** One more wait for this operation. */
    void join(String operation) {
        interests.compute(operation, (any, interest) -> {
            Interest joined = interest == null ? new Interest() : interest;
            joined.waits.incrementAndGet();
            return joined;
        });
    }

    void leave(String operation) {
        interests.computeIfPresent(
                operation, (any, interest) -> interest.waits.decrementAndGet() > 0 ? interest : null);
    }

    /**
     * Looks, or hands out what another wait saw less than half an interval ago.
     *
     * @return empty if another wait is polling at this very moment: come back soon
     */
    Optional<Poll> poll(Marketplace marketplace, OperationLocation location, Instant now, Duration interval)
            throws MarketplaceException {
        Interest interest = interests.get(location.text());
        if (interest == null || interest.waits.get() < 2) {
            return Optional.of(new Poll(marketplace.operation(location), now));
        }
        if (!interest.polling.compareAndSet(false, true)) {
            return Optional.empty();
        }
        try {
            String principal = marketplace.identity();
            Poll last = interest.last;
            if (last != null
                    && principal.equals(interest.principal)
                    && Duration.between(last.at(), now).multipliedBy(2).compareTo(interval) < 0) {
                return Optional.of(last);
            }
            Poll poll = new Poll(marketplace.operation(location), now);
            interest.principal = principal;
            interest.last = poll;
            return Optional.of(poll);
        } finally {
            interest.polling.set(false);
        }
    }

    private static final class Interest {
        private final AtomicBoolean polling = new AtomicBoolean();
        private final AtomicInteger waits = new AtomicInteger();
        private String principal = "";

        @CheckForNull
        private Poll last;
    }
}
