package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The token endpoint, and what its tokens are good for. */
final class Tokens {

    private record Grant(String resource, Instant expires) {}

    private static final String DEFAULT_SCOPE = "/.default";

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final ClientAssertions assertions;
    private Duration lifetime = Duration.ofSeconds(3599);
    private String secret = "s3cret-of-the-simulator";
    private boolean secretExpired;
    private boolean lifetimeAsText;
    private String newest;
    private int issued;

    Tokens(ClientAssertions assertions) {
        this.assertions = assertions;
    }

    /** @param authority the base address of this service */
    synchronized Answer answer(Request request, String authority, Clock clock) {
        Map<String, String> form = Request.form(request.body());
        String tenant = request.path().split("/")[1];
        TokenDenial denial = denial(form, tenant, authority + request.path(), clock);
        String scope = form.getOrDefault("scope", "");
        return denial == null
                ? grant(scope.substring(0, scope.length() - DEFAULT_SCOPE.length()), clock.instant())
                : denial.at(clock);
    }

    private TokenDenial denial(Map<String, String> form, String tenant, String url, Clock clock) {
        String client = form.getOrDefault("client_id", "");
        String scope = form.getOrDefault("scope", "");
        if (tenant.equals("unknown-tenant")) {
            return TokenDenial.badRequest(90002, "Tenant '" + tenant + "' not found.");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return new TokenDenial(400, "unsupported_grant_type", 70003, "The grant type is not supported.");
        }
        if (client.isEmpty() || client.equals("unknown-client")) {
            return new TokenDenial(400, "unauthorized_client", 700016,
                    "Application with identifier '" + client + "' was not found in the directory '" + tenant + "'.");
        }
        TokenDenial unproven = form.containsKey("client_assertion")
                ? assertion(form, client, url, clock)
                : secret(form.getOrDefault("client_secret", ""), client);
        if (unproven != null) {
            return unproven;
        }
        return scope.endsWith(DEFAULT_SCOPE)
                ? null
                : new TokenDenial(400, "invalid_scope", 1002012,
                        "The provided value for scope " + scope + " is not valid.");
    }

    private TokenDenial assertion(Map<String, String> form, String client, String url, Clock clock) {
        if (!ClientAssertions.TYPE.equals(form.get("client_assertion_type")) || form.containsKey("client_secret")) {
            return TokenDenial.badRequest(50027, "Either a secret, or an assertion with its type.");
        }
        return assertions.check(form.get("client_assertion"), client, url, clock);
    }

    private TokenDenial secret(String presented, String client) {
        if (presented.isEmpty()) {
            return TokenDenial.badClient(7000218, "The request body must contain the following parameter:"
                    + " 'client_assertion' or 'client_secret'.");
        }
        if (secretExpired) {
            return TokenDenial.badClient(7000222,
                    "The provided client secret keys for app '" + client + "' are expired.");
        }
        return secret.equals(presented) ? null : TokenDenial.badClient(7000215, "Invalid client secret provided.");
    }

    private Answer grant(String resource, Instant now) {
        newest = "simtoken-" + UUID.randomUUID() + UUID.randomUUID();
        issued++;
        grants.put(newest, new Grant(resource, now.plus(lifetime)));
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("token_type", "Bearer");
        if (lifetimeAsText) {
            body.put("expires_in", Long.toString(lifetime.toSeconds()));
        } else {
            body.put("expires_in", lifetime.toSeconds());
        }
        return Answer.json(200, body.put("ext_expires_in", lifetime.toSeconds()).put("access_token", newest));
    }

    /** What the gateway in front of the services says to a missing, stale or foreign token. */
    static Answer unauthorized() {
        return Answer.json(401, JsonNodeFactory.instance.objectNode().put("statusCode", 401)
                .put("message", "APIM: Unauthorized. Access token is missing or invalid."));
    }

    boolean valid(String token, Set<String> resources, Instant now) {
        Grant grant = grants.get(token);
        return grant != null && now.isBefore(grant.expires()) && resources.contains(grant.resource());
    }

    void revoke(String token) {
        grants.remove(token);
    }

    void revokeAll() {
        grants.clear();
    }

    synchronized void secret(String value) {
        secret = value;
        secretExpired = false;
    }

    synchronized void expireSecret() {
        secretExpired = true;
    }

    synchronized void lifetime(Duration value) {
        lifetime = value;
    }

    synchronized void lifetimeAsText(boolean on) {
        lifetimeAsText = on;
    }

    synchronized String newest() {
        return newest;
    }

    synchronized int issued() {
        return issued;
    }
}
