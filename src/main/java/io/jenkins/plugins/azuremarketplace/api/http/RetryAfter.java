package io.jenkins.plugins.azuremarketplace.api.http;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads the header {@code Retry-After} (RFC 9110, 10.2.3): seconds or an HTTP date. */
final class RetryAfter {

    /** No service gets to put a wait off for longer than this. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * @param date the answer's own {@code Date}: the two clocks may differ, so a date is measured against this one
     * @return zero to an hour; null if there is no header or it can't be read
     */
    @CheckForNull
    static Duration parse(@CheckForNull String header, @CheckForNull Instant date, Instant now) {
        if (header == null) {
            return null;
        }
        String value = header.strip();
        if (value.matches("\\d+")) {
            return clamp(Duration.ofSeconds(value.length() > 9 ? LONGEST.toSeconds() : Long.parseLong(value)));
        }
        Instant until = httpDate(value);
        return until == null ? null : clamp(Duration.between(date == null ? now : date, until));
    }

    /** An HTTP date, or null if it can't be read. */
    @CheckForNull
    static Instant httpDate(@CheckForNull String value) {
        if (value == null) {
            return null;
        }
        try {
            return ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static Duration clamp(Duration wish) {
        return wish.isNegative() ? Duration.ZERO : wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
