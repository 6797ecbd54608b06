package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.UUID;

/** Why the token endpoint gives no token: an error of OAuth and a code of Entra ID. */
record TokenDenial(int status, String error, int code, String text) {

    static TokenDenial badRequest(int code, String text) {
        return new TokenDenial(400, "invalid_request", code, text);
    }

    static TokenDenial badClient(int code, String text) {
        return new TokenDenial(401, "invalid_client", code, text);
    }

    Answer at(Clock clock) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("error", error)
                .put("error_description", "AADSTS" + code + ": " + text);
        body.putArray("error_codes").add(code);
        body.put("timestamp", clock.instant().toString().replaceFirst("T", " ").replaceFirst("(\\.\\d+)?Z$", "Z"));
        body.put("trace_id", UUID.randomUUID().toString()).put("correlation_id", UUID.randomUUID().toString());
        return Answer.json(status, body);
    }
}
