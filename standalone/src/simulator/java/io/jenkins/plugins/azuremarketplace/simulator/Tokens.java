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

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private Duration lifetime = Duration.ofSeconds(3599);
    private String secret = "s3cret-of-the-simulator";
    private boolean secretExpired;
    private boolean lifetimeAsText;
    private String newest;
    private int issued;

    synchronized Answer answer(Request request, Clock clock) {
        Map<String, String> form = Request.form(request.body());
        String tenant = request.path().split("/")[1];
        String client = form.getOrDefault("client_id", "");
        String scope = form.getOrDefault("scope", "");
        if (tenant.equals("unknown-tenant")) {
            return refusal(400, "invalid_request", 90002, "Tenant '" + tenant + "' not found.", clock);
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refusal(400, "unsupported_grant_type", 70003, "The grant type is not supported.", clock);
        }
        if (client.isEmpty() || client.equals("unknown-client")) {
            return refusal(400, "unauthorized_client", 700016,
                    "Application with identifier '" + client + "' was not found in the directory '" + tenant + "'.", clock);
        }
        if (secretExpired) {
            return refusal(401, "invalid_client", 7000222,
                    "The provided client secret keys for app '" + client + "' are expired.", clock);
        }
        if (!secret.equals(form.get("client_secret"))) {
            return refusal(401, "invalid_client", 7000215, "Invalid client secret provided.", clock);
        }
        if (!scope.endsWith("/.default")) {
            return refusal(400, "invalid_scope", 1002012, "The provided value for scope " + scope + " is not valid.", clock);
        }
        return grant(scope.substring(0, scope.length() - "/.default".length()), clock.instant());
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

    private static Answer refusal(int status, String error, int code, String text, Clock clock) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", error)
                .put("error_description", "AADSTS" + code + ": " + text);
        body.putArray("error_codes").add(code);
        body.put("timestamp", clock.instant().toString().replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", "Z"));
        body.put("trace_id", UUID.randomUUID().toString()).put("correlation_id", UUID.randomUUID().toString());
        return Answer.json(status, body);
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
