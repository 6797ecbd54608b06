package io.jenkins.plugins.azuremarketplace.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** HTTP/1.1 with keep-alive on a port of 127.0.0.1; one daemon thread for each open connection. */
final class HttpListener implements Closeable {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ServerSocket socket = new ServerSocket();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final Function<Request, Answer> service;
    private volatile boolean closesSilently;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "simulator-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /** A service that answers {@code null} has the connection closed. */
    HttpListener(int port, Function<Request, Answer> service) throws IOException {
        this.service = service;
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1024);
    }

    void start() {
        threads.execute(this::accept);
    }

    /** Whether each connection is closed after one answer, which does not say so. */
    void closesSilently(boolean on) {
        closesSilently = on;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            } catch (IOException | RejectedExecutionException e) {
                // Either this listener is being closed, or that one client has gone already.
            }
        }
        closeConnections();
    }

    private void serve(Socket connection) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = new BufferedOutputStream(connection.getOutputStream())) {
            connection.setTcpNoDelay(true);
            boolean open = true;
            while (open) {
                Request request = Request.read(in);
                Answer answer = request == null ? null : service.apply(request);
                if (answer != null && answer.delivery() == Answer.Delivery.RESET) {
                    connection.setSoLinger(true, 0);
                    return;
                }
                boolean last = answer == null || "close".equalsIgnoreCase(request.header("Connection"));
                if (answer != null) {
                    answer.write(out, last);
                }
                open = !last && !closesSilently && answer.delivery() == Answer.Delivery.WHOLE;
            }
        } catch (IOException | IllegalArgumentException e) {
            // The client has gone, or sent no HTTP.
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        closeConnections();
        threads.shutdown();
    }

    private void closeConnections() {
        for (Socket connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                // Then it is closed already.
            }
        }
    }
}
