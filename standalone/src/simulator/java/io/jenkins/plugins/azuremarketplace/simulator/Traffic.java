package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came in: counters for all of it, the requests themselves for the newest. */
final class Traffic {

    private static final int LIMIT = 50_000;

    private record Place(String offer, Call call) {}

    private final Map<Place, Integer> countsOfOffers = new HashMap<>();
    private final Map<Place, Integer> openOfOffers = new HashMap<>();
    private final Map<Call, Integer> counts = new EnumMap<>(Call.class);
    private final Deque<RecordedRequest> requests = new ArrayDeque<>();
    private boolean recording = true;
    private int open;
    private int maxOpen;

    synchronized void enter(Call call, String offer, Request request, Instant now) {
        counts.merge(call, 1, Integer::sum);
        countsOfOffers.merge(new Place(offer, call), 1, Integer::sum);
        openOfOffers.merge(new Place(offer, call), 1, Integer::sum);
        maxOpen = Math.max(maxOpen, ++open);
        if (recording) {
            if (requests.size() == LIMIT) {
                requests.removeFirst();
            }
            requests.addLast(new RecordedRequest(call, request.method(), request.target(),
                    Collections.unmodifiableMap(request.headers()), request.body(), now));
        }
    }

    synchronized void leave(Call call, String offer) {
        open--;
        openOfOffers.computeIfPresent(new Place(offer, call), (place, number) -> number > 1 ? number - 1 : null);
    }

    synchronized void record(boolean on) {
        recording = on;
    }

    synchronized int count(Call call) {
        return counts.getOrDefault(call, 0);
    }

    synchronized int count(String offer, Call call) {
        return countsOfOffers.getOrDefault(new Place(offer, call), 0);
    }

    synchronized int open(String offer, Call call) {
        return openOfOffers.getOrDefault(new Place(offer, call), 0);
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized int open() {
        return open;
    }

    synchronized int maxOpen() {
        return maxOpen;
    }
}
