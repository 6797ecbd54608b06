package io.jenkins.plugins.azuremarketplace.publication;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws, and remembers for people what was drawn. */
final class Dice {

    /** Absence is believed after a quarter of an hour. */
    private static final int MOST_LAG_SECONDS = 14 * 60;

    final Random random;
    final List<String> story = new ArrayList<>();
    private final int oddity;

    /**
     * @param oddity how likely each oddity is, in per cent
     */
    Dice(Random random, int oddity) {
        this.random = random;
        this.oddity = oddity;
    }

    boolean odd(String what) {
        boolean odd = random.nextInt(100) < oddity;
        if (odd) {
            story.add(what);
        }
        return odd;
    }

    /** Once in so many times. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    boolean onceIn(int times, String what) {
        boolean now = onceIn(times);
        if (now) {
            story.add(what);
        }
        return now;
    }

    @SafeVarargs
    final <T> T any(T... all) {
        return all[random.nextInt(all.length)];
    }

    Duration minutes(int from, int to) {
        return Duration.ofMinutes(from + random.nextInt(to - from));
    }

    Duration lag() {
        return Duration.ofSeconds(random.nextInt(MOST_LAG_SECONDS));
    }
}
