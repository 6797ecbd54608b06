package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The user-assigned identities of the machine on which this runs, and the two endpoints that give out their tokens. */
final class ManagedIdentities {

    private static final String IMDS = "/metadata/identity/oauth2/token";
    static final String APP_SERVICE = "/msi/token";
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final Map<String, String> objectIds = new ConcurrentHashMap<>();
    private final String header = UUID.randomUUID().toString();
    private TokenIssuer issuer;

    static boolean serves(Request request) {
        return request.path().equals(IMDS) || request.path().equals(APP_SERVICE);
    }

    /** The issuer of their tokens: Entra ID itself, in a tenant. Its key is made when it is needed first. */
    synchronized TokenIssuer issuer() {
        if (issuer == null) {
            issuer = new TokenIssuer("https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0");
        }
        return issuer;
    }

    /** Assigns one to the machine; returns its object id, which is the subject of its tokens. */
    String assign(String clientId) {
        return objectIds.computeIfAbsent(clientId, any -> UUID.randomUUID().toString());
    }

    /** What a request to the endpoint of App Service must bring. */
    String header() {
        return header;
    }

    Answer answer(Request request, Instant now) {
        boolean app = request.path().equals(APP_SERVICE);
        Map<String, String> query = request.query();
        if (app ? !header.equals(request.header("X-IDENTITY-HEADER")) : !"true".equals(request.header("Metadata"))) {
            return app
                    ? refusal(401, "unauthorized", "The header X-IDENTITY-HEADER is missing or wrong.")
                    : refusal(400, "bad_request_102", "Required metadata header not specified");
        }
        if (!(app ? "2019-08-01" : "2018-02-01").equals(query.get("api-version"))) {
            return refusal(400, "invalid_request", "The api-version is missing or not supported.");
        }
        String resource = query.getOrDefault("resource", "");
        if (resource.isEmpty() || resource.endsWith("/.default")) {
            return refusal(400, "invalid_resource", "AADSTS500011: The resource principal was not found.");
        }
        Optional<String> clientId = query.containsKey("client_id")
                ? Optional.of(query.get("client_id")).filter(objectIds::containsKey)
                : objectIds.keySet().stream().findFirst().filter(only -> objectIds.size() == 1);
        return clientId.map(id -> token(id, resource, now))
                .orElseGet(() -> refusal(400, "invalid_request", "Identity not found"));
    }

    private Answer token(String clientId, String resource, Instant now) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", issuer().token(objectIds.get(clientId), resource, now, LIFETIME))
                .put("expires_on", Long.toString(now.plus(LIFETIME).getEpochSecond()))
                .put("resource", resource)
                .put("token_type", "Bearer")
                .put("client_id", clientId);
        return Answer.json(200, body);
    }

    private static Answer refusal(int status, String error, String text) {
        return Answer.json(
                status, JsonNodeFactory.instance.objectNode().put("error", error).put("error_description", text));
    }
}
