package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Cancels an operation that runs already, whoever started it. */
@Command(
        name = "cancel",
        description = {
            "Cancels an operation, whoever started it, and waits up to three minutes until it is canceled. Asks nothing.",
            "",
            "An operation that is over, or that the service does not cancel any more, ends the command with "
                    + ExitCodes.FAILED + ".",
            "",
            "Required: --operation, --tenant and --client-id."
        },
        customSynopsis = {Main.NAME + " cancel", "           --operation LOCATION --tenant T --client-id C [OPTIONS]"},
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
            "  " + Main.NAME + " cancel --tenant contoso.onmicrosoft.com \\",
            "      --client-id 11111111-2222-3333-4444-555555555555 \\",
            "      --operation '/api/publishers/contoso/offers/contoso-offer/operations/...'"
        })
final class CancelCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @CheckForNull
    @Option(
            names = "--operation",
            paramLabel = "LOCATION",
            description = "Location of the operation, exactly as it was printed.")
    private String operation;

    @Option(names = "--no-wait", description = "End when the service accepts the cancellation.")
    private boolean noWait;

    @Mixin
    private ServiceOptions service;

    @Override
    public Integer call() {
        service.complete(main.terminal().environment());
        Map<String, Boolean> required = new LinkedHashMap<>();
        required.put("--operation", operation != null);
        required.putAll(service.required());
        UnusableArguments.requireAll(required);
        Connection connection = service.connect(main.terminal());
        UnusableArguments.check(() -> connection.open().locate(operation));
        PublicationRequest request = PublicationRequest.cancel(operation, !noWait, Instant.now());
        WaitCommandLine waitCommandLine = new WaitCommandLine(service, new WatchOptions(), Target.LIVE);
        return new PublicationRun(new Publication(request), connection, waitCommandLine, main.output())
                .toTheEnd(WatchOptions.quick(connection));
    }
}
