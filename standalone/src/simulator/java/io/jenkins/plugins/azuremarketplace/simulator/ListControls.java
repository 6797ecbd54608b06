package io.jenkins.plugins.azuremarketplace.simulator;

import java.time.Duration;
import java.time.Instant;

/** How late a service shows what there is, and how it writes it; the same for both services. */
abstract class ListControls {

    final Publications publications = new Publications();
    private final Paging pages = new Paging();
    private final Times times = new Times();
    private volatile Duration submissionsLag = Duration.ZERO;
    private volatile Duration statesLag = Duration.ZERO;
    private volatile Spelling spelling = Spelling.AS_DOCUMENTED;

    ListControls() {}

    /** How long after its start an operation is missing from the list of submissions; zero to begin with. */
    public void submissionsLag(Duration lag) {
        submissionsLag = lag;
    }

    /** How long after its change the list of submissions shows a new state of an operation; zero to begin with. */
    public void statesLag(Duration lag) {
        statesLag = lag;
    }

    public void spelling(Spelling how) {
        spelling = how;
    }

    /** How lists are cut into pages. */
    public Paging pages() {
        return pages;
    }

    /** What the service says about time. */
    public Times times() {
        return times;
    }

    Spelling spelling() {
        return spelling;
    }

    /** Whether the list of submissions shows this one yet. */
    boolean isListed(SimulatedPublication publication) {
        return !publication.started.plus(submissionsLag).isAfter(publications.now());
    }

    /** The state that the list of submissions shows. */
    SimulatedProgress listed(SimulatedPublication publication) {
        Instant now = publications.now();
        return publication.at(now, now.minus(statesLag));
    }
}
