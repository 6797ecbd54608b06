package io.jenkins.plugins.azuremarketplace.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModelObject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/** The field of a credentials form that names other credentials: its check and its choices, from where the form is. */
enum NamedCredentialsField {
    CERTIFICATE(CredentialsMatchers.instanceOf(StandardCertificateCredentials.class)),

    TOKEN(CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StringCredentials.class),
            CredentialsMatchers.instanceOf(FileCredentials.class)));

    private final CredentialsMatcher usable;

    NamedCredentialsField(CredentialsMatcher type) {
        this.usable = CredentialsMatchers.allOf(type, CredentialsMatchers.not(MarketplaceCredentials.SYSTEM));
    }

    /** Whether a user may see which credentials can be named here: those of the folder or of the system, or the own ones. */
    static boolean mayLook(@CheckForNull ModelObject context) {
        if (context instanceof Item item) {
            return item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        }
        return context instanceof User user
                ? user.equals(User.current())
                : Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    FormValidation check(@CheckForNull ModelObject context, @CheckForNull String value) {
        if (PastedText.trim(value).isEmpty()) {
            return FormValidation.error(Messages.NamedCredentialsField_None());
        }
        StandardCredentials found = find(context, value);
        if (found == null || MarketplaceCredentials.SYSTEM.matches(found)) {
            // They may be added later.
            return FormValidation.warning(Messages.NamedCredentialsField_NotFound());
        }
        return usable.matches(found)
                ? FormValidation.ok()
                : FormValidation.error(Messages.NamedCredentialsField_OfAnotherType());
    }

    ListBoxModel fill(@CheckForNull ModelObject context, @CheckForNull String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        model.includeEmptyValue();
        model.includeMatchingAs(who(context), group(context), StandardCredentials.class, List.of(), usable);
        return model.includeCurrentValue(PastedText.trim(current));
    }

    /** What somebody without permission gets: the form does not lose its value, and nothing else shows. */
    static ListBoxModel currentOnly(@CheckForNull String current) {
        return new StandardListBoxModel().includeCurrentValue(PastedText.trim(current));
    }

    @CheckForNull
    static StandardCredentials find(@CheckForNull ModelObject context, @CheckForNull String id) {
        return CredentialsProvider.findCredentialByIdInItemGroup(
                PastedText.trim(id), StandardCredentials.class, group(context), who(context), List.of());
    }

    private static ItemGroup<?> group(@CheckForNull ModelObject context) {
        if (context instanceof ItemGroup<?> group) {
            return group;
        }
        return context instanceof Item item ? item.getParent() : Jenkins.get();
    }

    private static Authentication who(@CheckForNull ModelObject context) {
        return context instanceof User ? Jenkins.getAuthentication2() : ACL.SYSTEM2;
    }
}
