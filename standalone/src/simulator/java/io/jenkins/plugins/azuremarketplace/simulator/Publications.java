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

    private final Map<String, List<Publication>> byOffer = new HashMap<>();
    private final Map<String, Publication> byId = new HashMap<>();
    private final Map<String, Integer> accepted = new HashMap<>();
    private Clock clock = Clock.systemUTC();
    private Plan plan = new Plan(Duration.ofSeconds(3), "completed", List.of(), false);
    private Brakes brakes = Brakes.NONE;
    private int acceptedTotal;

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
    synchronized Optional<Publication> goLive(String publisher, String offer) {
        Optional<Publication> started = start(publisher, offer, Publication.GO_LIVE);
        if (started.isPresent()) {
            accepted.merge(offer, 1, Integer::sum);
            acceptedTotal++;
        }
        return started;
    }

    synchronized Optional<Publication> start(String publisher, String offer, String type) {
        if (running(publisher, offer).isPresent()) {
            return Optional.empty();
        }
        List<Publication> known = byOffer.computeIfAbsent(offer, o -> new ArrayList<>());
        int version = 2 + (int) known.stream().filter(one -> one.publisher.equals(publisher)).count();
        Publication publication = new Publication(publisher, offer, type, version, now(), plan, brakes);
        known.add(publication);
        return Optional.of(remember(publication));
    }

    /** The cancelling is an operation of its own, though not one of the offer's submissions. */
    synchronized Publication cancelling(Publication cancelled, Duration takes) {
        return remember(new Publication(cancelled.publisher, cancelled.offer, Publication.CANCEL, cancelled.version, now(),
                new Plan(takes, "completed", List.of(), false), Brakes.NONE));
    }

    private Publication remember(Publication publication) {
        byId.put(publication.id, publication);
        byId.put(publication.key(), publication);
        return publication;
    }

    synchronized Optional<Publication> running(String publisher, String offer) {
        return newest(publisher, offer).filter(one -> !one.at(now()).over());
    }

    /** The only one of an offer that can be running. */
    synchronized Optional<Publication> newest(String publisher, String offer) {
        return of(publisher, offer).stream().reduce((older, newer) -> newer);
    }

    /** Oldest first. */
    synchronized List<Publication> of(String publisher, String offer) {
        return byOffer.getOrDefault(offer, List.of()).stream().filter(one -> one.publisher.equals(publisher)).toList();
    }

    /** By GUID, or by the key of an offer that was not migrated. */
    synchronized Optional<Publication> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void finish(String offer, String finalState, String... reasons) {
        Publication running = byOffer.getOrDefault(offer, List.of()).stream()
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

    synchronized Brakes brakes() {
        return brakes;
    }

    synchronized void brake(Brakes next) {
        brakes = next;
        Instant now = now();
        byOffer.values().forEach(all -> all.forEach(one -> one.brake(next, now)));
    }

    synchronized int accepted(String offer) {
        return accepted.getOrDefault(offer, 0);
    }

    synchronized int accepted() {
        return acceptedTotal;
    }
}
