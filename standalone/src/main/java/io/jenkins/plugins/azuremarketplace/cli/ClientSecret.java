package io.jenkins.plugins.azuremarketplace.cli;

/** The client secret: from the environment, or from whoever sits at the terminal. */
final class ClientSecret {

    static final String VARIABLE = "MARKETPLACE_CLIENT_SECRET";

    static final String HELP_1 = "  " + VARIABLE + "  The client secret. If it is missing, the terminal";
    static final String HELP_2 = "                             is asked. It is never an argument.";

    private ClientSecret() {}

    /**
     * @throws UnusableArguments if there is none
     */
    static String read(Terminal terminal, String clientId) {
        String secret = terminal.environment().apply(VARIABLE);
        if (secret != null && !secret.isBlank()) {
            return secret;
        }
        char[] typed = terminal.password().apply("Client secret of " + clientId + ": ");
        if (typed == null || typed.length == 0) {
            throw new UnusableArguments("There is no client secret: set the environment variable " + VARIABLE
                    + ", or run this at a terminal to be asked for it.");
        }
        return new String(typed);
    }
}
