package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.entra.AccessTokens;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * A publication against a simulator, with time that passes only from one turn to the next, and a disk that keeps what was
 * saved: so days take milliseconds, and a crash is the loss of everything but the last save.
 */
final class PublicationFixture implements PublicationHost, AutoCloseable {

    static final Offer OFFER = new Offer("contoso", "contoso-offer");
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final Duration LIMIT = Duration.ofDays(7);

    private static final OkHttpClient HTTP = MarketplaceHttp.client(new OkHttpClient.Builder())
            .newBuilder()
            .readTimeout(Duration.ofMillis(300))
            .build();

    final ServiceSimulator service;
    final SettableClock clock = new SettableClock(START);
    final List<String> log = new ArrayList<>();
    Publication publication;

    String secret = "s3cret-of-the-simulator";
    boolean diskFull;
    Runnable whenSaved = () -> {};
    UnaryOperator<Marketplace> disguise = UnaryOperator.identity();
    Duration steady = Duration.ofMinutes(5);
    int turns;

    private final Backend backend;
    private final MarketplaceClient client = new MarketplaceClient(new AccessTokens(clock), HTTP);
    private final SharedPolls looks = new SharedPolls();
    private PublicationDriver driver;
    private byte[] disk;

    PublicationFixture(Backend backend) {
        this.backend = backend;
        service = backend.start();
        service.useClock(clock);
        service.publicationTakes(Duration.ofHours(2));
    }

    PublicationFixture drive(PublicationRequest.Builder request) {
        return drive(new Publication(request.begin(clock.instant(), LIMIT)));
    }

    PublicationFixture drive(Publication wanted) {
        publication = wanted;
        disk = bytes();
        driver = driver();
        return this;
    }

    /** Forgets everything that was not saved. */
    void crash() {
        try (ObjectInputStream saved = new ObjectInputStream(new ByteArrayInputStream(disk))) {
            publication = (Publication) saved.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        driver = driver();
    }

    /** Turn after turn until the end. */
    Outcome run() {
        Observation observation = turn();
        while (observation instanceof Observation.Pending pending) {
            passUntil(pending);
            observation = turn();
        }
        return ((Observation.Finished) observation).outcome();
    }

    /** Turn after turn until an operation is known, or the end. */
    void runUntilAccepted() {
        while (publication.operation() == null && turn() instanceof Observation.Pending pending) {
            passUntil(pending);
        }
    }

    /** Turn after turn as long as the next one is due within this time from the start. */
    void runUntil(Duration fromStart) {
        Instant end = START.plus(fromStart);
        while (clock.instant().isBefore(end) && turn() instanceof Observation.Pending pending) {
            passUntil(pending);
        }
    }

    /** Turn after turn until a request to publish has left. */
    void runUntilFirstRequest() {
        while (service.requests(Call.SUBMIT) == 0 && turn() instanceof Observation.Pending pending) {
            passUntil(pending);
        }
    }

    Observation turn() {
        turns++;
        if (turns > 20_000) {
            throw new AssertionError("This never ends: " + log);
        }
        return driver.drive(looks);
    }

    void passUntil(Observation.Pending pending) {
        if (pending.nextPoll().isAfter(clock.instant())) {
            clock.set(pending.nextPoll());
        } else {
            clock.advance(Duration.ofMillis(1));
        }
    }

    PublicationDriver driver() {
        PollSchedule schedule = new PollSchedule(steady, Duration.ofMinutes(10), PollSchedule.ABSENCE, new Random(1));
        return new PublicationDriver(publication, this, () -> schedule, clock);
    }

    PublicationDriver current() {
        return driver;
    }

    String wholeLog() {
        return String.join("\n", log);
    }

    @Override
    public void begin() {}

    @Override
    public Marketplace connect() {
        Endpoints endpoints = Endpoints.of(
                backend.api, service.endpoint().toString(), service.authority().toString());
        ServicePrincipal principal = new ServicePrincipal(
                "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000", secret);
        return disguise.apply(client.connect(backend.api, endpoints, principal));
    }

    @Override
    public void save() throws IOException {
        if (diskFull) {
            throw new IOException("No space left on device");
        }
        disk = bytes();
        whenSaved.run();
    }

    @Override
    public void log(@NonNull String sentence) {
        log.add(sentence);
    }

    @NonNull
    @Override
    public String waitCommand(@NonNull String operation) {
        return "marketplaceWait operation: '" + operation + "'";
    }

    @Override
    public void ended(@NonNull Outcome outcome) {
        throw new AssertionError("The bench drives turn by turn; nobody is to be told");
    }

    @Override
    public void close() {
        service.close();
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(publication);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
