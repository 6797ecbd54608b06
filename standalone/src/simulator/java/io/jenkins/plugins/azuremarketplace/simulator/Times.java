package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What the service says about time, in lists and in the header {@code Date}. It acts by its true clock all the same. */
public final class Times {

    private volatile Duration listsOff = Duration.ZERO;
    private volatile boolean listsWithoutZone;
    private volatile boolean listsWithoutTimes;
    private volatile int fractionDigits;
    private volatile Duration dateOff = Duration.ZERO;
    private volatile boolean withoutDate;

    Times() {}

    /** How far the times in lists are ahead of the truth. */
    public void listsOff(Duration ahead) {
        listsOff = ahead;
    }

    /** Whether the times in lists lack their zone. */
    public void listsWithoutZone(boolean on) {
        listsWithoutZone = on;
    }

    /** Whether lists have no times at all. */
    public void listsWithoutTimes(boolean on) {
        listsWithoutTimes = on;
    }

    /** 6 or 7, or 0 for both: in the portal's lists every other operation has 6, elsewhere all have 7. */
    public void fractionDigits(int number) {
        fractionDigits = number;
    }

    /** How far {@code Date} is ahead of the truth. */
    public void dateOff(Duration ahead) {
        dateOff = ahead;
    }

    public void withoutDate(boolean on) {
        withoutDate = on;
    }

    /** @param digits where the number of fraction digits is left open */
    void put(ObjectNode entry, String name, Instant time, int digits) {
        if (!listsWithoutTimes) {
            String text = Timestamps.iso(time.plus(listsOff), fractionDigits == 0 ? digits : fractionDigits);
            entry.put(name, listsWithoutZone ? text.substring(0, text.length() - 1) : text);
        }
    }

    Answer date(Answer answer, Instant now) {
        return withoutDate ? answer : answer.with("Date", Timestamps.http(now.plus(dateOff)));
    }
}
