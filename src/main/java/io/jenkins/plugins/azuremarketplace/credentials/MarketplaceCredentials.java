package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.ParametersAction;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Finds the credentials of a build, and makes principals of them. */
@Restricted(NoExternalUse.class)
public final class MarketplaceCredentials {

    /** Builds never see these; the configuration, which is seen from the root, does. */
    public static final CredentialsMatcher SYSTEM = CredentialsMatchers.withScope(CredentialsScope.SYSTEM);

    /** What can be used; the same for drop-down, check and look-up. */
    public static final CredentialsMatcher USABLE = CredentialsMatchers.allOf(
            CredentialsMatchers.anyOf(
                    CredentialsMatchers.instanceOf(ApplicationCredentials.class),
                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                    credentials -> PrincipalAdapter.of(credentials).isPresent()),
            CredentialsMatchers.not(SYSTEM));

    /** A parameter and nothing else. */
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{?([\\w.]+)}?");

    private MarketplaceCredentials() {}

    /** @throws AbortException with a sentence for the user, if there are none that the build may use */
    public static StandardCredentials find(Run<?, ?> run, String id) throws AbortException {
        StandardCredentials credentials =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of());
        if (credentials == null) {
            throw new AbortException(
                    "There are no credentials with the id “" + PlainText.of(id, 100)
                            + "” that this build may use. Check the id, and that the credentials are in the scope of this job.");
        }
        return credentials;
    }

    /**
     * The parameter of a build that an expression such as {@code ${NAME}} names, if it is one of credentials. By such an
     * expression they are looked up as those of whoever chose them.
     */
    public static Optional<CredentialsParameterValue> parameter(Run<?, ?> run, @CheckForNull String expression) {
        Matcher parameter = PARAMETER.matcher(expression == null ? "" : expression);
        ParametersAction parameters = run.getAction(ParametersAction.class);
        return parameter.matches()
                        && parameters != null
                        && parameters.getParameter(parameter.group(1)) instanceof CredentialsParameterValue chosen
                ? Optional.of(chosen)
                : Optional.empty();
    }

    /**
     * What the credentials are now.
     *
     * @throws AbortException with a sentence for the user, if the credentials, or those that they name, can't be used
     * @throws IllegalArgumentException with a sentence for the user, if they can't be those of a principal
     */
    public static ResolvedPrincipal resolve(StandardCredentials credentials, PrincipalContext context)
            throws AbortException {
        if (credentials instanceof ApplicationCredentials application) {
            return application.resolve(context);
        }
        if (credentials instanceof StandardUsernamePasswordCredentials login) {
            String tenant = context.defaultTenant();
            if (tenant == null) {
                throw new AbortException(
                        "The credentials “" + PlainText.of(login.getId(), 100)
                                + "” don't name a tenant: set the default tenant id under Manage Jenkins → System → Azure Marketplace.");
            }
            return ResolvedPrincipal.bySecret(
                    tenant, login.getUsername(), login.getPassword().getPlainText());
        }
        Optional<PrincipalAdapter> adapter = PrincipalAdapter.of(credentials);
        if (adapter.isPresent()) {
            return adapter.get().resolve(credentials, context);
        }
        throw new AbortException("The credentials “" + PlainText.of(credentials.getId(), 100)
                + "” are of another type: those of an application for the Azure Marketplace, or a user name with"
                + " password, are needed.");
    }
}
