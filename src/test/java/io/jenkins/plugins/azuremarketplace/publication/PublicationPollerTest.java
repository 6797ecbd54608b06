package io.jenkins.plugins.azuremarketplace.publication;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many publications, few threads. */
class PublicationPollerTest {

    private static final int WORKERS = 4;

    private final MarketplaceClient client = MarketplaceClient.of(new OkHttpClient.Builder());
    private PortalSimulator portal;
    private PublicationPoller poller;

    @BeforeEach
    void start() {
        portal = PortalSimulator.start();
        portal.publicationTakes(Duration.ofSeconds(2));
        poller = new PublicationPoller("poller under test", WORKERS, Clock.systemUTC());
    }

    @AfterEach
    void leavesNoThreadAndNoTimer() {
        poller.close();
        portal.close();
        await().atMost(Duration.ofSeconds(5)).until(PublicationPollerTest::threads, is(empty()));
    }

    @Test
    void drivesManyPublicationsWithFewThreads() {
        List<Build> builds = IntStream.range(0, 60)
                .mapToObj(number -> new Build("offer-" + number))
                .toList();
        builds.forEach(build -> poller.start(build.driver(Duration.ofMillis(200))));

        await().atMost(Duration.ofSeconds(30)).until(() -> builds.stream().allMatch(build -> build.end.isDone()));

        builds.forEach(build -> assertThat(build.end.join().kind(), is(Kind.SUCCEEDED)));
        assertThat(portal.accepted(), is(60));
        assertThat(portal.maxOpenRequests(), is(lessThanOrEqualTo(WORKERS)));
        assertThat(threads().size(), is(lessThanOrEqualTo(WORKERS + 1)));
        builds.forEach(build -> assertThat(poller.host(build.publication).isPresent(), is(false)));
    }

    @Test
    void sharesLooksAmongWaitsForTheSameOperation() {
        portal.hold();
        Build first = new Build("contoso-offer");
        poller.start(first.driver(Duration.ofSeconds(1)));
        await().until(() -> first.publication.operation() != null);
        String operation = first.publication.operation();
        List<Build> others = IntStream.range(0, 9)
                .mapToObj(number -> new Build(new Publication(PublicationRequest.watch(Target.LIVE, operation)
                        .begin(Clock.systemUTC().instant(), Duration.ofHours(1)))))
                .toList();
        others.forEach(build -> poller.start(build.driver(Duration.ofSeconds(1))));
        await().until(() -> others.stream().allMatch(build -> build.publication.polled() != 0));
        int before = portal.requests(Call.OPERATION);
        long since = System.nanoTime();

        await().atMost(Duration.ofSeconds(20)).until(() -> portal.requests(Call.OPERATION) >= before + 5);

        double seconds = (System.nanoTime() - since) / 1e9;
        double looksPerSecond = (portal.requests(Call.OPERATION) - before) / seconds;
        assertThat("ten waits, a look a second each if they shared none", looksPerSecond, is(lessThan(4.0)));
        portal.release();
        await().atMost(Duration.ofSeconds(30)).until(() -> others.stream().allMatch(build -> build.end.isDone()));
        others.forEach(build -> assertThat(build.end.join().kind(), is(Kind.SUCCEEDED)));
    }

    @Test
    void stopsAtOnceAndLooksNoMore() {
        portal.hold();
        Build build = new Build("contoso-offer");
        PublicationPoller.Watch watch = poller.start(build.driver(Duration.ofMillis(100)));
        await().until(() -> portal.requests(Call.OPERATION), is(greaterThan(2)));

        watch.stop();

        assertThat(poller.host(build.publication).isPresent(), is(false));
        await().until(() -> portal.openRequests() == 0);
        int looks = portal.requests(Call.OPERATION);
        await().during(Duration.ofMillis(500)).until(() -> portal.requests(Call.OPERATION) == looks);
        assertThat(build.end.isDone(), is(false));
    }

    @Test
    void breaksOffARequestThatIsUnderWayWhenStopped() {
        portal.next(Call.SUBMIT, Fault.delayAfter(Duration.ofSeconds(30)));
        Build build = new Build("contoso-offer");
        PublicationPoller.Watch watch = poller.start(build.driver(Duration.ofMillis(100)));
        await().until(() -> portal.requests(Call.SUBMIT) == 1);

        watch.stop();

        await().atMost(Duration.ofSeconds(15)).until(PublicationPollerTest::threads, is(empty()));
        assertThat(build.end.isDone(), is(false));
        assertThat(build.publication.submissionState().isIntended(), is(true));
    }

