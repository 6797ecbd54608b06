package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One HTTP answer. {@code null} in its place means that the connection is closed without one.
 *
 * @param shown the operations that it shows as going on
 */
record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery, Set<SimulatedPublication> shown) {

    enum Delivery {
        WHOLE,
        /** The second half of the body does not arrive. */
        CUT,
        /** Chunks that are none. */
        BAD_CHUNKS,
        /** Nothing arrives, and the connection is reset. */
        RESET
    }

    Answer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Delivery.WHOLE, Set.of());
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(int status, JsonNode body) {
        return text(status, "application/json; charset=utf-8", body.toString());
    }

    /** An error in the shape both services use. */
    static Answer error(int status, String code, String message) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message).putArray("details");
        return json(status, body);
    }

    /** Whether the client gets to see a status that is 2xx. */
    boolean isSuccess() {
        return status >= 200 && status < 300 && delivery != Delivery.RESET;
    }

    /** Whether the client gets to see a status that says no for certain. */
    boolean isRefusal() {
        boolean passing = status == 408 || status == 425 || status == 429;
        return status >= 300 && status < 500 && !passing && delivery != Delivery.RESET;
    }

    Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery, shown);
    }

    Answer body(byte[] other) {
        return new Answer(status, headers, other, delivery, shown);
    }

    Answer delivered(Delivery how) {
        return new Answer(status, headers, body, how, shown);
    }

    Answer showing(Set<SimulatedPublication> operations) {
        return new Answer(status, headers, body, delivery, operations);
    }

    /** Not for an answer that is {@link Delivery#RESET}. */
    void write(OutputStream out, boolean last) throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(" Simulated\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (delivery == Delivery.BAD_CHUNKS) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (status != 204 && status != 304) {
            head.append("Content-Length: ")
                    .append(delivery == Delivery.CUT ? 2 * body.length + 10 : body.length)
                    .append("\r\n");
        }
        head.append("Connection: ").append(last ? "close" : "keep-alive").append("\r\n\r\n");
        if (delivery == Delivery.BAD_CHUNKS) {
            head.append("these are no chunks\r\n");
        }
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }
}
