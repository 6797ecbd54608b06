package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.model.ModelObject;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.io.Serial;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * An application that proves itself by a token of another issuer, which other credentials yield: text, or a file. They are
 * asked with the build at each request for a token, so that a token that is made for the build is about that build.
 */
public final class FederatedTokenCredentials extends ApplicationCredentials {

    @Serial
    private static final long serialVersionUID = 1;

    private final String tokenId;

    @DataBoundConstructor
    public FederatedTokenCredentials(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String tenantId,
            @CheckForNull String clientId,
            @CheckForNull String tokenId) {
        super(scope, id, description, tenantId, clientId);
        this.tokenId = PastedText.trim(tokenId);
    }

    /** The id of the credentials that yield the token; empty if nothing was entered. */
    public String getTokenId() {
        return PastedText.trim(tokenId);
    }

    @Override
    ResolvedPrincipal resolve(PrincipalContext context) throws AbortException {
        NamedToken token = new NamedToken(this, getTokenId(), context.run());
        StandardCredentials now = token.find();
        return ResolvedPrincipal.byAssertion(
                getTenantId(),
                getClientId(),
                "token “" + getTokenId() + "” of “" + getId() + "” for " + context.identity(),
                token,
                List.of(now));
    }

    @Extension
    @Symbol("azureMarketplaceFederatedToken")
    public static final class DescriptorImpl extends ApplicationCredentialsDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FederatedTokenCredentials_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.FederatedTokenCredentials_Description();
        }

        @POST
        public ListBoxModel doFillTokenIdItems(@AncestorInPath ModelObject context, @QueryParameter String tokenId) {
            return NamedCredentialsField.mayLook(context)
                    ? NamedCredentialsField.TOKEN.fill(context, tokenId)
                    : NamedCredentialsField.currentOnly(tokenId);
        }

        @POST
        public FormValidation doCheckTokenId(@AncestorInPath ModelObject context, @QueryParameter String value) {
            return NamedCredentialsField.mayLook(context)
                    ? NamedCredentialsField.TOKEN.check(context, value)
                    : FormValidation.ok();
        }
    }
}