    @Test
    void cancelsAndReportsTheEnd() {
        portal.hold();
        Build build =
                new Build(new Publication(PublicationRequest.publish(Target.LIVE, new Offer("contoso", "contoso-offer"))
                        .waiting(true)
                        .cancelOnAbort(true)
                        .begin(Clock.systemUTC().instant(), Duration.ofHours(1))));
        PublicationPoller.Watch watch = poller.start(build.driver(Duration.ofMillis(200)));
        await().until(() -> build.publication.progress() != null);

        assertThat(watch.cancel(), is(true));

        await().atMost(Duration.ofSeconds(10)).until(build.end::isDone);
        assertThat(build.end.join().kind(), is(Kind.CANCELED));
    }

    @Test
    void takesUpManyWaitsOneAfterTheOther() {
        portal.hold();
        List<Build> builds = IntStream.range(0, 100)
                .mapToObj(number -> new Build("offer-" + number))
                .toList();
        builds.forEach(build -> poller.start(build.driver(Duration.ofHours(1))));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> builds.stream().allMatch(build -> build.publication.operation() != null));
        poller.close();
        int looks = portal.requests(Call.OPERATION);

        poller = new PublicationPoller("poller under test", WORKERS, Clock.systemUTC());
        long since = System.nanoTime();
        builds.forEach(build -> poller.resume(build.driver(Duration.ofHours(1))));
        await().atMost(Duration.ofSeconds(20)).until(() -> portal.requests(Call.OPERATION) == looks + 100);

        assertThat((System.nanoTime() - since) / 1_000_000, is(greaterThan(900L)));
    }

    @Test
    void anIntervalThatIsShortenedIsForWaitsInTheMidstOfALongOne() {
        portal.hold();
        Build build = new Build("contoso-offer");
        AtomicReference<Duration> interval = new AtomicReference<>(Duration.ofDays(1));
        poller.start(build.driver(interval::get));
        await().until(() -> build.publication.operation() != null);
        interval.set(Duration.ofMillis(100));

        poller.intervalChanged();

        await().until(() -> portal.requests(Call.OPERATION) >= 2);
    }

    @Test
    void whatTheServiceAskedForIsWaitedForAllTheSame() {
        portal.hold();
        portal.always(Call.OPERATION, Fault.unavailable("3600"));
        Build build = new Build("contoso-offer");
        AtomicReference<Duration> interval = new AtomicReference<>(Duration.ofSeconds(2));
        poller.start(build.driver(interval::get));
        await().atMost(Duration.ofSeconds(20)).until(() -> build.publication.failingSince() != 0);
        Build other = new Build("other");
        poller.start(other.driver(interval::get));
        await().atMost(Duration.ofSeconds(20)).until(() -> other.publication.failingSince() != 0);
        interval.set(Duration.ofMillis(10));

        poller.intervalChanged();

        Build third = new Build("third");
        poller.start(third.driver(interval::get));
        await().until(() -> third.publication.failingSince() != 0);
        assertThat("one each", portal.requests(Call.OPERATION), is(3));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("poller under test"))
                .toList();
    }

    private final class Build implements PublicationHost {

        final Publication publication;
        final List<String> log = new ArrayList<>();
        final CompletableFuture<Outcome> end = new CompletableFuture<>();

        Build(String offer) {
            this(new Publication(PublicationRequest.publish(Target.LIVE, new Offer("contoso", offer))
                    .waiting(true)
                    .begin(Clock.systemUTC().instant(), Duration.ofHours(1))));
        }

        Build(Publication publication) {
            this.publication = publication;
        }

        PublicationDriver driver(Duration interval) {
            return driver(() -> interval);
        }

        PublicationDriver driver(Supplier<Duration> interval) {
            return new PublicationDriver(
                    publication,
                    this,
                    () -> PollSchedule.every(interval.get(), Duration.ofSeconds(10), PollSchedule.LOOPBACK_ABSENCE),
                    Clock.systemUTC());
        }

        @Override
        public void begin() {}

        @Override
        public Marketplace connect() {
            MarketplaceApi api = MarketplaceApi.CLOUD_PARTNER_PORTAL;
            return client.connect(
                    api,
                    Endpoints.of(
                            api,
                            portal.endpoint().toString(),
                            portal.authority().toString()),
                    new ServicePrincipal("tenant", "client", "s3cret-of-the-simulator"));
        }

        @Override
        public void save() {}

        @Override
        public void log(@NonNull String sentence) {
            log.add(sentence);
        }

        @NonNull
        @Override
        public String waitCommand(@NonNull String operation) {
            return operation;
        }

        @Override
        public void ended(@NonNull Outcome outcome) {
            assertThat("told once", end.complete(outcome), is(true));
        }
    }
}
