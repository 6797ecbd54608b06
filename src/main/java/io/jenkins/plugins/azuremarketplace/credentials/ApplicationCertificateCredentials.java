package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
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
import java.time.Instant;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An application that proves itself by a certificate, which other credentials hold. */
public final class ApplicationCertificateCredentials extends ApplicationCredentials {

    @Serial
    private static final long serialVersionUID = 1;

    private final String certificateId;

    @DataBoundConstructor
    public ApplicationCertificateCredentials(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull String tenantId,
            @CheckForNull String clientId,
            @CheckForNull String certificateId) {
        super(scope, id, description, tenantId, clientId);
        this.certificateId = PastedText.trim(certificateId);
    }

    /** The id of the credentials with the certificate and its key; empty if nothing was entered. */
    public String getCertificateId() {
        return PastedText.trim(certificateId);
    }

    @Override
    ResolvedPrincipal resolve(PrincipalContext context) throws AbortException {
        return ResolvedPrincipal.byCertificate(
                getTenantId(), getClientId(), PrincipalCertificate.find(this, getCertificateId(), context));
    }

    @Extension
    @Symbol("azureMarketplaceCertificate")
    public static final class DescriptorImpl extends ApplicationCredentialsDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ApplicationCertificateCredentials_DisplayName();
        }

        @Override
        public String getDescription() {
            return Messages.ApplicationCertificateCredentials_Description();
        }

        @POST
        public ListBoxModel doFillCertificateIdItems(
                @AncestorInPath ModelObject context, @QueryParameter String certificateId) {
            return NamedCredentialsField.mayLook(context)
                    ? NamedCredentialsField.CERTIFICATE.fill(context, certificateId)
                    : NamedCredentialsField.currentOnly(certificateId);
        }

        @POST
        public FormValidation doCheckCertificateId(@AncestorInPath ModelObject context, @QueryParameter String value) {
            if (!NamedCredentialsField.mayLook(context)) {
                return FormValidation.ok();
            }
            FormValidation check = NamedCredentialsField.CERTIFICATE.check(context, value);
            StandardCredentials found = NamedCredentialsField.find(context, value);
            return check.kind == FormValidation.Kind.OK && found instanceof StandardCertificateCredentials certificate
                    ? check(certificate)
                    : check;
        }

        private static FormValidation check(StandardCertificateCredentials credentials) {
            try {
                PrincipalCertificate certificate = PrincipalCertificate.open(credentials);
                return certificate.key().expiresSoon(Instant.now())
                        ? FormValidation.warning(Messages.ApplicationCertificateCredentials_ExpiresSoon(
                                certificate.key().notAfter()))
                        : FormValidation.ok(Messages.ApplicationCertificateCredentials_Valid(
                                certificate.key().description()));
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
