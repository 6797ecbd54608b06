package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** What happens at a certain time, whoever asks; done when it is looked at for the first time after that. */
final class Timetable {

    private record Event(Instant at, Consumer<Instant> what) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at));

    synchronized void at(Instant when, Consumer<Instant> what) {
        events.add(new Event(when, what));
    }

    synchronized void catchUp(Instant now) {
        while (!events.isEmpty() && !events.peek().at().isAfter(now)) {
            Event due = events.poll();
            due.what().accept(due.at());
        }
    }
}
