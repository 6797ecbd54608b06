package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How often to look, and for how long. */
final class WatchOptions {

    private static final Duration QUICK = Duration.ofSeconds(5);

    /** How long to try to reach a service that can't be reached, as long as nothing was sent. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int LONGEST_INTERVAL = 3600;

    @CheckForNull
    @Option(
            names = "--poll-interval",
            paramLabel = "SECONDS",
            description = {
                "Time between two looks at a long publication, 1 to 3600. The first looks are quicker.",
                "Default: 300"
            })
    private Integer pollInterval;

    @CheckForNull
    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = {
                "When to give up; the publication goes on. 1 to 2592000 (30 days).",
                "Default: 604800 (7 days)"
            })
    private Long timeout;

    /**
     * @throws UnusableArguments if an option is out of its range
     */
    void check() {
        if (pollInterval != null && (pollInterval < 1 || pollInterval > LONGEST_INTERVAL)) {
            throw new UnusableArguments("--poll-interval must be 1 to " + LONGEST_INTERVAL + " seconds.");
        }
        long longest = PollSchedule.LONGEST_LIMIT.toSeconds();
        if (timeout != null && (timeout < 1 || timeout > longest)) {
            throw new UnusableArguments("--timeout must be 1 to " + longest + " seconds (30 days).");
        }
    }

    /**
     * @param ordinary the interval unless another one was asked for
     */
    PollSchedule schedule(Duration ordinary, Connection connection) {
        return every(pollInterval == null ? ordinary : Duration.ofSeconds(pollInterval), connection);
    }

    /** For what is not watched for long. */
    static PollSchedule quick(Connection connection) {
        return every(QUICK, connection);
    }

    private static PollSchedule every(Duration interval, Connection connection) {
        return PollSchedule.every(
                interval,
                PATIENCE,
                connection.endpoints().isLoopback() ? PollSchedule.LOOPBACK_ABSENCE : PollSchedule.ABSENCE);
    }

    Duration limit() {
        return timeout == null ? PollSchedule.DEFAULT_LIMIT : Duration.ofSeconds(timeout);
    }

    /** The options as they were given. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (pollInterval != null) {
            words.addAll(List.of("--poll-interval", pollInterval.toString()));
        }
        if (timeout != null) {
            words.addAll(List.of("--timeout", timeout.toString()));
        }
        return words;
    }
}
