package io.jenkins.plugins.azuremarketplace;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.credentials.ServicePrincipalCredentials;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Checks and drop-downs that steps, build step and configuration share, each with its permission guard. */
final class MarketplaceFields {

    /** Builds never see these; the configuration, which is seen from the root, does. */
    private static final CredentialsMatcher SYSTEM = CredentialsMatchers.withScope(CredentialsScope.SYSTEM);

    /** What can be used; the same for drop-down, check and look-up. */
    static final CredentialsMatcher USABLE = CredentialsMatchers.allOf(
            CredentialsMatchers.anyOf(
                    CredentialsMatchers.instanceOf(ServicePrincipalCredentials.class),
                    CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)),
            CredentialsMatchers.not(SYSTEM));

    private MarketplaceFields() {}

    /** Whether a user may see which credentials there are; without an item only an administrator may. */
    static boolean mayLook(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    static FormValidation checkId(String word, @CheckForNull String value) {
        String id = Util.fixNull(value).trim();
        if (isExpression(value) || Offer.complaint(word, id) == null) {
            return FormValidation.ok();
        }
        boolean publisher = word.equals("publisher");
        if (id.isEmpty()) {
            return FormValidation.error(
                    publisher ? Messages.MarketplaceFields_NoPublisher() : Messages.MarketplaceFields_NoOffer());
        }
        String shown = PlainText.of(id, 60);
        return FormValidation.error(
                publisher ? Messages.MarketplaceFields_Publisher(shown) : Messages.MarketplaceFields_Offer(shown));
    }

    static FormValidation checkOperation(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null
                ? FormValidation.error(Messages.MarketplaceFields_NoOperation())
                : FormValidation.ok();
    }

    /** An API whose principal's account decides about the publisher needs none. */
    static FormValidation checkPublisher(MarketplaceApi api, @CheckForNull String value) {
        return !api.needsPublisher() && Util.fixEmptyAndTrim(value) == null
                ? FormValidation.ok()
                : checkId("publisher", value);
    }

    /** @param api as it is typed beside the publisher; empty for the default of the configuration */
    static FormValidation checkPublisher(@CheckForNull String api, @CheckForNull String value) {
        try {
            return checkPublisher(MarketplaceConfiguration.get().marketplaceApi(Util.fixEmptyAndTrim(api)), value);
        } catch (AbortException e) {
            // That is for the field of the API to tell.
            return FormValidation.ok();
        }
    }

    static FormValidation checkApi(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null
                        || MarketplaceApi.parse(value.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.MarketplaceFields_Api(PlainText.of(value, 60)));
    }

    static FormValidation checkVersion(@CheckForNull String value) {
        return Endpoints.versionComplaint(value) == null
                ? FormValidation.ok()
                : FormValidation.error(Messages.MarketplaceFields_Version(PlainText.of(value, 60)));
    }

    static FormValidation checkScope(@CheckForNull String value) {
        return Endpoints.scopeComplaint(value) == null
                ? FormValidation.ok()
                : FormValidation.error(Messages.MarketplaceFields_Scope(shown(value)));
    }

    static FormValidation checkUrl(String word, @CheckForNull String value) {
        String url = Util.fixEmptyAndTrim(value);
        if (url == null) {
            return FormValidation.ok();
        }
        try {
            Endpoints.base(word, url);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.MarketplaceFields_Url(shown(url)));
        }
    }

    /** Without what could be a password. */
    private static String shown(String url) {
        return PlainText.of(url.replaceFirst("(?s)//.*@", "//****@"), 200);
    }

    static FormValidation checkTenant(@CheckForNull String value) {
        String tenant = PastedText.trim(value);
        return tenant.isEmpty() || ServicePrincipal.complaint("tenant", tenant) == null
                ? FormValidation.ok()
                : FormValidation.error(Messages.MarketplaceFields_Tenant(PlainText.of(tenant, 100)));
    }

    static FormValidation checkPollInterval(@CheckForNull String value) {
        return checkNumber(value, 3600, Messages.MarketplaceFields_PollInterval());
    }

    static FormValidation checkTimeout(@CheckForNull String value) {
        return checkNumber(value, PollSchedule.LONGEST_LIMIT.toMinutes(), Messages.MarketplaceFields_Timeout());
    }

    static FormValidation checkConflictPolicy(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null
                        || ConflictPolicy.parse(value.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.MarketplaceFields_ConflictPolicy(PlainText.of(value, 60)));
    }

    static FormValidation checkCredentials(@CheckForNull Item item, @CheckForNull String value) {
        String id = Util.fixEmptyAndTrim(value);
        if (isExpression(id)) {
            return FormValidation.ok();
        }
        if (id == null) {
            return item == null || MarketplaceConfiguration.get().getCredentialsId() != null
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.MarketplaceFields_NoDefaultCredentials());
        }
        StandardCredentials found = find(item, id);
        if (found == null || SYSTEM.matches(found)) {
            // They may be a parameter of the build, or those of a folder.
            return FormValidation.warning(Messages.MarketplaceFields_NoSuchCredentials());
        }
        return USABLE.matches(found)
                ? FormValidation.ok()
                : FormValidation.error(Messages.MarketplaceFields_OtherCredentials());
    }

    /** What somebody without permission gets: the form neither loses nor hides its value, and nothing else shows. */
    static ListBoxModel currentCredentials(@CheckForNull String current) {
        return currentOnly(new ListBoxModel(), current);
    }

    /** So with the API. */
    static ListBoxModel currentApi(@CheckForNull String current) {
        return currentOnly(apis(), current);
    }

    /** So with the conflict policy. */
    static ListBoxModel currentConflictPolicy(@CheckForNull String current) {
        return currentOnly(conflictPolicies(), current);
    }

    private static ListBoxModel currentOnly(ListBoxModel choices, @CheckForNull String current) {
        String value = Util.fixNull(current);
        choices.removeIf(option -> !option.value.equals(value));
        if (choices.isEmpty()) {
            choices.add(value.isEmpty() ? Messages.MarketplaceFields_None() : value, value);
        }
        return choices;
    }

    /** A value that is no choice (any more) shows as it is, and stays until somebody chooses another. */
    private static ListBoxModel includeCurrent(ListBoxModel model, @CheckForNull String current) {
        String value = Util.fixNull(current);
        if (!value.isEmpty() && model.stream().noneMatch(option -> option.value.equals(value))) {
            int afterTheDefault = !model.isEmpty() && model.get(0).value.isEmpty() ? 1 : 0;
            model.add(afterTheDefault, new ListBoxModel.Option(value, value));
        }
        return model;
    }

    /** @param item null for the system configuration */
    static ListBoxModel fillCredentials(@CheckForNull Item item, @CheckForNull String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        String byDefault = MarketplaceConfiguration.get().getCredentialsId();
        model.add(
                item == null || byDefault == null
                        ? Messages.MarketplaceFields_None()
                        : Messages.MarketplaceFields_DefaultCredentials(byDefault),
                "");
        return includeCurrent(includeUsable(model, item), current);
    }

    /** @param byDefault whether the default of the configuration is a choice */
    static ListBoxModel fillApis(boolean byDefault, @CheckForNull String current) {
        ListBoxModel model = new ListBoxModel();
        if (byDefault) {
            model.add(
                    Messages.MarketplaceFields_DefaultApi(
                            MarketplaceConfiguration.get().getApi()),
                    "");
        }
        model.addAll(apis());
        return includeCurrent(model, current);
    }

    private static ListBoxModel apis() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.MarketplaceApi_cloudPartnerPortal(), MarketplaceApi.CLOUD_PARTNER_PORTAL.id());
        model.add(Messages.MarketplaceApi_productIngestion(), MarketplaceApi.PRODUCT_INGESTION.id());
        return model;
    }

    /** @param byDefault whether the default of the configuration is a choice */
    static ListBoxModel fillConflictPolicies(boolean byDefault, @CheckForNull String current) {
        ListBoxModel model = new ListBoxModel();
        if (byDefault) {
            model.add(
                    Messages.MarketplaceFields_DefaultConflictPolicy(
                            MarketplaceConfiguration.get().getOnConflict()),
                    "");
        }
        model.addAll(conflictPolicies());
        return includeCurrent(model, current);
    }

    private static ListBoxModel conflictPolicies() {
        ListBoxModel model = new ListBoxModel();
        model.add(Messages.ConflictPolicy_fail(), ConflictPolicy.FAIL.word());
        model.add(Messages.ConflictPolicy_wait(), ConflictPolicy.WAIT.word());
        model.add(Messages.ConflictPolicy_attach(), ConflictPolicy.ATTACH.word());
        return model;
    }

    /** Whether a value is made at run time, so that it can't be checked in a form. */
    static boolean isExpression(@CheckForNull String value) {
        return value != null && (value.contains("$") || value.matches("\\s*(params|env)\\..*"));
    }

    private static FormValidation checkNumber(@CheckForNull String value, long largest, String complaint) {
        String number = Util.fixEmptyAndTrim(value);
        if (number == null) {
            return FormValidation.ok();
        }
        boolean good = number.matches("\\d{1,9}") && Long.parseLong(number) >= 1 && Long.parseLong(number) <= largest;
        return good ? FormValidation.ok() : FormValidation.error(complaint);
    }

    private static StandardListBoxModel includeUsable(StandardListBoxModel model, @CheckForNull Item item) {
        if (item == null) {
            model.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), USABLE);
        } else {
            for (Authentication who : lookedUpAs(item)) {
                model.includeMatchingAs(who, item, StandardCredentials.class, List.of(), USABLE);
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
