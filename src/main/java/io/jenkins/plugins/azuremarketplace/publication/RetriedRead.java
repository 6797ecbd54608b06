package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Something that is read of the service, and read again as long as that fails in passing and the schedule's patience
 * lasts. Changes nothing, and remembers nothing: after a restart it is asked anew. A {@link PublicationPoller} does the
 * attempts, so that nobody waits on a thread.
 */
public final class RetriedRead<T> {

    /** What is read: a handful of requests, none of which changes anything. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(Marketplace marketplace) throws MarketplaceException;
    }

    private static final Duration LAST_CALL = Duration.ofSeconds(3);

    private final String doing;
    private final Question<T> question;
    private final ServiceHost host;
    private final Supplier<PollSchedule> schedule;
    private final Clock clock;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    @CheckForNull
    private volatile Marketplace connection;

    @CheckForNull
    private Instant end;

    private int failures;

    /** @param doing after “cannot”, such as {@code read the status of contoso/contoso-offer} */
    public RetriedRead(
            String doing, Question<T> question, ServiceHost host, Supplier<PollSchedule> schedule, Clock clock) {
        this.doing = doing;
        this.question = question;
        this.host = host;
        this.schedule = schedule;
        this.clock = clock;
        result.whenComplete((answer, failure) -> breakOff());
    }

    /**
     * Ends with the answer, or with the exception that says why there is none: an {@link IOException} with a sentence for
     * the user, or what a defect threw. Whoever cancels it breaks off the call that is under way.
     */
    CompletableFuture<T> result() {
        return result;
    }

    /**
     * One attempt.
     *
     * @return when the next one is due; empty if it is over
     */
    Optional<Instant> attempt() {
        if (result.isDone()) {
            return Optional.empty();
        }
        try {
            return attemptUntil(limit());
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is: whoever waits must hear of it.
            result.completeExceptionally(e);
            return Optional.empty();
        }
    }

    private Instant limit() {
        Instant limit = end == null ? clock.instant().plus(schedule.get().patience()) : end;
        end = limit;
        return limit;
    }

    private Optional<Instant> attemptUntil(Instant limit) throws IOException {
        try {
            Marketplace marketplace = host.connect();
            Duration left = Duration.between(clock.instant(), limit);
            marketplace.limitCalls(left.compareTo(LAST_CALL) < 0 ? LAST_CALL : left);
            T answer = ask(marketplace);
            result.complete(answer);
        } catch (MarketplaceException e) {
            return failed(e, limit);
        }
        return Optional.empty();
    }

    private T ask(Marketplace marketplace) throws MarketplaceException {
        connection = marketplace;
        try {
            if (result.isDone()) {
                marketplace.abort();
            }
            return question.ask(marketplace);
        } finally {
            connection = null;
        }
    }

    private Optional<Instant> failed(MarketplaceException e, Instant limit) {
        failures++;
        Instant now = clock.instant();
        Instant wanted = now.plus(schedule.get().afterFailure(failures, Duration.ZERO, e.retryAfter()));
        boolean mayAskInTime = e.retryAfter() == null || !wanted.isAfter(limit);
        if (!e.isPassing() || !now.isBefore(limit) || !mayAskInTime) {
            result.completeExceptionally(e);
        }
        if (result.isDone()) {
            return Optional.empty();
        }
        if (failures == 2) {
            host.log("Cannot " + doing + ". " + e.getMessage() + " Trying again until " + Durations.time(limit) + ".");
        }
        return Optional.of(wanted.isAfter(limit) ? limit : wanted);
    }

    private void breakOff() {
        Marketplace current = connection;
        if (current != null) {
            current.abort();
        }
    }
}
