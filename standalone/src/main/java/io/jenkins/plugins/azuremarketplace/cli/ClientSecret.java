package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.util.function.UnaryOperator;

/** The client secret: from the environment, or from whoever sits at the terminal. */
final class ClientSecret {

    static final String VARIABLE = "MARKETPLACE_CLIENT_SECRET";

    static final String HELP_1 = "  " + VARIABLE + "  The client secret. If it is missing, the terminal";
    static final String HELP_2 = "                             is asked. It is never an argument.";

    private ClientSecret() {}

    /** The one of this program's own variable, or null. */
    @CheckForNull
    static String ofEnvironment(UnaryOperator<String> environment) {
        return AzureVariables.either(null, environment, VARIABLE);
    }

    /**
     * @throws UnusableArguments if there is none
     */
    static String read(Terminal terminal, String clientId) {
        String secret = AzureVariables.either(
                ofEnvironment(terminal.environment()), terminal.environment(), AzureVariables.SECRET);
        if (secret == null) {
            char[] typed = terminal.password().apply("Client secret of " + clientId + ": ");
            secret = typed == null ? "" : PastedText.trim(new String(typed));
        }
        if (secret.isEmpty()) {
            throw new UnusableArguments("There is no client secret: set the environment variable " + VARIABLE
                    + ", or run this at a terminal to be asked for it.");
        }
        return secret;
    }
}
