package io.jenkins.plugins.azuremarketplace.api.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SKEWED = Instant.parse("2020-02-02T02:02:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "' 120 ', 120",
        "3600, 3600",
        "3601, 3600",
        "999999999, 3600",
        "9999999999, 3600",
        "99999999999999999999999999, 3600",
        "007, 7"
    })
    void countsSeconds(String header, long seconds) {
        assertThat(RetryAfter.parse(header, null, NOW), is(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "'Thu, 01 Jan 2026 00:01:30 GMT', 90",
        "'Thu, 1 Jan 2026 00:01:30 GMT', 90",
        "'thu, 01 jan 2026 00:01:30 gmt', 90",
        "' Thu, 01 Jan 2026 00:01:30 GMT ', 90",
        "'Wed, 31 Dec 2025 23:59:59 GMT', 0",
        "'Thu, 01 Jan 1970 00:00:00 GMT', 0",
        "'Thu, 01 Jan 2026 00:00:00 GMT', 0",
        "'Thu, 01 Jan 2026 05:00:00 GMT', 3600",
        "'Fri, 31 Dec 9999 23:59:59 GMT', 3600"
    })
    void waitsForADate(String header, long seconds) {
        assertThat(RetryAfter.parse(header, null, NOW), is(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "'Sun, 02 Feb 2020 02:03:10 GMT', 70",
        "'Sun, 02 Feb 2020 02:01:00 GMT', 0",
        "'Thu, 01 Jan 2026 00:01:30 GMT', 3600"
    })
    void measuresADateByTheAnswersOwnClock(String header, long seconds) {
        assertThat(RetryAfter.parse(header, SKEWED, NOW), is(Duration.ofSeconds(seconds)));
    }

    @Test
    void needsNoClockForSeconds() {
        assertThat(RetryAfter.parse("5", SKEWED, NOW), is(Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+5",
                "1.5",
                "1e3",
                "0x10",
                "5s",
                "5, 6",
                "١٢",
                "2026-01-01T00:01:30Z",
                "Thursday, 01-Jan-26 00:01:30 GMT",
                "Mon, 01 Jan 2026 00:01:30 GMT",
                "Thu, 99 Jan 2026 00:01:30 GMT",
                "Thu, 01 Jan 2026 00:01:30"
            })
    void isIgnoredIfItCanNotBeRead(String header) {
        assertThat(RetryAfter.parse(header, null, NOW), is(nullValue()));
        assertThat(RetryAfter.parse(header, SKEWED, NOW), is(nullValue()));
    }

    @Test
    void aDateMayBeMissing() {
        assertThat(RetryAfter.httpDate(null), is(nullValue()));
        assertThat(RetryAfter.httpDate("yesterday"), is(nullValue()));
        assertThat(RetryAfter.httpDate("Thu, 01 Jan 2026 00:00:00 GMT"), is(NOW));
    }
}
