package io.jenkins.plugins.azuremarketplace.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One HTTP request.
 *
 * @param target path and query as they were sent
 * @param headers names compare without regard to case
 */
record Request(String method, String target, Map<String, List<String>> headers, String body) {

    private static final int LIMIT = 8 << 20;

    /** Reads the next request of a connection; {@code null} when the client has closed it. */
    static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ");
        if (words.length != 3) {
            throw new IOException("Not a request line: " + first);
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("Not a header: " + line);
            }
            headers.merge(line.substring(0, colon), List.of(line.substring(colon + 1).trim()), Request::both);
        }
        return new Request(words[0], words[1], headers, body(in, headers));
    }

    private static List<String> both(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static String body(InputStream in, Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("Transfer-Encoding")) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = chunk(in); size > 0; size = chunk(in)) {
                body.writeBytes(bytes(in, size));
                line(in);
            }
            line(in);
            return body.toString(StandardCharsets.UTF_8);
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", List.of("0")).get(0));
        return new String(bytes(in, length), StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        String size = line(in);
        if (size == null) {
            throw new EOFException();
        }
        return Integer.parseInt(size.replaceFirst(";.*", "").trim(), 16);
    }

    private static byte[] bytes(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(Math.min(size, LIMIT));
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (line.length() > 64 << 10) {
                throw new IOException("A line without end");
            }
            line.append((char) c);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    String path() {
        return decoded(target.replaceFirst("\\?.*", ""));
    }

    /** The parameters of the query; names compare without regard to case. */
    Map<String, String> query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Map.of() : form(target.substring(mark + 1));
    }

    static Map<String, String> form(String encoded) {
        Map<String, String> form = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The first value of a header, or {@code null}. */
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** The bearer token, or an empty text. */
    String bearer() {
        String authorization = header("Authorization");
        return authorization != null && authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
    }
}
