package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.util.function.UnaryOperator;

/**
 * What the environment says to all tools of Azure; it counts where neither an option nor a variable of this program says
 * anything.
 *
 * @see <a href="https://learn.microsoft.com/dotnet/api/azure.identity.environmentcredential">Environment variables of the Azure
 *     Identity libraries</a>
 */
final class AzureVariables {

    static final String TENANT = "AZURE_TENANT_ID";
    static final String CLIENT = "AZURE_CLIENT_ID";
    static final String SECRET = "AZURE_CLIENT_SECRET";
    static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";
    static final String AUTHORITY = "AZURE_AUTHORITY_HOST";

    static final String HELP_1 = "  " + TENANT + ", " + CLIENT + ", " + SECRET + ",";
    static final String HELP_2 = "  " + TOKEN_FILE + ", " + AUTHORITY;
    static final String HELP_3 = "                             As for all tools of Azure, where no option and no";
    static final String HELP_4 = "                             variable of this program says anything.";

    private AzureVariables() {}

    /** What was chosen, or else what the variable says; null for neither. An empty variable says nothing. */
    @CheckForNull
    static String either(@CheckForNull String chosen, UnaryOperator<String> environment, String variable) {
        if (chosen != null) {
            return chosen;
        }
        String value = PastedText.trim(environment.apply(variable));
        return value.isEmpty() ? null : value;
    }
}
