package io.jenkins.plugins.azuremarketplace.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * A {@link PortalSimulator} in a process of its own, for whoever measures and does not want to measure the simulator too.
 * One line asks, one line answers.
 */
public final class SimulatorProcess implements AutoCloseable {

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
    public record Traffic(int looks, int tokens, int open) {}

    private SimulatorProcess(Process process) throws IOException {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        url = answers.readLine();
    }

    public static SimulatorProcess start() throws IOException {
        return new SimulatorProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public String url() {
        return url;
    }

    /** All operations are in certification from here on, and stay there. */
    public void hold() {
        ask("hold");
    }

    /** Every look takes that long. */
    public void delay(Duration delay) {
        ask("delay " + delay.toMillis());
    }

    /** The token that was given out last. */
    public String currentToken() {
        return ask("token");
    }

    public Traffic traffic() {
        String[] numbers = ask("traffic").split(" ");
        return new Traffic(
                Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    /**
     * {@link #await()} returns at each of these numbers of looks from now on; at the last one this offer's publication is
     * over. Nothing else may be asked until then.
     */
    public void expect(String offer, int from, int to, int end) {
        say("expect " + offer + " " + from + " " + to + " " + end);
    }

    /** The number of looks that was expected, or a little more. */
    public int await() {
        return Integer.parseInt(answer());
    }

    /** Whether {@link #await()} would return at once. */
    public boolean isHere() throws IOException {
        return answers.ready();
    }

    private synchronized String ask(String question) {
        say(question);
        return answer();
    }

    private void say(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (PortalSimulator portal = PortalSimulator.start();
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            portal.recordRequests(false);
            portal.publicationTakes(TAKES);
            System.out.println(portal.endpoint());
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                answer(portal, line.split(" "));
            }
        }
    }

    private static void answer(PortalSimulator portal, String[] question) throws InterruptedException {
        switch (question[0]) {
            case "hold" -> {
                portal.useClock(Clock.offset(Clock.systemUTC(), IN_CERTIFICATION));
                portal.hold();
                portal.useClock(Clock.systemUTC());
                System.out.println("done");
            }
            case "delay" -> {
                portal.always(Call.OPERATION, Fault.delayAfter(Duration.ofMillis(Long.parseLong(question[1]))));
                System.out.println("done");
            }
            case "token" -> System.out.println(portal.currentToken());
            case "traffic" -> System.out.println(portal.requests(Call.OPERATION) + " " + portal.requests(Call.TOKEN)
                    + " " + portal.maxOpenRequests());
            case "expect" -> countLooks(portal, question);
            default -> throw new IllegalArgumentException(question[0]);
        }
    }

    private static void countLooks(PortalSimulator portal, String[] expected) throws InterruptedException {
        int before = portal.requests(Call.OPERATION);
        for (int i = 2; i < expected.length; i++) {
            int looks = Integer.parseInt(expected[i]);
            while (portal.requests(Call.OPERATION) - before < looks) {
                Thread.sleep(2);
            }
            if (i == expected.length - 1) {
                portal.finish(expected[1], "completed");
            }
            System.out.println(portal.requests(Call.OPERATION) - before);
        }
    }
}
