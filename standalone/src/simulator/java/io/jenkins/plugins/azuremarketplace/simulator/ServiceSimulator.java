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
public abstract sealed class ServiceSimulator extends ServiceControls implements AutoCloseable
        permits PortalControls, IngestionSimulator {

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

    /** The base address of the token endpoint {@code /{tenant}/oauth2/v2.0/token}, and of those of managed identities. */
    public URI authority() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    /** Whether each connection is closed after one answer, which does not say so. */
    public void closesSilently(boolean on) {
        listener.closesSilently(on);
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

    /** What a request asks for, by its method and path alone; never {@link Call#TOKEN} or {@link Call#IDENTITY}. */
    abstract Call call(Request request);

    /** The offer that a request is about, or an empty text; asked about neither of these two. */
    abstract String offer(Request request);

    /** The answer to a request that is allowed. */
    abstract Answer answer(Call call, Request request);

    private Answer serve(Request request) {
        Call call = kind(request);
        String offer =
                switch (call) {
                    case TOKEN -> Request.form(request.body()).getOrDefault("client_id", "");
                    case IDENTITY -> request.query().getOrDefault("client_id", "");
                    default -> offer(request);
                };
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

    private Call kind(Request request) {
        if (request.method().equals("POST") && request.path().matches("/[^/]+/oauth2/v2\\.0/token")) {
            return Call.TOKEN;
        }
        return request.method().equals("GET") && ManagedIdentities.serves(request) ? Call.IDENTITY : call(request);
    }

    private Answer faulty(Call call, String offer, Request request) {
        Fault fault = faults.take(call, offer);
        if (call == Call.SUBMIT) {
            witness.asked(offer);
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
        if (call == Call.SUBMIT) {
            witness.answered(offer, truth, fault.isSlow() ? null : answer);
        } else if (answer != null && answer == truth && !fault.isSlow()) {
            boolean newList = call == Call.SUBMISSIONS && !Paging.isContinued(request);
            witness.shown(offer, answer.shown(), newList);
        }
        return answer;
    }

    private Answer processed(Call call, Request request) {
        try {
            if (call == Call.TOKEN) {
                return tokens.answer(request, authority().toString(), publications.clock());
            }
            if (call == Call.IDENTITY) {
                return identities.answer(request, publications.now());
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
