package io.jenkins.plugins.azuremarketplace.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line why a command did not run. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Terminal terminal;
    private final BooleanSupplier verbose;

    Complaints(Terminal terminal, BooleanSupplier verbose) {
        this.terminal = terminal;
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String message = e instanceof UnmatchedArgumentException unmatched
                ? describe(unmatched.getUnmatched())
                : e.getMessage().strip();
        terminal.error(message + (message.endsWith(".") ? "" : ".") + " Try: "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCodes.USAGE;
    }

    /** Repeats no value that follows an unknown option: it could be a secret. */
    private static String describe(List<String> unmatched) {
        String option = unmatched.stream()
                .filter(argument -> argument.startsWith("-"))
                .findFirst()
                .orElse(null);
        if (option == null) {
            return "Unexpected argument '" + unmatched.get(0) + "'";
        }
        String name = option.split("=", 2)[0];
        return "Unknown option '" + name + "'" + hint(name.toLowerCase(Locale.ROOT));
    }

    private static String hint(String option) {
        boolean certificate = option.contains("cert") && option.contains("pass");
        if (!certificate && !option.matches(".*(secret|password).*")) {
            return "";
        }
        return "; " + (certificate ? "the password of the certificate" : "the client secret")
                + " is taken from the environment variable "
                + (certificate ? CertificateOption.VARIABLE : ClientSecret.VARIABLE) + ", never from an argument";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof UnusableArguments) {
            terminal.error(e.getMessage());
            return ExitCodes.USAGE;
        }
        terminal.error("Internal error: " + e);
        if (verbose.getAsBoolean()) {
            e.printStackTrace(terminal.err());
        }
        return ExitCodes.INTERNAL_ERROR;
    }
}
