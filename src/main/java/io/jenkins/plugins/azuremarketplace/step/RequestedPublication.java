package io.jenkins.plugins.azuremarketplace.step;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.api.Emails;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.configuration.FieldChecks;
import io.jenkins.plugins.azuremarketplace.configuration.MarketplaceConfiguration;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.time.Instant;
import java.util.List;

/**
 * Makes of arguments, with the defaults of the configuration, the record of a publication that is to begin. Whatever can't
 * be used ends in an {@link AbortException} with a sentence for the user.
 */
final class RequestedPublication {

    private final MarketplaceConfiguration configuration = MarketplaceConfiguration.get();
    private final MarketplaceApi service;
    private final boolean serviceNamed;

    private RequestedPublication(@CheckForNull String api) throws AbortException {
        FieldChecks.require(FieldChecks.checkApi(api));
        service = configuration.marketplaceApi(api);
        serviceNamed = api != null;
    }

    static PublicationRecord of(Run<?, ?> run, SubmitArguments arguments) throws AbortException {
        return of(run, arguments, arguments.getPublisher(), arguments.getOffer(), arguments.getCredentialsId());
    }

    /** The same with some arguments as they are in this build. */
    static PublicationRecord of(
            Run<?, ?> run,
            SubmitArguments arguments,
            String publisher,
            String offer,
            @CheckForNull String credentialsId)
            throws AbortException {
        RequestedPublication requested = new RequestedPublication(arguments.getApi());
        Offer wanted = FieldChecks.requireOffer(requested.service, publisher, offer);
        FieldChecks.require(FieldChecks.checkConflictPolicy(arguments.getOnConflict()));
        return requested.record(
                run,
                PublicationRequest.publish(arguments.target(), wanted)
                        .waiting(arguments.isWait())
                        .onConflict(requested.configuration.conflictPolicy(arguments.getOnConflict()))
                        .cancelOnAbort(arguments.isCancelOnAbort())
                        .notifying(emails(arguments.getNotificationEmails()))
                        .anyPreview(arguments.isAnyPreview())
                        .dryRun(arguments.isDryRun()),
                arguments.getTimeoutMinutes(),
                credentialsId);
    }

    static PublicationRecord of(Run<?, ?> run, WaitStep step) throws AbortException {
        RequestedPublication requested = new RequestedPublication(step.getApi());
        FieldChecks.require(FieldChecks.checkOperation(step.getOperation()));
        FieldChecks.require(FieldChecks.checkTarget(step.getTarget()));
        return requested.record(
                run,
                PublicationRequest.watch(Target.parse(step.getTarget()).orElse(Target.LIVE), step.getOperation())
                        .cancelOnAbort(step.isCancelOnAbort()),
                step.getTimeoutMinutes(),
                step.getCredentialsId());
    }

    static PublicationRecord of(Run<?, ?> run, CancelStep step) throws AbortException {
        RequestedPublication requested = new RequestedPublication(step.getApi());
        FieldChecks.require(FieldChecks.checkOperation(step.getOperation()));
        return requested.record(
                run, PublicationRequest.cancel(step.getOperation(), step.isWait(), now()), step.getCredentialsId());
    }

    private PublicationRecord record(
            Run<?, ?> run,
            PublicationRequest.Builder request,
            @CheckForNull Integer timeoutMinutes,
            @CheckForNull String credentialsId)
            throws AbortException {
        if (timeoutMinutes != null) {
            FieldChecks.require(FieldChecks.checkTimeout(String.valueOf(timeoutMinutes)));
        }
        return record(run, request.begin(now(), configuration.limit(timeoutMinutes)), credentialsId);
    }

    private static Instant now() {
        return MarketplaceConnector.get().clock().instant();
    }

    private PublicationRecord record(Run<?, ?> run, PublicationRequest request, @CheckForNull String credentialsId) {
        return PublicationRecord.of(request, credentialsId, service, serviceNamed)
                .withChosenCredentials(MarketplaceCredentials.parameter(run, credentialsId)
                        .map(CredentialsParameterValue::getValue)
                        .map(Util::fixEmptyAndTrim)
                        .orElse(null));
    }

    private static List<String> emails(@CheckForNull String list) throws AbortException {
        try {
            return Emails.parse(list);
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
