package io.jenkins.plugins.azuremarketplace.configuration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.springframework.security.core.Authentication;

/** The field of a form that names credentials: its check and its choices, as the look-up of a build will see them. */
@Restricted(NoExternalUse.class)
public final class CredentialsField {

    private CredentialsField() {}

    public static FormValidation check(@CheckForNull Item item, @CheckForNull String value) {
        String id = Util.fixEmptyAndTrim(value);
        if (FieldChecks.isExpression(id)) {
            return FormValidation.ok();
        }
        if (id == null) {
            return item == null || MarketplaceConfiguration.get().getCredentialsId() != null
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.CredentialsField_NoDefaultCredentials());
        }
        StandardCredentials found = find(item, id);
        if (found == null || MarketplaceCredentials.SYSTEM.matches(found)) {
            // They may be a parameter of the build, or those of a folder.
            return FormValidation.warning(Messages.CredentialsField_NoSuchCredentials());
        }
        return MarketplaceCredentials.USABLE.matches(found)
                ? FormValidation.ok()
                : FormValidation.error(Messages.CredentialsField_OtherCredentials());
    }

    /** What somebody without permission gets: the form neither loses nor hides its value, and nothing else shows. */
    public static ListBoxModel currentOnly(@CheckForNull String current) {
        return DropDown.currentOnly(new ListBoxModel(), current);
    }

    /** @param item null for the system configuration */
    public static ListBoxModel fill(@CheckForNull Item item, @CheckForNull String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        String byDefault = MarketplaceConfiguration.get().getCredentialsId();
        model.add(
                item == null || byDefault == null ? Messages.DropDown_None() : Messages.DropDown_Default(byDefault),
                "");
        return DropDown.includeCurrent(includeUsable(model, item), current);
    }

    private static StandardListBoxModel includeUsable(StandardListBoxModel model, @CheckForNull Item item) {
        if (item == null) {
            model.includeMatchingAs(
                    ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), MarketplaceCredentials.USABLE);
        } else {
            for (Authentication who : lookedUpAs(item)) {
                model.includeMatchingAs(who, item, StandardCredentials.class, List.of(), MarketplaceCredentials.USABLE);
            }
        }
        return model;
    }

    @CheckForNull
    private static StandardCredentials find(@CheckForNull Item item, String id) {
        if (item == null) {
            return CredentialsProvider.findCredentialByIdInItemGroup(
                    id, StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
        }
        return lookedUpAs(item).stream()
                .map(who -> CredentialsProvider.findCredentialByIdInItem(
                        id, StandardCredentials.class, item, who, List.of()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** As the look-up for a build does it: whoever its builds run as, and the system, if that one may use the job's. */
    private static List<Authentication> lookedUpAs(Item item) {
        Authentication who = item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
        return !ACL.SYSTEM2.equals(who) && item.hasPermission2(who, CredentialsProvider.USE_ITEM)
                ? List.of(who, ACL.SYSTEM2)
                : List.of(who);
    }
}
