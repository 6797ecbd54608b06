package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as the services write them. */
final class Timestamps {

    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static String http(Instant instant) {
        return HTTP.format(instant);
    }

    /** ISO 8601 with that many fraction digits: the services mix 6 and 7. */
    static String iso(Instant instant, int digits) {
        String fraction = String.format(Locale.ROOT, "%09d", instant.getNano()).substring(0, digits);
        return instant.toString().substring(0, 19) + "." + fraction + "Z";
    }
}
