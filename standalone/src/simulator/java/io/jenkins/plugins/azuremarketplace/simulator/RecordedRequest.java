package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A request as it came in.
 *
 * @param path with the query, as sent, nothing decoded
 * @param headers names compare without regard to case
 * @param at time of arrival on the simulator's clock
 */
public record RecordedRequest(
        Call call, String method, String path, Map<String, List<String>> headers, String body, Instant at) {

    /** The first value of a header, or {@code null}. */
    public String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }
}
