package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every operation of every offer, one of an offer at a time, and how those to come will go. */
final class Publications {

    private final Map<String, List<SimulatedPublication>> byOffer = new HashMap<>();
    private final Map<String, SimulatedPublication> byId = new HashMap<>();
    /** Those of clients, oldest first. */
    private final Map<String, List<SimulatedPublication>> accepted = new HashMap<>();

    final Editions editions = new Editions();
    private Clock clock = Clock.systemUTC();
    private Plan plan = new Plan(Duration.ofSeconds(3), "completed", List.of(), false);
    /** {@code null} if others fare as clients do. */
    private Plan planOfOthers;

    private Brakes brakes = Brakes.NONE;
    private boolean previewsAwaitSignoff;
    private boolean goLivesContinuePreviews;

    synchronized Instant now() {
        return clock.instant();
    }

    synchronized Clock clock() {
        return clock;
    }

    synchronized void clock(Clock next) {
        clock = next;
    }

    /** Starts a go-live for a client; empty while another operation of the offer is running. */
    synchronized Optional<SimulatedPublication> goLive(String publisher, String offer) {
        Optional<SimulatedPublication> started = start(publisher, offer, SimulatedPublication.GO_LIVE, now(), plan);
        started.ifPresent(one -> accepted.computeIfAbsent(offer, any -> new ArrayList<>()).add(one));
        return started;
    }

    /**
     * Starts a preview for a client, in place of one that waits for the sign-off; empty while anything else is running.
     *
     * @param awaitsSignoff whether it keeps running until somebody goes live
     */
    synchronized Optional<SimulatedPublication> publish(String publisher, String offer, boolean awaitsSignoff) {
        SimulatedPublication running = running(publisher, offer).orElse(null);
        if (running != null) {
            if (!running.isAtSignoff(now())) {
                return Optional.empty();
            }
            running.finish("completed", List.of(), now());
        }
        SimulatedPublication started = add(new SimulatedPublication(
                publisher,
                offer,
                SimulatedPublication.PUBLISH,
                nextVersion(publisher, offer),
                editions.draft(offer),
                now(),
                plan,
                brakes,
                awaitsSignoff));
        accepted.computeIfAbsent(offer, any -> new ArrayList<>()).add(started);
        return Optional.of(started);
    }

    /** Starts an operation of somebody else; empty while another one of the offer is running. */
    synchronized Optional<SimulatedPublication> startElsewhere(String publisher, String offer, String type, Instant at) {
        return start(publisher, offer, type, at, planOfOthers == null ? plan : planOfOthers);
    }

    /** A preview of yesterday that took an hour to get where it is. */
    synchronized void previewInSignoff(String publisher, String offer) {
        past(publisher, offer, SimulatedPublication.PUBLISH, Editions.PREVIEW, Duration.ofDays(1));
    }

    /** A go-live of three months ago. */
    synchronized void formerlyLive(String publisher, String offer) {
        past(publisher, offer, SimulatedPublication.GO_LIVE, Editions.LIVE, Duration.ofDays(90));
    }

    private void past(String publisher, String offer, String type, int edition, Duration ago) {
        Plan quick = new Plan(Duration.ofHours(1), "completed", List.of(), false);
        add(new SimulatedPublication(
                publisher,
                offer,
                type,
                nextVersion(publisher, offer),
                edition,
                now().minus(ago),
                quick,
                brakes,
                type.equals(SimulatedPublication.PUBLISH)));
    }

    private Optional<SimulatedPublication> start(String publisher, String offer, String type, Instant at, Plan how) {
        SimulatedPublication running = running(publisher, offer, at).orElse(null);
        if (running != null) {
            if (!running.isAtSignoff(at)) {
                return Optional.empty();
            }
            if (goLivesContinuePreviews && type.equals(SimulatedPublication.GO_LIVE)) {
                running.signOff(how, at);
                return Optional.of(running);
            }
            running.finish("completed", List.of(), at);
        }
        boolean awaitsSignoff = previewsAwaitSignoff && type.equals(SimulatedPublication.PUBLISH);
        int edition = type.equals(SimulatedPublication.PUBLISH)
                ? editions.draft(offer)
                : inPreview(publisher, offer).map(one -> one.edition).orElse(Editions.PREVIEW);
        return Optional.of(add(new SimulatedPublication(
                publisher, offer, type, nextVersion(publisher, offer), edition, at, how, brakes, awaitsSignoff)));
    }

    private int nextVersion(String publisher, String offer) {
        return 2 + of(publisher, offer).size();
    }

