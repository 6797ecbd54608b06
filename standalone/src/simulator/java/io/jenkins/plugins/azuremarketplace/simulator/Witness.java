package io.jenkins.plugins.azuremarketplace.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remembers what the client was told, and counts the requests to go live that it should not have sent then. */
public final class Witness {

    private final Publications publications;
    /** What the client has seen going on since it read the list last, the list included; by offer. */
    private final Map<String, Set<SimulatedPublication>> seen = new HashMap<>();
    /** What it had seen when it sent its first request to go live. */
    private final Map<String, Set<SimulatedPublication>> seenFirst = new HashMap<>();

    private final Set<String> acceptances = new HashSet<>();
    private final Set<String> doubts = new HashSet<>();
    private int sentAfterAcceptance;
    private int sentDespiteOthers;

    Witness(Publications publications) {
        this.publications = publications;
    }

    /** Requests to go live after one about the same offer had been answered with 2xx. */
    public synchronized int sentAfterAcceptance() {
        return sentAfterAcceptance;
    }

    /** Requests to go live while somebody else's operation was running, and the client had just seen it. */
    public synchronized int sentDespiteOthers() {
        return sentDespiteOthers;
    }

    /** Whether a request to go live with this offer got no answer, or one that leaves open what became of it. */
    public synchronized boolean doubt(String offer) {
        return doubts.contains(offer);
    }

    /**
     * The states of other clients' go-lives that the client had not seen before it sent its first request, so that it
     * can't tell them from its own if it is in doubt about that.
     */
    public synchronized List<String> statesOfUnseenGoLives(String offer) {
        Set<SimulatedPublication> known = seenFirst.getOrDefault(offer, Set.of());
        return publications.goLivesOfOthers(offer).stream()
                .filter(one -> !known.contains(one))
                .map(one -> one.at(publications.now()).status())
                .toList();
    }

    /** The client lost its memory. */
    public synchronized void forget() {
        seen.clear();
        acceptances.clear();
    }

    /** A request to go live has come in. */
    synchronized void asked(String offer) {
        Set<SimulatedPublication> known = seen.getOrDefault(offer, Set.of());
        seenFirst.putIfAbsent(offer, Set.copyOf(known));
        if (acceptances.contains(offer)) {
            sentAfterAcceptance++;
        }
        if (publications.inTheWay(offer).filter(known::contains).isPresent()) {
            sentDespiteOthers++;
        }
    }

    /**
     * A request to go live is being answered.
     *
     * @param truth the answer of the service, {@code null} where it was not asked
     * @param answer the one that is sent, {@code null} also if it may be too late
     */
    synchronized void answered(String offer, Answer truth, Answer answer) {
        if (answer != null && answer.isSuccess()) {
            acceptances.add(offer);
        }
        if (answer == null || answer != truth && !answer.isRefusal()) {
            doubts.add(offer);
        }
    }

    /** Anything else is being answered, truly and in time. */
    synchronized void shown(String offer, Set<SimulatedPublication> operations, boolean newList) {
        if (newList) {
            seen.remove(offer);
        }
        seen.computeIfAbsent(offer, any -> new HashSet<>()).addAll(operations);
    }
}
