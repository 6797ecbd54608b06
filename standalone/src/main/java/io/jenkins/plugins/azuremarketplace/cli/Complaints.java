package io.jenkins.plugins.azuremarketplace.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line why a command did not run. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final String USAGE = "USAGE";

    private final Output output;
    private final Supplier<PrintStream> details;

    /** @param details where stack traces go; null for nowhere */
    Complaints(Output output, Supplier<PrintStream> details) {
        this.output = output;
        this.details = details;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String message = e instanceof UnmatchedArgumentException unmatched
                ? describe(unmatched.getUnmatched())
                : e.getMessage().strip();
        String sentence = message + (message.endsWith(".") ? "" : ".");
        output.fail(
                USAGE,
                sentence + " Try: "
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
            output.fail(USAGE, String.valueOf(e.getMessage()));
            return ExitCodes.USAGE;
        }
        output.fail("INTERNAL_ERROR", "Internal error: " + e);
        PrintStream stackTraces = details.get();
        if (stackTraces != null) {
            e.printStackTrace(stackTraces);
        }
        return ExitCodes.INTERNAL_ERROR;
    }
}
