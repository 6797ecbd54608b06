package io.jenkins.plugins.azuremarketplace.configuration;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.Emails;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What is typed, checked: for forms, for configuration as code and for the arguments of steps. */
@Restricted(NoExternalUse.class)
public final class FieldChecks {

    private FieldChecks() {}

    /** Whether a user may see which credentials there are; without an item only an administrator may. */
    public static boolean mayLook(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    public static FormValidation checkId(String word, @CheckForNull String value) {
        String id = Util.fixNull(value).trim();
        if (isExpression(value) || Offer.complaint(word, id) == null) {
            return FormValidation.ok();
        }
        boolean publisher = word.equals("publisher");
        if (id.isEmpty()) {
            return FormValidation.error(
                    publisher ? Messages.FieldChecks_NoPublisher() : Messages.FieldChecks_NoOffer());
        }
        String shown = PlainText.of(id, 60);
        return FormValidation.error(
                publisher ? Messages.FieldChecks_Publisher(shown) : Messages.FieldChecks_Offer(shown));
    }

    public static FormValidation checkOperation(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null
                ? FormValidation.error(Messages.FieldChecks_NoOperation())
                : FormValidation.ok();
    }

    /** An API whose principal's account decides about the publisher needs none. */
    public static FormValidation checkPublisher(MarketplaceApi api, @CheckForNull String value) {
        return !api.needsPublisher() && Util.fixEmptyAndTrim(value) == null
                ? FormValidation.ok()
                : checkId("publisher", value);
    }

    /** @param api as it is typed beside the publisher; empty for the default of the configuration */
    public static FormValidation checkPublisher(@CheckForNull String api, @CheckForNull String value) {
        try {
            return checkPublisher(MarketplaceConfiguration.get().marketplaceApi(Util.fixEmptyAndTrim(api)), value);
        } catch (AbortException e) {
            // That is for the field of the API to tell.
            return FormValidation.ok();
        }
    }

    public static FormValidation checkApi(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null
                        || MarketplaceApi.parse(value.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.FieldChecks_Api(PlainText.of(value, 60)));
    }

    public static FormValidation checkVersion(@CheckForNull String value) {
        return Endpoints.versionComplaint(value) == null
                ? FormValidation.ok()
                : FormValidation.error(Messages.FieldChecks_Version(PlainText.of(value, 60)));
    }

    public static FormValidation checkScope(@CheckForNull String value) {
        return Endpoints.scopeComplaint(value) == null
                ? FormValidation.ok()
                : FormValidation.error(Messages.FieldChecks_Scope(shown(value)));
    }

    public static FormValidation checkUrl(String word, @CheckForNull String value) {
        String url = Util.fixEmptyAndTrim(value);
        if (url == null) {
            return FormValidation.ok();
        }
        try {
            Endpoints.base(word, url);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.FieldChecks_Url(shown(url)));
        }
    }

    /** Without what could be a password. */
    private static String shown(String url) {
        return PlainText.of(url.replaceFirst("(?s)//.*@", "//****@"), 200);
    }

    public static FormValidation checkTenant(@CheckForNull String value) {
        String tenant = PastedText.trim(value);
        return tenant.isEmpty() || ServicePrincipal.complaint("tenant", tenant) == null
                ? FormValidation.ok()
                : FormValidation.error(Messages.FieldChecks_Tenant(PlainText.of(tenant, 100)));
    }

    public static FormValidation checkPollInterval(@CheckForNull String value) {
        return checkNumber(value, 3600, Messages.FieldChecks_PollInterval());
    }

    public static FormValidation checkTimeout(@CheckForNull String value) {
        return checkNumber(value, PollSchedule.LONGEST_LIMIT.toMinutes(), Messages.FieldChecks_Timeout());
    }

    public static FormValidation checkConflictPolicy(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null
                        || ConflictPolicy.parse(value.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.FieldChecks_ConflictPolicy(PlainText.of(value, 60)));
    }

    public static FormValidation checkTarget(@CheckForNull String value) {
        return Util.fixEmptyAndTrim(value) == null || Target.parse(value.trim()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.FieldChecks_Target(PlainText.of(value, 60)));
    }

    public static FormValidation checkEmails(@CheckForNull String value) {
        if (isExpression(value)) {
            return FormValidation.ok();
        }
        try {
            Emails.parse(value);
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(Messages.FieldChecks_Emails(PlainText.of(value, 100)));
        }
    }

    /** @throws AbortException with the sentence of a check that failed */
    public static void require(FormValidation check) throws AbortException {
        if (check.kind == FormValidation.Kind.ERROR) {
            throw new AbortException(check.getMessage());
        }
    }

    /** @throws AbortException with the sentence, if there is one */
    public static void require(@CheckForNull String complaint) throws AbortException {
        if (complaint != null) {
            throw new AbortException(complaint);
        }
    }

    /** @throws AbortException with a sentence for the user, if they are not the ids of a publisher and an offer */
    public static Offer requireOffer(MarketplaceApi service, String publisher, String offer) throws AbortException {
        if (service.needsPublisher() || !publisher.isEmpty()) {
            require(Offer.complaint("publisher", publisher));
        }
        require(Offer.complaint("offer", offer));
        return new Offer(publisher, offer);
    }

    /** Whether a value is made at run time, so that it can't be checked in a form. */
    public static boolean isExpression(@CheckForNull String value) {
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
}
