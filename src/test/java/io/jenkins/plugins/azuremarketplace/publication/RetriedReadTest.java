package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RetriedReadTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static RetriedRead<OfferStatus> status(PublicationFixture fixture) {
        PollSchedule schedule = new PollSchedule(fixture.steady, PATIENCE, PollSchedule.ABSENCE, new Random(1));
        return new RetriedRead<>(
                "read the status of " + PublicationFixture.OFFER,
                marketplace -> marketplace.status(PublicationFixture.OFFER),
                fixture,
                () -> schedule,
                fixture.clock);
    }

    private static int attempts(RetriedRead<?> read, PublicationFixture fixture) {
        int attempts = 1;
        for (Optional<Instant> next = read.attempt(); next.isPresent(); next = read.attempt()) {
            assertThat(next.get().isAfter(fixture.clock.instant()), is(true));
            fixture.clock.set(next.get());
            attempts++;
        }
        return attempts;
    }

    @ParameterizedTest
    @EnumSource
    void outlastsWhatPasses(Backend backend) throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            fixture.service.next(Call.TOKEN, Fault.answer(503));
            fixture.service.next(Call.SUBMISSIONS, Fault.answer(502), Fault.answer(429), Fault.garbage());
            RetriedRead<OfferStatus> read = status(fixture);

            assertThat(attempts(read, fixture), is(5));

            assertThat(read.result().get().slots(), hasSize(3));
            assertThat(fixture.log, hasSize(1));
            assertThat(fixture.wholeLog(), containsString("Cannot read the status of contoso/contoso-offer. "));
            assertThat(fixture.wholeLog(), containsString("Trying again until 2026-03-01 08:10 UTC."));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpWhenItsPatienceEnds(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            fixture.service.outage(true);
            RetriedRead<OfferStatus> read = status(fixture);

            attempts(read, fixture);

            assertThat(failure(read).status(), is(503));
            assertThat(fixture.clock.instant(), is(PublicationFixture.START.plus(PATIENCE)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotRepeatWhatIsRefused(Backend backend) {
        try (PublicationFixture fixture = new PublicationFixture(backend)) {
            fixture.service.forbid(true);
            RetriedRead<OfferStatus> read = status(fixture);

            assertThat(attempts(read, fixture), is(1));

            assertThat(failure(read).status(), is(403));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 3600})
    void leavesTheServiceAloneForAsLongAsItWants(int seconds) {
        try (PublicationFixture fixture = new PublicationFixture(Backend.CLOUD_PARTNER_PORTAL)) {
            fixture.service.next(Call.STATUS, Fault.throttled(String.valueOf(seconds)));
            RetriedRead<OfferStatus> read = status(fixture);

            Optional<Instant> next = read.attempt();

            if (seconds > PATIENCE.toSeconds()) {
                assertThat(failure(read).status(), is(429));
            } else {
                assertThat(PublicationFixture.START.plusSeconds(seconds), lessThanOrEqualTo(next.orElseThrow()));
            }
        }
    }

    @Test
    void holdsNoThreadBetweenAttemptsAndEndsOnOneOfThePoller() throws Exception {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION);
                PublicationPoller poller = new PublicationPoller("reader", 1, fixture.clock)) {
            AtomicInteger turns = new AtomicInteger();
            RetriedRead<String> read = new RetriedRead<>(
                    "read",
                    marketplace -> {
                        if (turns.incrementAndGet() == 1) {
                            fixture.clock.advance(Duration.ofHours(1));
                            throw new MarketplaceException(MarketplaceException.Kind.NO_ANSWER, "Gone.", null);
                        }
                        return Thread.currentThread().getName();
                    },
                    fixture,
                    () -> new PollSchedule(
                            Duration.ofMillis(1), Duration.ofHours(2), PollSchedule.ABSENCE, new Random(1)),
                    fixture.clock);

            assertThat(poller.read(read).get(30, TimeUnit.SECONDS), containsString("reader"));
        }
    }

    @Test
    void aDefectEndsItToo() {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION);
                PublicationPoller poller = new PublicationPoller("reader", 1, fixture.clock)) {
            CompletableFuture<Object> result = poller.read(new RetriedRead<>(
                    "read",
                    marketplace -> {
                        throw new IllegalStateException("defect");
                    },
                    fixture,
                    () -> PollSchedule.every(Duration.ofMinutes(5), PATIENCE, PollSchedule.ABSENCE),
                    fixture.clock));

            assertThat(
                    assertThrows(ExecutionException.class, () -> result.get(30, TimeUnit.SECONDS))
                            .getCause()
                            .getMessage(),
                    is("defect"));
        }
    }

    @Test
    void aScheduleThatCannotBeReadEndsItToo() {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION)) {
            RetriedRead<Integer> read = new RetriedRead<>(
                    "read",
                    marketplace -> 1,
                    fixture,
                    () -> {
                        throw new IllegalStateException("defect");
                    },
                    fixture.clock);

            assertThat(read.attempt().isPresent(), is(false));

            assertThat(read.result().isCompletedExceptionally(), is(true));
        }
    }

    @Test
    void isBrokenOffByWhoeverCancelsIt() {
        try (PublicationFixture fixture = new PublicationFixture(Backend.PRODUCT_INGESTION)) {
            RetriedRead<OfferStatus> read = status(fixture);
            fixture.service.next(
                    Call.SUBMISSIONS,
                    Fault.none().beforehand(() -> read.result().cancel(true)));

            assertThat(read.attempt(), is(Optional.empty()));

            assertThat(read.result().isCancelled(), is(true));
            assertThat(read.attempt(), is(Optional.empty()));
            assertThat(fixture.service.requests(Call.SUBMISSIONS), is(1));
        }
    }

    private static MarketplaceException failure(RetriedRead<?> read) {
        return (MarketplaceException)
                assertThrows(CompletionException.class, () -> read.result().join())
                        .getCause();
    }
}
