package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.Random;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollScheduleTest {

    private final PollSchedule schedule =
            new PollSchedule(Duration.ofMinutes(5), Duration.ofMinutes(10), PollSchedule.ABSENCE, new Random());

    @RepeatedTest(20)
    void looksAfterTenSecondsThenEveryMinuteForTenMinutesThenEveryFiveMinutes() {
        assertThat(schedule.first(Duration.ZERO).toMillis(), about(10));
        assertThat(schedule.next(Duration.ofSeconds(11), Duration.ZERO, null).toMillis(), about(60));
        assertThat(schedule.next(Duration.ofMinutes(9), Duration.ZERO, null).toMillis(), about(60));
        assertThat(schedule.next(Duration.ofMinutes(10), Duration.ZERO, null).toMillis(), about(300));
        assertThat(schedule.next(Duration.ofDays(4), Duration.ZERO, null).toMillis(), about(300));
    }

    @RepeatedTest(20)
    void neverLooksMoreRarelyThanTheSteadyInterval() {
        PollSchedule quick =
                new PollSchedule(Duration.ofSeconds(2), Duration.ofMinutes(10), PollSchedule.ABSENCE, new Random());
        assertThat(quick.first(Duration.ZERO).toMillis(), about(2));
        assertThat(quick.next(Duration.ofSeconds(11), Duration.ZERO, null).toMillis(), about(2));
        assertThat(quick.afterFailure(9, Duration.ZERO, null).toMillis(), about(2));
    }

    @RepeatedTest(20)
    void keepsToWhatTheServiceAllows() {
        Duration minute = Duration.ofMinutes(1);
        PollSchedule quick =
                new PollSchedule(Duration.ofSeconds(2), Duration.ofMinutes(10), PollSchedule.ABSENCE, new Random());
        assertThat(quick.first(minute).compareTo(minute), greaterThanOrEqualTo(0));
        assertThat(quick.next(Duration.ofDays(1), minute, null).compareTo(minute), greaterThanOrEqualTo(0));
        assertThat(quick.afterFailure(1, minute, null).compareTo(minute), greaterThanOrEqualTo(0));
    }

    @RepeatedTest(20)
    void isNeverEarlierThanTheServiceAsks() {
        Duration wish = Duration.ofMinutes(20);
        assertThat(schedule.next(Duration.ofDays(1), Duration.ZERO, wish).compareTo(wish), greaterThanOrEqualTo(0));
        assertThat(schedule.afterFailure(1, Duration.ZERO, wish).compareTo(wish), greaterThanOrEqualTo(0));
        assertThat(schedule.afterFailure(1, Duration.ZERO, Duration.ZERO).toMillis(), about(10));
    }

    @Test
    void backsOffUpToTheSteadyInterval() {
        assertThat(schedule.afterFailure(1, Duration.ZERO, null).toMillis(), about(10));
        assertThat(schedule.afterFailure(2, Duration.ZERO, null).toMillis(), about(20));
        assertThat(schedule.afterFailure(4, Duration.ZERO, null).toMillis(), about(80));
        assertThat(schedule.afterFailure(1000, Duration.ZERO, null).toMillis(), about(300));
    }

    @ParameterizedTest
    @CsvSource({
        "< 15 min, PT15M",
        "~2-3 days, PT72H",
        "< 5 day, PT120H",
        "< 1 hour, PT1H",
        "~2-5 days, PT120H",
        "1 week, PT168H"
    })
    void readsTheLongestTimeOfAnEstimate(String estimate, Duration longest) {
        assertThat(Durations.longest(estimate).orElseThrow(), is(longest));
    }

    @ParameterizedTest
    @CsvSource({"''", "soon", "days", "99999 days", "3 days or so"})
    void makesNothingOfOtherEstimates(String estimate) {
        assertThat(Durations.longest(estimate).isPresent(), is(false));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT-5S, 0 s",
        "PT90S, 90 s",
        "PT31M, 31 min",
        "PT2H5M, 2 h 5 min",
        "PT3H, 3 h",
        "PT76H, 3 d 4 h"
    })
    void writesDurationsAsPeopleDo(Duration duration, String phrase) {
        assertThat(Durations.phrase(duration), is(phrase));
    }

    private static Matcher<Long> about(long seconds) {
        return both(greaterThanOrEqualTo(seconds * 900)).and(lessThanOrEqualTo(seconds * 1100));
    }

    @Test
    void asksForAQuarterOfAnHourAtGrowingIntervalsWhateverTheIntervalOfPolls() {
        PollSchedule quick =
                new PollSchedule(Duration.ofSeconds(2), Duration.ofMinutes(10), PollSchedule.ABSENCE, new Random());

        assertThat(quick.asking(1, Duration.ZERO).toMillis(), about(30));
        assertThat(quick.asking(2, Duration.ZERO).toMillis(), about(60));
        assertThat(quick.asking(5, Duration.ZERO).toMillis(), about(450));
        assertThat(quick.asking(40, Duration.ZERO).toMillis(), about(450));
        assertThat(quick.asking(), is(Duration.ofMinutes(10)));
    }
}
