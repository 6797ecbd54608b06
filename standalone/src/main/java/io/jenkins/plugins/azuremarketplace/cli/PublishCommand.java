package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Emails;
import io.jenkins.plugins.azuremarketplace.api.Target;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Publishes the draft of an offer to preview, once, and waits until it can be looked at if asked to. */
@Command(
        name = "publish",
        description = {
            "Publishes the draft of an offer to preview, and waits until the preview is ready if asked to.",
            "",
            "The request is sent once, whatever happens to its answer. The location of the operation is printed as soon"
                    + " as it is known. With --wait the command ends when the preview can be looked at, which can take days.",
            "",
            "Required: --publisher, --offer, --tenant and --client-id, unless --simulate. With --api product-ingestion"
                    + " the publisher may be left out."
        },
        customSynopsis = {
            Main.NAME + " publish",
            "           --publisher P --offer O --tenant T --client-id C [--wait] [OPTIONS]",
            "   or: " + Main.NAME + " publish --simulate [--wait] [OPTIONS]"
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
            "  " + Main.NAME + " publish --simulate --wait",
            "  " + Main.NAME + " publish --simulate --api product-ingestion --wait",
            "",
            "  export " + ClientSecret.VARIABLE + "=...",
            "  " + Main.NAME + " publish --publisher contoso \\",
            "      --offer contoso-offer --tenant contoso.onmicrosoft.com \\",
            "      --client-id 11111111-2222-3333-4444-555555555555 --wait"
        })
final class PublishCommand extends SubmitCommand {

    @CheckForNull
    @Option(
            names = "--notification-emails",
            paramLabel = "LIST",
            description =
                    "Who is told by mail, separated by commas. Offers that were moved to Partner Center ignore it, and so"
                            + " does --api product-ingestion: there the seller contact of the account is told.")
    private String notificationEmails;

    @Override
    Target target() {
        return Target.PREVIEW;
    }

    @Override
    List<String> notificationEmails() {
        return UnusableArguments.check(() -> Emails.parse(notificationEmails));
    }
}
