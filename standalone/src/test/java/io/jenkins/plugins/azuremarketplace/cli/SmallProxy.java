package io.jenkins.plugins.azuremarketplace.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy that remembers the heads of what it was asked and gives the same answer to all. */
final class SmallProxy implements AutoCloseable {

    private final ServerSocket socket;
    private final String answer;
    private final List<List<String>> heads = new CopyOnWriteArrayList<>();

    /**
     * @param answer status line and headers, such as {@code 403 No}
     */
    SmallProxy(String answer) {
        this.answer = answer;
        try {
            socket = new ServerSocket(0, 0, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "small proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Such as {@code 127.0.0.1:12345}. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Lines of the requests without their bodies, oldest first. */
    List<List<String>> heads() {
        return heads;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                answer(connection);
            } catch (IOException closed) {
                // The next connection, or the end.
            }
        }
    }

    private void answer(Socket connection) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
        List<String> head = new ArrayList<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            head.add(line);
        }
        heads.add(head);
        String text = "HTTP/1.1 " + answer + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        connection.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