    private SimulatedPublication add(SimulatedPublication publication) {
        byOffer.computeIfAbsent(publication.offer, any -> new ArrayList<>()).add(publication);
        return remember(publication);
    }

    /** The cancelling is an operation of its own, though not one of the offer's submissions. */
    synchronized SimulatedPublication cancelling(SimulatedPublication cancelled, Duration takes) {
        Plan quick = new Plan(takes, "completed", List.of(), false);
        return remember(new SimulatedPublication(
                cancelled.publisher,
                cancelled.offer,
                SimulatedPublication.CANCEL,
                cancelled.version,
                cancelled.edition,
                now(),
                quick,
                Brakes.NONE,
                false));
    }

    private SimulatedPublication remember(SimulatedPublication publication) {
        byId.put(publication.id, publication);
        byId.put(publication.key(), publication);
        return publication;
    }

    synchronized Optional<SimulatedPublication> running(String publisher, String offer) {
        return running(publisher, offer, now());
    }

    private Optional<SimulatedPublication> running(String publisher, String offer, Instant at) {
        return newest(publisher, offer).filter(one -> !one.at(at).over());
    }

    /** Somebody else's operation that keeps a client from going live. */
    synchronized Optional<SimulatedPublication> inTheWay(String offer) {
        List<SimulatedPublication> ours = accepted.getOrDefault(offer, List.of());
        return byOffer.getOrDefault(offer, List.of()).stream()
                .filter(one -> !ours.contains(one) && !one.at(now()).over() && !one.isAtSignoff(now()))
                .findFirst();
    }

    /** @param type {@code publish} or {@code goLive}; one that was not migrated may be both */
    synchronized List<SimulatedPublication> ofOthers(String offer, String type) {
        List<SimulatedPublication> ours = accepted.getOrDefault(offer, List.of());
        return byOffer.getOrDefault(offer, List.of()).stream()
                .filter(one -> one.type.equals(type) || type.equals(SimulatedPublication.GO_LIVE) && one.goesLive())
                .filter(one -> !ours.contains(one))
                .toList();
    }

    /** The only one of an offer that can be running. */
    synchronized Optional<SimulatedPublication> newest(String publisher, String offer) {
        return of(publisher, offer).stream().reduce((older, newer) -> newer);
    }

    /** What brought the present preview there. */
    synchronized Optional<SimulatedPublication> inPreview(String publisher, String offer) {
        Instant now = now();
        return of(publisher, offer).stream()
                .filter(one -> one.at(now).succeeded() || one.isAtSignoff(now) || one.signedOff() != null)
                .reduce((older, newer) -> newer);
    }

    /** What made public what is so at present. */
    synchronized Optional<SimulatedPublication> live(String publisher, String offer) {
        return of(publisher, offer).stream()
                .filter(one -> one.goesLive() && one.at(now()).succeeded())
                .reduce((older, newer) -> newer);
    }

    /** Oldest first. */
    synchronized List<SimulatedPublication> of(String publisher, String offer) {
        return byOffer.getOrDefault(offer, List.of()).stream().filter(one -> one.publisher.equals(publisher)).toList();
    }

    /** By GUID, or by the key of an offer that was not migrated. */
    synchronized Optional<SimulatedPublication> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void finish(String offer, String finalState, String... reasons) {
        SimulatedPublication running = byOffer.getOrDefault(offer, List.of()).stream()
                .filter(one -> !one.at(now()).over())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nothing is running for " + offer));
        running.finish(finalState, List.of(reasons), now());
    }

    synchronized void plan(Plan next) {
        plan = next;
    }

    synchronized Plan plan() {
        return plan;
    }

    synchronized void planOfOthers(Plan next) {
        planOfOthers = next;
    }

    synchronized void previewsAwaitSignoff(boolean on) {
        previewsAwaitSignoff = on;
    }

    /** Whether a go-live carries on the operation that made the preview instead of being one of its own. */
    synchronized void goLivesContinuePreviews(boolean on) {
        goLivesContinuePreviews = on;
    }

    synchronized Brakes brakes() {
        return brakes;
    }

    synchronized void brake(Brakes next) {
        brakes = next;
        Instant now = now();
        byOffer.values().forEach(all -> all.forEach(one -> one.brake(next, now)));
    }

    /** Those of clients, oldest first. */
    synchronized List<SimulatedPublication> accepted(String offer) {
        return List.copyOf(accepted.getOrDefault(offer, List.of()));
    }

    synchronized int accepted() {
        return accepted.values().stream().mapToInt(List::size).sum();
    }
}
