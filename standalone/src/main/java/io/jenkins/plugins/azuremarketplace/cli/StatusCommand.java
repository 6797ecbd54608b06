package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.publication.ChangeSentences;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import io.jenkins.plugins.azuremarketplace.publication.RetriedRead;
import io.jenkins.plugins.azuremarketplace.publication.ServiceHost;
import io.jenkins.plugins.azuremarketplace.publication.StatusSentences;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells what there is of an offer; changes nothing. */
@Command(
        name = "status",
        description = {
            "Tells what there is of an offer in draft, preview and live, what runs, and whether it can go live. Changes"
                    + " nothing.",
            "",
            "Required: --publisher, --offer, --tenant and --client-id, unless --simulate. With --api product-ingestion"
                    + " the publisher may be left out."
        },
        customSynopsis = {
            Main.NAME + " status",
            "           --publisher P --offer O --tenant T --client-id C [OPTIONS]",
            "   or: " + Main.NAME + " status --simulate [OPTIONS]"
        },
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
            "Examples:",
            "  " + Main.NAME + " status --simulate --changes",
            "",
            "  export " + ClientSecret.VARIABLE + "=...",
            "  " + Main.NAME + " status --publisher contoso \\",
            "      --offer contoso-offer --tenant contoso.onmicrosoft.com \\",
            "      --client-id 11111111-2222-3333-4444-555555555555"
        })
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Mixin
    private OfferOptions offer;

    @Mixin
    private ServiceOptions service;

    @Option(
            names = "--changes",
            description =
                    "Also tell what a go-live would make public (preview against live), and what a publication would bring"
                            + " into preview (draft against preview): names, never values.")
    private boolean changes;

    @Option(
            names = "--simulate",
            description = "Ask a simulator inside this command. Needs no other option and no secret.")
    private boolean simulate;

    @Override
    public Integer call() throws InterruptedException {
        try (BuiltInService builtIn = simulate ? BuiltInService.start(service.api(), 0, Duration.ZERO) : null) {
            if (builtIn != null) {
                service.use(builtIn);
                offer.useBuiltIn();
                builtIn.readyToGoLive(offer.offer());
            } else {
                service.complete(main.terminal().environment());
            }
            Map<String, Boolean> required = offer.required(service.api());
            required.putAll(service.required());
            UnusableArguments.requireAll(required);
            return read(offer.offer(), service.connect(main.terminal()));
        }
    }

    /** @param changes null if nobody asked for them */
    private record Report(OfferStatus status, @CheckForNull List<Comparison> changes) {}

    private Report ask(Marketplace marketplace, Offer wanted) throws MarketplaceException {
        return new Report(marketplace.status(wanted), changes ? marketplace.changes(wanted) : null);
    }

    private int read(Offer wanted, Connection connection) throws InterruptedException {
        PollSchedule schedule = WatchOptions.quick(connection);
        Clock clock = Clock.systemUTC();
        RetriedRead<Report> read = new RetriedRead<>(
                "read the status of " + wanted,
                marketplace -> ask(marketplace, wanted),
                new Host(connection, main.output()),
                () -> schedule,
                clock);
        try (PublicationPoller poller = new PublicationPoller("status", 1, clock)) {
            Report report = poller.read(read).get();
            StatusSentences.of(report.status()).forEach(main.output()::say);
            if (report.changes() != null) {
                ChangeSentences.of(report.changes()).forEach(main.output()::say);
            }
            main.output().end(Results.of(wanted, report.status(), report.changes()));
            return ExitCodes.OK;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                Outcome outcome = Outcome.of(failure);
                main.output().error(outcome.message());
                main.output().end(Results.failure(wanted, outcome));
                return ExitCodes.of(outcome.kind());
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private record Host(Connection connection, Output output) implements ServiceHost {

        @Override
        public Marketplace connect() {
            return connection.open();
        }

        @Override
        public void log(String sentence) {
            output.say(sentence);
        }
    }
}
