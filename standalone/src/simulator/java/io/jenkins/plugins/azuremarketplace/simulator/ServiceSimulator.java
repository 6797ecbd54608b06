package io.jenkins.plugins.azuremarketplace.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A service on a port of 127.0.0.1: its token endpoint, its faults, and a record of what it was asked. */
public abstract sealed class ServiceSimulator extends SimulatorControls implements AutoCloseable
        permits PortalSimulator, IngestionSimulator {

    private final Tokens tokens = new Tokens();
    private final Faults faults = new Faults();
    private final Traffic traffic = new Traffic();
    private final Witness witness = new Witness();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpListener listener;
    private final Set<String> resources;

    /** The listener is to be started when the object is complete. */
    ServiceSimulator(int port, String resource) {
        try {
            listener = new HttpListener(port, this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resources = Set.of(resource, authority().toString());
    }

    final void listen() {
        listener.start();
    }

    /** The base address of the API. */
    public abstract URI endpoint();

    /** The base address of the token endpoint {@code /{tenant}/oauth2/v2.0/token}. */
    public URI authority() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds faults, one for each of the next requests of that kind; further ones are answered as usual. */
    public void next(Call call, Fault... inOrder) {
        faults.next(call, inOrder);
    }

    /** A fault for every request that {@link #next} says nothing about; {@link Fault#none} ends it. */
    public void always(Call call, Fault fault) {
        faults.always(call, fault);
    }

    /**
     * As {@link #next}, for requests about one offer alone, and before what is said about all.
     *
     * @param offer for tokens, which are about no offer: the client id
     */
    public void nextFor(String offer, Call call, Fault... inOrder) {
        faults.next(offer, call, inOrder);
    }

    /** As {@link #always}, for requests about one offer alone; see {@link #nextFor}. */
    public void alwaysFor(String offer, Call call, Fault fault) {
        faults.always(offer, call, fault);
    }

    /** Every call but that for tokens is answered with 503. */
    public void outage(boolean on) {
        faults.serviceDown(on);
    }

    /** Every call for a token is answered with 503. */
    public void authorityOutage(boolean on) {
        faults.authorityDown(on);
    }

    /** Whether each connection is closed after one answer, which does not say so. */
    public void closesSilently(boolean on) {
        listener.closesSilently(on);
    }

    /** What the client knows, and sent although it knew better. */
    public Witness witness() {
        return witness;
    }

    /** The one client secret that gets a token; {@code s3cret-of-the-simulator} to begin with. */
    public void secret(String secret) {
        tokens.secret(secret);
    }

    /** The right secret is refused as expired, until another one is set. */
    public void expireSecret() {
        tokens.expireSecret();
    }

    public void tokenLifetime(Duration lifetime) {
        tokens.lifetime(lifetime);
    }

    /** Whether {@code expires_in} is a text instead of a number. */
    public void tokenLifetimeAsText(boolean on) {
        tokens.lifetimeAsText(on);
    }

    /** Makes every token that was issued so far worthless. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    public int tokensIssued() {
        return tokens.issued();
    }

    /** The token that was issued last, {@code null} if none was. Every token begins with {@code simtoken-}. */
    public String currentToken() {
        return tokens.newest();
    }

    /** How many requests of this kind came in, whatever became of them. */
    public int requests(Call call) {
        return traffic.count(call);
    }

    /** As {@link #requests(Call)}, about one offer alone; for tokens, of one client id. */
    public int requestsFor(String offer, Call call) {
        return traffic.count(offer, call);
    }

    /** The newest 50,000 requests, oldest first. */
    public List<RecordedRequest> requests() {
        return traffic.requests();
    }

    /** Counters go on counting without the record. */
    public void recordRequests(boolean on) {
        traffic.record(on);
    }

    /** Requests that have come in and are not answered yet. */
    public int openRequests() {
        return traffic.open();
    }

    /** As {@link #openRequests()}, of one kind, about one offer alone; for tokens, of one client id. */
    public int openRequestsFor(String offer, Call call) {
        return traffic.open(offer, call);
    }

    public int maxOpenRequests() {
        return traffic.maxOpen();
    }

    /** What a request asks for, by its method and path alone; never {@link Call#TOKEN}. */
    abstract Call call(Request request);

    /** The offer that a request is about, or an empty text; never asked about {@link Call#TOKEN}. */
    abstract String offer(Request request);

    /** The answer to a request that is allowed. */
    abstract Answer answer(Call call, Request request);

    private Answer serve(Request request) {
        boolean token = request.method().equals("POST") && request.path().matches("/[^/]+/oauth2/v2\\.0/token");
        Call call = token ? Call.TOKEN : call(request);
        String offer = token ? Request.form(request.body()).getOrDefault("client_id", "") : offer(request);
        catchUp();
        traffic.enter(call, offer, request, publications.now());
        try {
            Answer answer = faulty(call, offer, request);
            return answer == null ? null : times().date(answer, publications.now())
                    .with("x-ms-correlation-request-id", correlationId());
        } finally {
            traffic.leave(call, offer);
        }
    }

    private Answer faulty(Call call, String offer, Request request) {
        Fault fault = faults.take(call, offer);
        if (call == Call.GO_LIVE) {
            witness.asked(offer, publications.inTheWay(offer).orElse(null));
        }
        pause(fault.delay());
        if (fault.revoking()) {
            tokens.revoke(request.bearer());
        }
        fault.before();
        Answer truth = fault.processed() ? processed(call, request) : null;
        Answer answer = fault.change(truth);
        fault.after();
        pause(fault.hesitation());
        testify(call, offer, truth, fault.isSlow() ? null : answer);
        return answer;
    }

    /** @param answer {@code null} also if it may have come too late for the client */
    private void testify(Call call, String offer, Answer truth, Answer answer) {
        if (answer != null && answer == truth) {
            witness.shown(offer, answer.shown());
        }
        if (call != Call.GO_LIVE) {
            return;
        }
        if (answer != null && answer.isSuccess()) {
            witness.accepted(offer);
        }
        if (answer == null || answer != truth && !answer.isRefusal()) {
            witness.inDoubt(offer);
        }
    }

    /**
     * The states of other clients' go-lives that began unseen by this client, so that it can't tell them from its own if it
     * is in doubt about that.
     */
    public List<String> statesOfUnseenGoLives(String offer) {
        return publications.goLivesOfOthers(offer).stream()
                .filter(one -> !witness.knownBefore(offer, one))
                .map(one -> one.at(publications.now()).status())
                .toList();
    }

    private Answer processed(Call call, Request request) {
        try {
            if (call == Call.TOKEN) {
                return tokens.answer(request, publications.clock());
            }
            if (!tokens.valid(request.bearer(), resources, publications.now())) {
                return Tokens.unauthorized();
            }
            return spelling().spell(isForbidden()
                    ? Answer.error(403, "Forbidden", "The service principal is not a user of this publisher account.")
                    : answer(call, request));
        } catch (RuntimeException e) {
            return Answer.error(500, "SimulatorDefect", e.toString());
        }
    }

    private void pause(Duration delay) {
        try {
            if (!delay.isZero()) {
                closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String correlationId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
