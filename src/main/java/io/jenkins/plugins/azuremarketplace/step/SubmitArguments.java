package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Target;

/** What a step and a build step that publish are told alike. Null stands for the default of the configuration. */
interface SubmitArguments {

    Target target();

    String getPublisher();

    String getOffer();

    @CheckForNull
    String getCredentialsId();

    boolean isWait();

    @CheckForNull
    Integer getTimeoutMinutes();

    @CheckForNull
    String getOnConflict();

    boolean isCancelOnAbort();

    @CheckForNull
    String getApi();

    boolean isDryRun();

    /** Addresses separated by commas; null for nobody. */
    @CheckForNull
    default String getNotificationEmails() {
        return null;
    }

    default boolean isAnyPreview() {
        return false;
    }
}
