package io.jenkins.plugins.azuremarketplace.api.entra;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.http.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Access tokens of Microsoft Entra ID by the client-credentials grant. They live in this object alone. A token is asked
 * for a few minutes before the old one ends, once for all who wait for it; if that fails, the old one serves on.
 */
public final class AccessTokens {

    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(30);

    private final Clock clock;

    /** Guards all that is in it, too; nobody waits for an answer while holding it. */
    private final Map<Key, Slot> slots = new HashMap<>();

    public AccessTokens() {
        this(Clock.systemUTC());
    }

    public AccessTokens(Clock clock) {
        this.clock = clock;
    }

    /** Those of one principal for one service. */
    public TokenSource of(Endpoints endpoints, ServicePrincipal principal, OkHttpClient http) {
        return new PrincipalTokens(this, endpoints, principal, http);
    }

    /** The same as {@link #get(Endpoints, ServicePrincipal, OkHttpClient, Duration)}, bounded by the client alone. */
    String get(Endpoints endpoints, ServicePrincipal principal, OkHttpClient http) throws MarketplaceException {
        return get(endpoints, principal, http, null);
    }

    /**
     * A token that is valid for a while.
     *
     * @param limit how long this may take; null for as long as the client allows
     */
    String get(Endpoints endpoints, ServicePrincipal principal, OkHttpClient http, @CheckForNull Duration limit)
            throws MarketplaceException {
        Key key = Key.of(endpoints, principal);
        Slot slot;
        CompletableFuture<AccessToken> flight;
        boolean mine = false;
        synchronized (slots) {
            Instant now = clock.instant();
            slot = slots.get(key);
            if (slot == null) {
                slots.values().removeIf(other -> other.isOver(now));
                slot = new Slot();
                slots.put(key, slot);
            }
            boolean rests = now.isBefore(slot.restUntil);
            AccessToken usable = slot.usable(now);
            if (usable != null && (now.isBefore(usable.askAgain()) || rests || slot.flight != null)) {
                return usable.value();
            }
            if (slot.refusal != null && rests) {
                throw slot.refusal.again(Duration.between(now, slot.restUntil));
            }
            if (slot.flight == null) {
                slot.flight = new CompletableFuture<>();
                mine = true;
            }
            flight = slot.flight;
        }
        if (mine) {
            ask(slot, flight, endpoints, principal, http, limit);
        }
        return landed(flight, endpoints, limit);
    }

    /** Forgets a token that the service does not accept; the next call asks for another one. */
    void drop(Endpoints endpoints, ServicePrincipal principal, String token) {
        Key key = Key.of(endpoints, principal);
        synchronized (slots) {
            Slot slot = slots.get(key);
            if (slot != null && slot.token != null && slot.token.value().equals(token)) {
                slot.token = null;
            }
        }
    }

    private void ask(
            Slot slot,
            CompletableFuture<AccessToken> flight,
            Endpoints endpoints,
            ServicePrincipal principal,
            OkHttpClient http,
            @CheckForNull Duration limit) {
        AccessToken token = null;
        MarketplaceException failure = null;
        Throwable bug = null;
        try {
            token = new TokenRequest(endpoints, principal, http, clock).send(limit);
        } catch (MarketplaceException refused) {
            failure = refused;
        } catch (RuntimeException | Error unexpected) {
            // Whatever it is: those who wait must hear of it.
            bug = unexpected;
        }
        synchronized (slots) {
            slot.flight = null;
            Instant now = clock.instant();
            slot.refusal = null;
            slot.restUntil = now;
            if (token != null) {
                slot.token = token;
            } else {
                if (failure != null && failure.retryAfter() != null) {
                    slot.refusal = failure;
                    slot.restUntil = now.plus(failure.retryAfter());
                }
                token = slot.usable(now);
                if (token != null) {
                    Instant rested = now.plus(REST_AFTER_FAILURE);
                    slot.restUntil = rested.isBefore(slot.restUntil) ? slot.restUntil : rested;
                }
            }
        }
        if (token != null) {
            flight.complete(token);
        } else {
            flight.completeExceptionally(failure != null ? failure : bug);
        }
    }

    private static String landed(
            CompletableFuture<AccessToken> flight, Endpoints endpoints, @CheckForNull Duration limit)
            throws MarketplaceException {
        try {
            Duration longest = limit == null ? Duration.ofDays(1) : limit;
            return flight.get(longest.toMillis(), TimeUnit.MILLISECONDS).value();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MarketplaceException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw TokenRequest.unavailable(endpoints.authority(), " (it took too long)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TokenRequest.unavailable(endpoints.authority(), " (interrupted)", e);
        }
    }

    /** How many principals are remembered. */
    int size() {
        synchronized (slots) {
            return slots.size();
        }
    }

    /** What the principal proves itself with is in here as a fingerprint alone. */
    private record Key(HttpUrl authority, String scope, String principal) {
        static Key of(Endpoints endpoints, ServicePrincipal principal) {
            return new Key(endpoints.authority(), endpoints.scope(), principal.fingerprint());
        }
    }

    private static final class Slot {
        @CheckForNull
        private AccessToken token;

        @CheckForNull
        private CompletableFuture<AccessToken> flight;

        @CheckForNull
        private MarketplaceException refusal;

        /** Until then the authority is left alone, as far as there is a token or a refusal. */
        private Instant restUntil = Instant.MIN;

        @CheckForNull
        AccessToken usable(Instant now) {
            return token != null && now.isBefore(token.end()) ? token : null;
        }

        boolean isOver(Instant now) {
            return flight == null && usable(now) == null && !now.isBefore(restUntil);
        }
    }
}
