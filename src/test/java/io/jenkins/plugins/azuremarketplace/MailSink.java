package io.jenkins.plugins.azuremarketplace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on this machine that takes every mail and sends none on. */
final class MailSink implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private MailSink(ServerSocket server) {
        this.server = server;
    }

    static MailSink start() throws IOException {
        MailSink sink = new MailSink(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(sink::serve, "mail sink");
        thread.setDaemon(true);
        thread.start();
        return sink;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The mails as they came, headers and bodies. */
    List<String> received() {
        return received;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                converse(client);
            } catch (IOException e) {
                received.add("Broken off: " + e);
            }
        }
    }

    private void converse(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII);
        out.print("220 sink\r\n");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String command = line.toUpperCase(Locale.ROOT);
            if (command.startsWith("DATA")) {
                out.print("354 go on\r\n");
                received.add(mail(in));
            }
            out.print(command.startsWith("QUIT") ? "221 bye\r\n" : "250 fine\r\n");
            out.flush();
            if (command.startsWith("QUIT")) {
                return;
            }
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
