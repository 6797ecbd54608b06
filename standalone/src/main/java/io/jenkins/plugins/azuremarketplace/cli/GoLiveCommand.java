package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Submits the go-live of an offer, once, and waits for it if asked to. */
@Command(
        name = "golive",
        description = {
            "Makes the preview of an offer public, and waits for it if asked to.",
            "",
            "The request is sent once, whatever happens to its answer. The location of the operation is printed as soon"
                    + " as it is known. With --wait the command ends with the publication, which can take days.",
            "",
            "Required: --publisher, --offer, --tenant and --client-id, unless --simulate. With --api product-ingestion"
                    + " the publisher may be left out."
        },
        customSynopsis = {
            Main.NAME + " golive",
            "           --publisher P --offer O --tenant T --client-id C [--wait] [OPTIONS]",
            "   or: " + Main.NAME + " golive --simulate [--wait] [OPTIONS]"
        },
        footer = {
            ClientSecret.HELP_1,
            ClientSecret.HELP_2,
            EnvironmentProxies.HELP_1,
            EnvironmentProxies.HELP_2,
            EnvironmentProxies.HELP_3,
            EnvironmentProxies.HELP_4,
            "",
            "Examples:",
            "  " + Main.NAME + " golive --simulate --wait",
            "  " + Main.NAME + " golive --simulate --api product-ingestion --wait",
            "",
            "  export " + ClientSecret.VARIABLE + "=...",
            "  " + Main.NAME + " golive --publisher contoso \\",
            "      --offer contoso-offer --tenant contoso.onmicrosoft.com \\",
            "      --client-id 11111111-2222-3333-4444-555555555555 --wait"
        })
final class GoLiveCommand implements Callable<Integer> {

    private static final Duration SIMULATED_PUBLICATION = Duration.ofSeconds(6);
    private static final Duration SIMULATED_INTERVAL = Duration.ofSeconds(1);

    @ParentCommand
    private Main main;

    @CheckForNull
    @Option(
            names = "--publisher",
            paramLabel = "P",
            description = "Id of the publisher; not needed with --api product-ingestion.")
    private String publisher;

    @CheckForNull
    @Option(names = "--offer", paramLabel = "O", description = "Id of the offer.")
    private String offer;

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
                "If another operation of the offer is running: fail; wait until it is over, then go live; or attach to"
                        + " it, which means to watch it instead.",
                "Default: fail"
            })
    private ConflictPolicy onConflict = ConflictPolicy.FAIL;

    @Option(
            names = "--simulate",
            description =
                    "Go live against a simulator inside this command, looking every second. Needs no other option and"
                            + " no secret.")
    private boolean simulate;

    @Override
    public Integer call() {
        watch.check();
        try (BuiltInService builtIn = simulate ? BuiltInService.start(service.api(), 0, SIMULATED_PUBLICATION) : null) {
            if (builtIn != null) {
                service.use(builtIn);
                publisher = publisher == null ? BuiltInService.PUBLISHER : publisher;
                offer = offer == null ? BuiltInService.OFFER : offer;
            }
            return goLive();
        }
    }

    private int goLive() {
        Map<String, Boolean> required = new LinkedHashMap<>();
        required.put("--publisher", publisher != null || !service.api().needsPublisher());
        required.put("--offer", offer != null);
        required.putAll(service.required());
        UnusableArguments.requireAll(required);
        if (publisher != null) {
            UnusableArguments.require(Offer.complaint("publisher", publisher));
        }
        UnusableArguments.require(Offer.complaint("offer", offer));
        Connection connection = service.connect(main.terminal());
        Publication publication = Publication.goLive(
                new Offer(publisher == null ? "" : publisher, offer),
                wait,
                onConflict,
                false,
                Instant.now(),
                watch.limit());
        return new PublicationRun(publication, connection, new WaitCommandLine(service, watch), main.terminal())
                .toTheEnd(watch.schedule(simulate ? SIMULATED_INTERVAL : PollSchedule.DEFAULT_INTERVAL, connection));
    }
}
