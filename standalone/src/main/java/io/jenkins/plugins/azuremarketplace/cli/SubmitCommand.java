package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Publishes an offer to a target, once, and waits for it if asked to; what the commands for both targets share. */
abstract class SubmitCommand implements Callable<Integer> {

    private static final Duration SIMULATED_PUBLICATION = Duration.ofSeconds(6);
    private static final Duration SIMULATED_INTERVAL = Duration.ofSeconds(1);

    @ParentCommand
    private Main main;

    @Mixin
    private OfferOptions offer;

    @Mixin
    private ServiceOptions service;

    @Option(
            names = "--wait",
            description = {"Wait until the publication ends.", "Default: end when it is accepted"})
    private boolean wait;

    @Mixin
    private WatchOptions watch;

    @Option(
            names = "--on-conflict",
            paramLabel = "POLICY",
            description = {
                "If another operation of the offer is running: fail; wait until it is over, then publish; or attach to"
                        + " it, which means to watch it instead.",
                "Default: fail"
            })
    private ConflictPolicy onConflict = ConflictPolicy.FAIL;

    @Option(
            names = "--dry-run",
            description = "Do all that comes before the request, tell what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(
            names = "--simulate",
            description =
                    "Publish against a simulator inside this command, looking every second. Needs no other option and"
                            + " no secret.")
    private boolean simulate;

    @Override
    public Integer call() {
        watch.check();
        try (BuiltInService builtIn = simulate ? BuiltInService.start(service.api(), 0, SIMULATED_PUBLICATION) : null) {
            if (builtIn != null) {
                service.use(builtIn);
                offer.useBuiltIn();
            } else {
                service.complete(main.terminal().environment());
            }
            return submit();
        }
    }

    abstract Target target();

    /** Who is told by mail. */
    List<String> notificationEmails() {
        return List.of();
    }

    private int submit() {
        Map<String, Boolean> required = offer.required(service.api());
        required.putAll(service.required());
        UnusableArguments.requireAll(required);
        Offer wanted = offer.offer();
        Connection connection = service.connect(main.terminal());
        PublicationRequest request = PublicationRequest.publish(target(), wanted)
                .waiting(wait)
                .onConflict(onConflict)
                .notifying(notificationEmails())
                .dryRun(dryRun)
                .begin(Instant.now(), watch.limit());
        return new PublicationRun(new Publication(request), connection, new WaitCommandLine(service, watch, target()), main.output())
                .toTheEnd(watch.schedule(simulate ? SIMULATED_INTERVAL : PollSchedule.DEFAULT_INTERVAL, connection));
    }
}
