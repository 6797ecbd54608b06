package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code marketplace-golive} with its subcommands. */
@Command(
        name = Main.NAME,
        description = "Publishes offers of the Azure Marketplace to preview, and makes them public.",
        subcommands = {
            StatusCommand.class,
            PublishCommand.class,
            GoLiveCommand.class,
            WaitCommand.class,
            CancelCommand.class,
            SimulateCommand.class
        },
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            ExitCodes.OK + ":The publication was accepted; with --wait: the preview is ready, or the offer is live. cancel: it is"
                    + " canceled. status: it could be read.",
            ExitCodes.FAILED + ":The publication failed, was rejected or was canceled; cancel: it was too late.",
            ExitCodes.USAGE + ":Arguments or configuration are wrong; nothing was sent.",
            ExitCodes.NO_TOKEN + ":The authority gave no token.",
            ExitCodes.REFUSED + ":The service refused, or what it answers can't be used.",
            ExitCodes.CONFLICT + ":Another operation of the offer is running.",
            ExitCodes.LIMIT + ":The limit was reached, and the operation still runs.",
            ExitCodes.INTERNAL_ERROR + ":An error of this program.",
            ExitCodes.INTERRUPTED + ":Interrupted; the publication goes on."
        },
        footerHeading = "%nEnvironment:%n",
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
            "'" + Main.NAME + " golive --help' tells about a command."
        })
public final class Main {

    static final String NAME = "java -jar marketplace-golive.jar";

    private static final String JSON = "--json";

    private final Terminal terminal;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the technical log, with stack traces, on standard error.")
    private boolean verbose;

    /** Known before the options are read, so that also what is wrong with them is told as JSON. */
    @Option(
            names = JSON,
            scope = ScopeType.INHERIT,
            description = "Print one JSON document on standard output at the end; all sentences go to standard error.")
    private boolean json;

    private Output output;

    Main(Terminal terminal) {
        this.terminal = terminal;
        output = new Output(terminal, false);
    }

    public static void main(String... arguments) {
        Main main = new Main(Terminal.ofProcess());
        TechnicalLog.silence();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            main.output().fail("INTERNAL_ERROR", "Internal error: " + e);
            Runtime.getRuntime().halt(ExitCodes.INTERNAL_ERROR);
        });
        System.exit(main.run(arguments));
    }

    /** Runs one command to its end; returns the exit code. */
    int run(String... arguments) {
        output = new Output(terminal, List.of(arguments).contains(JSON));
        Complaints complaints = new Complaints(output, () -> verbose ? terminal.err() : null);
        return new CommandLine(this)
                .registerConverter(ConflictPolicy.class, new Word<>(ConflictPolicy.class))
                .registerConverter(MarketplaceApi.class, new Word<>(MarketplaceApi.class))
                .registerConverter(Target.class, new Word<>(Target.class))
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints)
                .setExecutionStrategy(this::execute)
                .setOut(writer(terminal.out()))
                .setErr(writer(terminal.err()))
                .execute(arguments);
    }

    private int execute(CommandLine.ParseResult parsed) {
        if (verbose) {
            TechnicalLog.show(terminal.err());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    Terminal terminal() {
        return terminal;
    }

    Output output() {
        return output;
    }
}
