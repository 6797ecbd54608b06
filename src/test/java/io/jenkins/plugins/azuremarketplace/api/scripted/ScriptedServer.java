package io.jenkins.plugins.azuremarketplace.api.scripted;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on the loopback interface that answers by a script and remembers what it was asked. */
public final class ScriptedServer implements AutoCloseable {

    static {
        // Without this, each second answer on a connection waits 40 ms for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What to do with one request. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;

        /** This answer with one more header. */
        default Answer with(String header, String value) {
            return exchange -> {
                exchange.getResponseHeaders().set(header, value);
                to(exchange);
            };
        }

        /** This answer, but not before the gate is opened. */
        default Answer after(CountDownLatch gate) {
            return exchange -> {
                try {
                    gate.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                to(exchange);
            };
        }
    }

    /**
     * @param line the request line, such as {@code GET /path?query HTTP/1.1}
     * @param port of the client: the same for all requests on one connection
     */
    public record Received(String line, Headers headers, String body, int port) {
        public String header(String name) {
            return headers.getFirst(name);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Deque<Answer>> script = new LinkedHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();

    public ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Such as {@code http://127.0.0.1:12345}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers to requests whose line contains {@code part}, one after the other; the last one stays. */
    public synchronized ScriptedServer on(String part, Answer... answers) {
        script.put(part, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    /** What was received, oldest first. */
    public List<Received> received() {
        return received;
    }

    /** What was received with a request line that contains {@code part}, oldest first. */
    public List<Received> received(String part) {
        return received.stream()
                .filter(request -> request.line().contains(part))
                .toList();
    }

    public static Answer answer(int status, String body) {
        return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer bytes(int status, byte[] body) {
        return exchange -> send(exchange, status, body);
    }

    /** Closes the connection without a word. */
    public static Answer drop() {
        return HttpExchange::close;
    }

    /** Closes the connection in the middle of the answer. */
    public static Answer dropWithinBody(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** Says nothing as long as this server is open. */
    public Answer silence() {
        return drop().after(closing);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + exchange.getProtocol();
        Headers headers = new Headers();
        headers.putAll(exchange.getRequestHeaders());
        Answer answer = next(line);
        received.add(
                new Received(line, headers, body, exchange.getRemoteAddress().getPort()));
        answer.to(exchange);
    }

    private synchronized Answer next(String line) {
        return script.entrySet().stream()
                .filter(entry -> line.contains(entry.getKey()))
                .findFirst()
                .map(entry -> entry.getValue().size() > 1
                        ? entry.getValue().remove()
                        : entry.getValue().element())
                .orElse(answer(404, "nothing scripted for " + line));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
        exchange.close();
    }
}
