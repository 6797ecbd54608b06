package io.jenkins.plugins.azuremarketplace.configuration;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.ConflictPolicy;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The drop-downs that steps and configuration share. */
@Restricted(NoExternalUse.class)
public enum DropDown {
    API {
        @Override
        ListBoxModel choices() {
            return new ListBoxModel(
                    option(Messages.MarketplaceApi_cloudPartnerPortal(), MarketplaceApi.CLOUD_PARTNER_PORTAL.id()),
                    option(Messages.MarketplaceApi_productIngestion(), MarketplaceApi.PRODUCT_INGESTION.id()));
        }

        @Override
        String configured() {
            return MarketplaceConfiguration.get().getApi();
        }
    },

    CONFLICT_POLICY {
        @Override
        ListBoxModel choices() {
            return new ListBoxModel(
                    option(Messages.ConflictPolicy_fail(), ConflictPolicy.FAIL.word()),
                    option(Messages.ConflictPolicy_wait(), ConflictPolicy.WAIT.word()),
                    option(Messages.ConflictPolicy_attach(), ConflictPolicy.ATTACH.word()));
        }

        @Override
        String configured() {
            return MarketplaceConfiguration.get().getOnConflict();
        }
    },

    TARGET {
        @Override
        ListBoxModel choices() {
            return new ListBoxModel(
                    option(Messages.Target_live(), Target.LIVE.word()),
                    option(Messages.Target_preview(), Target.PREVIEW.word()));
        }

        @Override
        String configured() {
            return Target.LIVE.word();
        }
    };

    abstract ListBoxModel choices();

    /** What counts where nothing is chosen. */
    abstract String configured();

    private static ListBoxModel.Option option(String shown, String value) {
        return new ListBoxModel.Option(shown, value);
    }

    public ListBoxModel fill(@CheckForNull String current) {
        return includeCurrent(choices(), current);
    }

    /** The same with the default of the configuration as a choice. */
    public ListBoxModel fillWithDefault(@CheckForNull String current) {
        ListBoxModel model = choices();
        model.add(0, option(Messages.DropDown_Default(configured()), ""));
        return includeCurrent(model, current);
    }

    /** What somebody without permission gets: the form neither loses nor hides its value, and nothing else shows. */
    public ListBoxModel currentOnly(@CheckForNull String current) {
        return currentOnly(choices(), current);
    }

    static ListBoxModel currentOnly(ListBoxModel choices, @CheckForNull String current) {
        String value = Util.fixNull(current);
        choices.removeIf(option -> !option.value.equals(value));
        if (choices.isEmpty()) {
            choices.add(value.isEmpty() ? Messages.DropDown_None() : value, value);
        }
        return choices;
    }

    /** A value that is no choice (any more) shows as it is, and stays until somebody chooses another. */
    static ListBoxModel includeCurrent(ListBoxModel model, @CheckForNull String current) {
        String value = Util.fixNull(current);
        if (!value.isEmpty() && model.stream().noneMatch(option -> option.value.equals(value))) {
            int afterTheDefault = !model.isEmpty() && model.get(0).value.isEmpty() ? 1 : 0;
            model.add(afterTheDefault, option(value, value));
        }
        return model;
    }
}
