package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Remembers what the client was told, and counts the requests to publish that it should not have sent then. */
public final class Witness {

    private final Publications publications;
    private final Predicate<SimulatedPublication> listed;
    /** What the client has seen going on since it read the list last, the list included; by offer. */
    private final Map<String, Set<SimulatedPublication>> seen = new HashMap<>();
    /** What it had seen when it sent its first request to publish, or could have read then; by offer and type. */
    private final Map<String, Set<SimulatedPublication>> seenFirst = new HashMap<>();

    private final Set<String> acceptances = new HashSet<>();
    private final Set<String> doubts = new HashSet<>();
    private int sentAfterAcceptance;
    private int sentDespiteOthers;

    /** @param listed whether the list of submissions shows this one at that time */
    Witness(Publications publications, Predicate<SimulatedPublication> listed) {
        this.publications = publications;
        this.listed = listed;
    }

    /** Requests to publish after one about the same offer had been answered with 2xx. */
    public synchronized int sentAfterAcceptance() {
        return sentAfterAcceptance;
    }

    /** Requests to publish while somebody else's operation was running, and the client had just seen it. */
    public synchronized int sentDespiteOthers() {
        return sentDespiteOthers;
    }

    /** Whether a request to publish this offer got no answer, or one that leaves open what became of it. */
    public synchronized boolean doubt(String offer) {
        return doubts.contains(offer);
    }

    /**
     * The states of other clients' operations that the client had not seen before it sent its first request, so that it
     * can't tell them from its own if it is in doubt about that.
     *
     * @param type {@code publish} or {@code goLive}
     * @return as of {@link SimulatorControls#stateOfAccepted(String, String)}
     */
    public synchronized List<String> statesOfUnseen(String offer, String type) {
        Set<SimulatedPublication> known = seenFirst.getOrDefault(offer + " " + type, Set.of());
        return publications.ofOthers(offer, type).stream()
                .filter(one -> !known.contains(one))
                .map(one -> one.state(type, publications.now()))
                .toList();
    }

    /** The client lost its memory. */
    public synchronized void forget() {
        seen.clear();
        acceptances.clear();
    }

    /** A request to publish has come in. */
    synchronized void asked(String offer) {
        Set<SimulatedPublication> known = seen.getOrDefault(offer, Set.of());
        for (String type : List.of(SimulatedPublication.GO_LIVE, SimulatedPublication.PUBLISH)) {
            seenFirst.computeIfAbsent(offer + " " + type, any -> first(offer, type, known));
        }
        if (acceptances.contains(offer)) {
            sentAfterAcceptance++;
        }
        if (publications.inTheWay(offer).filter(known::contains).isPresent()) {
            sentDespiteOthers++;
        }
    }

    /** What others had brought to its end before now is there to be read, too. */
    private Set<SimulatedPublication> first(String offer, String type, Set<SimulatedPublication> known) {
        Instant now = publications.now();
        Set<SimulatedPublication> first = new HashSet<>(known);
        publications.ofOthers(offer, type).stream()
                .filter(one -> listed.test(one) && one.started.isBefore(now))
                .filter(one -> !one.state(type, now).equals("running"))
                .forEach(first::add);
        return first;
    }

    /**
     * A request to publish is being answered.
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
