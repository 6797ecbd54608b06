package io.jenkins.plugins.azuremarketplace.benchmark;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How late looks began, in milliseconds. */
final class Lateness {

    private static final int LONGEST = 600_000;

    private final AtomicIntegerArray looks = new AtomicIntegerArray(LONGEST + 1);

    void add(long millis) {
        looks.incrementAndGet((int) Math.max(0, Math.min(LONGEST, millis)));
    }

    void clear() {
        for (int i = 0; i <= LONGEST; i++) {
            looks.set(i, 0);
        }
    }

    /** The lateness that this share of looks did not exceed; 0 if there was none. */
    int percentile(double share) {
        long sum = 0;
        for (int i = 0; i <= LONGEST; i++) {
            sum += looks.get(i);
        }
        long rank = (long) Math.ceil(sum * share);
        long passed = 0;
        for (int i = 0; i <= LONGEST; i++) {
            passed += looks.get(i);
            if (passed >= rank) {
                return i;
            }
        }
        return LONGEST;
    }
}
