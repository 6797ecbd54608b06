package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which fault is due for which request. */
final class Faults {

    private static final Fault OUTAGE = Fault.answer(503);

    private record Place(String offer, Call call) {}

    private final Map<Place, Deque<Fault>> nextOfOffer = new HashMap<>();
    private final Map<Place, Fault> alwaysOfOffer = new HashMap<>();
    private final Map<Call, Deque<Fault>> next = new EnumMap<>(Call.class);
    private final Map<Call, Fault> always = new EnumMap<>(Call.class);
    private boolean serviceDown;
    private boolean authorityDown;

    synchronized void next(Call call, Fault... inOrder) {
        next.computeIfAbsent(call, c -> new ArrayDeque<>()).addAll(List.of(inOrder));
    }

    synchronized void next(String offer, Call call, Fault... inOrder) {
        nextOfOffer.computeIfAbsent(new Place(offer, call), p -> new ArrayDeque<>()).addAll(List.of(inOrder));
    }

    synchronized void always(String offer, Call call, Fault fault) {
        alwaysOfOffer.put(new Place(offer, call), fault);
    }

    synchronized void always(Call call, Fault fault) {
        always.put(call, fault);
    }

    synchronized void serviceDown(boolean down) {
        serviceDown = down;
    }

    synchronized void authorityDown(boolean down) {
        authorityDown = down;
    }

    /** An outage uses up no other fault, and one for an offer none of those for all. */
    synchronized Fault take(Call call, String offer) {
        if (call == Call.TOKEN ? authorityDown : serviceDown && call != Call.IDENTITY) {
            return OUTAGE;
        }
        Place place = new Place(offer, call);
        Deque<Fault> ofOffer = nextOfOffer.get(place);
        Fault own = ofOffer == null || ofOffer.isEmpty() ? alwaysOfOffer.get(place) : ofOffer.poll();
        if (own != null) {
            return own;
        }
        Deque<Fault> due = next.get(call);
        Fault fault = due == null ? null : due.poll();
        return fault != null ? fault : always.getOrDefault(call, Fault.none());
    }
}
