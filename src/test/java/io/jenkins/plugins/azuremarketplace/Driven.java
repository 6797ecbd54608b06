package io.jenkins.plugins.azuremarketplace;

import hudson.model.Job;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Finds what goes on. */
final class Driven {

    private Driven() {}

    /** The publications, of all builds, that somebody waits for right now. */
    static List<PublicationEntry> publications() {
        return Jenkins.get().getAllItems(Job.class).stream().flatMap(Driven::of).toList();
    }

    static boolean isDriven(PublicationEntry entry) {
        return MarketplaceConnector.get().poller().host(entry.publication()).isPresent();
    }

    @SuppressWarnings("rawtypes")
    private static Stream<PublicationEntry> of(Job job) {
        return ((Job<?, ?>) job)
                .getBuilds().stream()
                        .map(run -> run.getAction(PublicationAction.class))
                        .filter(Objects::nonNull)
                        .flatMap(action -> action.getPublications().stream())
                        .filter(Driven::isDriven);
    }
}
