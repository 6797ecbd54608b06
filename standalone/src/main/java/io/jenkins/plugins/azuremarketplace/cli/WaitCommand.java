package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Watches an operation that runs already, whoever started it. */
@Command(
        name = "wait",
        description = {
            "Waits until an operation ends that was started before, here or anywhere.",
            "",
            "Required: --operation, --tenant and --client-id."
        },
        customSynopsis = {Main.NAME + " wait", "           --operation LOCATION --tenant T --client-id C [OPTIONS]"},
        footer = {
            ClientSecret.HELP_1,
            ClientSecret.HELP_2,
            CertificateOption.HELP_1,
            CertificateOption.HELP_2,
            AzureVariables.HELP_1,
            AzureVariables.HELP_2,
            AzureVariables.HELP_3,
            AzureVariables.HELP_4,
            EnvironmentProxies.HELP_1,
            EnvironmentProxies.HELP_2,
            EnvironmentProxies.HELP_3,
            EnvironmentProxies.HELP_4,
            "",
            "Example (quote the location, it contains '?' and perhaps '$'):",
            "  " + Main.NAME + " wait --tenant contoso.onmicrosoft.com \\",
            "      --client-id 11111111-2222-3333-4444-555555555555 \\",
            "      --operation '/api/publishers/contoso/offers/contoso-offer/operations/...'"
        })
final class WaitCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @CheckForNull
    @Option(
            names = "--operation",
            paramLabel = "LOCATION",
            description = "Location of the operation, exactly as it was printed.")
    private String operation;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = {
                "What the operation publishes to: preview, whose wait ends when the preview is ready, or live.",
                "Default: live"
            })
    private Target target = Target.LIVE;

    @Mixin
    private ServiceOptions service;

    @Mixin
    private WatchOptions watch;

    @Override
    public Integer call() {
        watch.check();
        service.complete(main.terminal().environment());
        Map<String, Boolean> required = new LinkedHashMap<>();
        required.put("--operation", operation != null);
        required.putAll(service.required());
        UnusableArguments.requireAll(required);
        Connection connection = service.connect(main.terminal());
        UnusableArguments.check(() -> connection.open().locate(operation));
        Publication publication = new Publication(PublicationRequest.watch(target, operation).begin(Instant.now(), watch.limit()));
        return new PublicationRun(publication, connection, new WaitCommandLine(service, watch, target), main.output())
                .toTheEnd(watch.schedule(PollSchedule.DEFAULT_INTERVAL, connection));
    }
}
