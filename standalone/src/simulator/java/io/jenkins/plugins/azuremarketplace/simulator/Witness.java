package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Remembers what the client was told, and counts the requests to go live that it should not have sent then. */
public final class Witness {

    private final Map<String, Set<Publication>> shown = new HashMap<>();
    private final Map<String, Set<Publication>> shownFirst = new HashMap<>();
    private final Set<String> acceptances = new HashSet<>();
    private final Set<String> doubts = new HashSet<>();
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

    /** Whether a request to go live with this offer got no answer, or one that leaves open what became of it. */
    public synchronized boolean doubt(String offer) {
        return doubts.contains(offer);
    }

    /** Whether the client saw this operation going on before it sent its first request to go live. */
    synchronized boolean knownBefore(String offer, Publication operation) {
        return shownFirst.getOrDefault(offer, Set.of()).contains(operation);
    }

    /** The client lost its memory. */
    public synchronized void forget() {
        shown.clear();
        acceptances.clear();
    }

    /** @param inTheWay somebody else's operation that is running, or {@code null} */
    synchronized void asked(String offer, Publication inTheWay) {
        shownFirst.computeIfAbsent(offer, any -> Set.copyOf(shown.getOrDefault(offer, Set.of())));
        if (acceptances.contains(offer)) {
            sentAfterAcceptance++;
        }
        if (inTheWay != null && shown.getOrDefault(offer, Set.of()).contains(inTheWay)) {
            sentDespiteOthers++;
        }
    }

    synchronized void inDoubt(String offer) {
        doubts.add(offer);
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
