package io.jenkins.plugins.azuremarketplace.benchmark;

import java.time.Duration;
import java.util.Arrays;

/**
 * Prints what waits cost. Each argument is one measurement, in this order:
 *
 * <pre>
 *     bare:REQUESTS[:PAUSE]                                 the HTTP library alone, with pauses in ms
 *     steady:OPERATIONS:INTERVAL:SECONDS[:shared][:DELAY]   waits at that interval in seconds, for that long; every tenth
 *                                                           operation shared by ten waits; a service that takes that many ms
 *     storm:OPERATIONS                                      so many waits taken up at once after a restart
 *     tokens:WAITS:HOURS                                    token requests of one principal, by a simulated clock
 * </pre>
 */
public final class EngineBenchmark {

    private static final int FOR_ALL = 10;

    private EngineBenchmark() {}

    public static void main(String[] args) throws Exception {
        System.out.println("Warming up");
        new SteadyLoad(50, Duration.ofMillis(100), Duration.ofSeconds(60), 1, Duration.ZERO).measure();
        for (String arg : args) {
            System.out.println(arg);
            String[] words = arg.split(":");
            int count = Integer.parseInt(words[1]);
            switch (words[0]) {
                case "bare" -> BareRequests.measure(
                        count, Duration.ofMillis(words.length > 2 ? Long.parseLong(words[2]) : 0));
                case "steady" -> steady(count, Arrays.copyOfRange(words, 2, words.length)).measure();
                case "storm" -> RestartStorm.measure(count);
                case "tokens" -> TokenEconomy.measure(count, Duration.ofHours(Long.parseLong(words[2])));
                default -> throw new IllegalArgumentException(arg);
            }
        }
    }

    private static SteadyLoad steady(int operations, String[] words) {
        boolean shared = words.length > 2 && words[2].equals("shared");
        boolean delayed = words.length > (shared ? 3 : 2);
        return new SteadyLoad(
                operations,
                Duration.ofSeconds(Long.parseLong(words[0])),
                Duration.ofSeconds(Long.parseLong(words[1])),
                shared ? FOR_ALL : 1,
                delayed ? Duration.ofMillis(Long.parseLong(words[words.length - 1])) : Duration.ZERO);
    }
}
