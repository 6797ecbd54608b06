package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** The simulator in a process of its own, so that its work is not counted as ours. One line asks, one line answers. */
final class SimulatorProcess implements AutoCloseable {

    /** Long enough to be in certification after a week, where a publication spends its days. */
    private static final Duration TAKES = Duration.ofDays(30);

    private static final Duration IN_CERTIFICATION = Duration.ofDays(7);

    private final Process process;
    private final BufferedReader answers;
    private final String url;

    /**
     * What came in since the process started.
     *
     * @param open the most requests that were open at once
     */
    record Traffic(int looks, int tokens, int open) {}

    private SimulatorProcess(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        url = answers.readLine();
    }

    static SimulatorProcess start() throws IOException {
        return new SimulatorProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String url() {
        return url;
    }

    /** All operations are in certification from here on, and stay there. */
    void hold() {
        ask("hold");
    }

    /** Every look takes that long. */
    void delay(Duration delay) {
        ask("delay " + delay.toMillis());
    }

    /** The newest that was given out. */
    String token() {
        return ask("token");
    }

    Traffic traffic() {
        String[] numbers = ask("traffic").split(" ");
        return new Traffic(
                Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    private synchronized String ask(String question) {
        try {
            process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] args) throws IOException {
        try (PortalSimulator portal = PortalSimulator.start();
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            portal.recordRequests(false);
            portal.publicationTakes(TAKES);
            System.out.println(portal.endpoint());
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                System.out.println(answer(portal, line.split(" ")));
            }
        }
    }

    private static String answer(PortalSimulator portal, String[] question) {
        switch (question[0]) {
            case "hold" -> {
                portal.useClock(Clock.offset(Clock.systemUTC(), IN_CERTIFICATION));
                portal.hold();
                portal.useClock(Clock.systemUTC());
            }
            case "delay" -> portal.always(
                    Call.OPERATION, Fault.delayAfter(Duration.ofMillis(Long.parseLong(question[1]))));
            case "token" -> {
                return portal.currentToken();
            }
            default -> {
                return portal.requests(Call.OPERATION) + " " + portal.requests(Call.TOKEN) + " "
                        + portal.maxOpenRequests();
            }
        }
        return "done";
    }
}
