package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.Target;
import picocli.CommandLine.Command;

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
            "  " + Main.NAME + " golive --simulate --wait",
            "  " + Main.NAME + " golive --simulate --api product-ingestion --wait",
            "",
            "  export " + ClientSecret.VARIABLE + "=...",
            "  " + Main.NAME + " golive --publisher contoso \\",
            "      --offer contoso-offer --tenant contoso.onmicrosoft.com \\",
            "      --client-id 11111111-2222-3333-4444-555555555555 --wait"
        })
final class GoLiveCommand extends SubmitCommand {

    @Override
    Target target() {
        return Target.LIVE;
    }
}
