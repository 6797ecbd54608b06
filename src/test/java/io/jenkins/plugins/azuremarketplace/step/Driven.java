package io.jenkins.plugins.azuremarketplace.step;

import hudson.model.Job;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Finds what goes on. */
final class Driven {

    private Driven() {}

    /** The publications, of all builds, that somebody waits for right now. */
    static List<PublicationRecord> publications() {
        return Jenkins.get().getAllItems(Job.class).stream().flatMap(Driven::of).toList();
    }

    static boolean isDriven(PublicationRecord record) {
        return MarketplaceConnector.get().poller().host(record.publication()).isPresent();
    }

    @SuppressWarnings("rawtypes")
    private static Stream<PublicationRecord> of(Job job) {
        return ((Job<?, ?>) job)
                .getBuilds().stream()
                        .map(run -> run.getAction(BuildPublicationsAction.class))
                        .filter(Objects::nonNull)
                        .flatMap(action -> action.records().stream())
                        .filter(Driven::isDriven);
    }
}
