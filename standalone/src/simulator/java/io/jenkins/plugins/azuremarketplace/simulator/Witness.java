package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Remembers what the client was told, and counts the requests to go live that it should not have sent then. */
public final class Witness {

    private final Map<String, Set<Publication>> shown = new HashMap<>();
    private final Set<String> acceptances = new HashSet<>();
    private int sentAfterAcceptance;
    private int sentDespiteOthers;

    Witness() {}

    /** Requests to go live after one about the same offer had been answered with 2xx. */
    public synchronized int sentAfterAcceptance() {
        return sentAfterAcceptance;
    }

    /** Requests to go live while somebody else's operation was running that an answer had shown before. */
    public synchronized int sentDespiteOthers() {
        return sentDespiteOthers;
    }

    /** The client lost its memory. */
    public synchronized void forget() {
        shown.clear();
        acceptances.clear();
    }

    /** @param inTheWay somebody else's operation that is running, or {@code null} */
    synchronized void asked(String offer, Publication inTheWay) {
        if (acceptances.contains(offer)) {
            sentAfterAcceptance++;
        }
        if (inTheWay != null && shown.getOrDefault(offer, Set.of()).contains(inTheWay)) {
            sentDespiteOthers++;
        }
    }

    synchronized void accepted(String offer) {
        acceptances.add(offer);
    }

    synchronized void shown(String offer, Set<Publication> operations) {
        if (!operations.isEmpty()) {
            shown.computeIfAbsent(offer, any -> new HashSet<>()).addAll(operations);
        }
    }
}
