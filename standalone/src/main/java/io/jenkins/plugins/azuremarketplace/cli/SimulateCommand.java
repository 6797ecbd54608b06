package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs the simulator for other processes: this program, a Jenkins, a browser. */
@Command(
        name = "simulate",
        description = "Simulates the service and its token service, until Ctrl-C.",
        customSynopsis = Main.NAME + " simulate [--port N] [--api API] [--write-identities DIR]",
        exitCodeList = {
            ExitCodes.USAGE + ":Arguments are wrong, or the port or the directory can't be used.",
            ExitCodes.INTERRUPTED + ":Ended by Ctrl-C."
        },
        footerHeading = "%nExample:%n",
        footer = "  " + Main.NAME + " simulate --port 8085")
final class SimulateCommand implements Callable<Integer> {

    private static final Duration PUBLICATION = Duration.ofSeconds(20);
    private static final int LAST_PORT = 65535;

    @ParentCommand
    private Main main;

    @Option(names = "--port", paramLabel = "N", description = "Port on 127.0.0.1. Default: any that is free")
    private int port;

    @Option(
            names = "--api",
            paramLabel = "API",
            description = {
                "Which API to simulate: cloud-partner-portal or product-ingestion.",
                "Default: cloud-partner-portal"
            })
    private MarketplaceApi api = MarketplaceApi.CLOUD_PARTNER_PORTAL;

    @CheckForNull
    @Option(
            names = "--write-identities",
            paramLabel = "DIR",
            description = "Write a certificate with its key (PKCS#12 and PEM) and a federated token to this directory, to"
                    + " sign in with at this simulator instead of its secret.")
    private Path identities;

    @Override
    public Integer call() {
        if (port < 0 || port > LAST_PORT) {
            throw new UnusableArguments("--port must be 1 to " + LAST_PORT + ".");
        }
        try (BuiltInService service = BuiltInService.start(api, port, PUBLICATION)) {
            introduce(service);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCodes.INTERRUPTED;
    }

    private void introduce(BuiltInService service) {
        Output output = main.output();
        output.say("The simulator runs until Ctrl-C; a publication takes " + PUBLICATION.toSeconds() + " s.");
        output.say("Endpoint:  " + service.endpoint());
        output.say("Authority: " + service.authority());
        output.say("Secret:    " + BuiltInService.SECRET);
        service.openWithoutSecret(identities).forEach(output::say);
        output.say("To go live in another terminal:");
        output.say(ClientSecret.VARIABLE + "=" + BuiltInService.SECRET + " " + Main.NAME + " golive --publisher "
                + BuiltInService.PUBLISHER + " --offer " + BuiltInService.OFFER + " --tenant " + BuiltInService.TENANT
                + " --client-id " + BuiltInService.CLIENT + " --endpoint " + service.endpoint() + " --authority "
                + service.authority()
                + (api == MarketplaceApi.CLOUD_PARTNER_PORTAL ? "" : " --api " + Word.of(api))
                + " --poll-interval 1 --wait");
        output.end(Results.simulator(service));
    }
}
