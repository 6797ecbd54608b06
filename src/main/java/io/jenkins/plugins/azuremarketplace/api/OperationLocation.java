package io.jenkins.plugins.azuremarketplace.api;

import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where the state of an operation is read. It is followed with a token, so it always lies on the configured service.
 *
 * @param text the location exactly as the service sent it, relative or absolute
 * @param url where a request goes
 */
public record OperationLocation(String text, HttpUrl url) {

    private static final int LENGTH = 2048;

    /**
     * @param text relative or absolute; from the service, from a user or from disk
     * @param versionParameter the query parameter that names the version of the API; added where it is missing
     * @throws IllegalArgumentException with a sentence for the user, if this is no location on the service
     */
    public static OperationLocation parse(String text, Endpoints endpoints, String versionParameter) {
        if (text.isBlank() || text.length() > LENGTH || text.chars().anyMatch(OperationLocation::isForeignToUrls)) {
            throw unusable(text, "is not a location that the service sends.");
        }
        // The very parser that makes the request decides about the origin: there is no second opinion to trick.
        HttpUrl base = endpoints.api();
        HttpUrl url = text.startsWith("/") || text.contains("://")
                ? base.resolve(text)
                : endpoints.resolve("").build().resolve(text);
        if (url == null || !endpoints.owns(url)) {
            throw unusable(
                    text,
                    "does not belong to the configured service " + base
                            + "; nothing was sent there. Check the endpoint in the configuration and the location.");
        }
        return new OperationLocation(
                text,
                url.queryParameter(versionParameter) == null
                        ? url.newBuilder()
                                .addEncodedQueryParameter(versionParameter, endpoints.version())
                                .build()
                        : url);
    }

    private static IllegalArgumentException unusable(String text, String complaint) {
        return new IllegalArgumentException("The operation location “" + PlainText.of(text, 200) + "” " + complaint);
    }

    private static boolean isForeignToUrls(int character) {
        return character <= ' ' || character >= 0x7f || character == '\\';
    }

    /** The offer, where the location names it: {@code …/publishers/P/offers/O/…} or {@code …/operations/P$O$…}. */
    public Optional<Offer> offer() {
        List<String> path = url.pathSegments();
        int publishers = path.indexOf("publishers");
        int operations = path.lastIndexOf("operations");
        try {
            if (publishers >= 0
                    && path.size() > publishers + 3
                    && path.get(publishers + 2).equals("offers")) {
                return offer(path.get(publishers + 1), path.get(publishers + 3));
            }
            if (operations >= 0 && path.size() > operations + 1) {
                String[] parts = path.get(operations + 1).split("\\$", -1);
                return parts.length > 2 ? offer(parts[0], parts[1]) : Optional.empty();
            }
        } catch (IllegalArgumentException notAnOffer) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Offer> offer(String publisher, String id) {
        return publisher.isEmpty() ? Optional.empty() : Optional.of(new Offer(publisher, id));
    }

    /** Whether both lead to the same operation, however they are written. */
    public boolean isSameOperation(OperationLocation other) {
        return url.encodedPath().equals(other.url.encodedPath());
    }

    /** The absolute URL. */
    public String absolute() {
        return url.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
