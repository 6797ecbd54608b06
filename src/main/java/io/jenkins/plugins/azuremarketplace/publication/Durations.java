package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and times as people write them. */
public final class Durations {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);
    private static final Pattern LONGEST =
            Pattern.compile("(?<!\\d)(\\d{1,4})\\s*(min|hour|hr|day|week)[a-z]*\\s*$", Pattern.CASE_INSENSITIVE);

    private Durations() {}

    /** The two largest units: {@code 3 d 4 h}, {@code 25 min}, {@code 40 s}. */
    public static String phrase(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 24 ? two(hours, "h", minutes % 60, "min") : two(hours / 24, "d", hours % 24, "h");
    }

    /** A time by the minute, in UTC. */
    public static String time(Instant instant) {
        return TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    /** The longest time that an estimate of the service allows: {@code ~2-3 days} are three days. */
    static Optional<Duration> longest(@CheckForNull String estimate) {
        Matcher matcher = LONGEST.matcher(estimate == null ? "" : estimate);
        if (!matcher.find()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
                    case "min" -> Duration.ofMinutes(number);
                    case "hour", "hr" -> Duration.ofHours(number);
                    case "day" -> Duration.ofDays(number);
                    default -> Duration.ofDays(7 * number);
                });
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
