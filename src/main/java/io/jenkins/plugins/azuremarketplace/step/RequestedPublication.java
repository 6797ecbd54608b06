package io.jenkins.plugins.azuremarketplace.step;

import com.cloudbees.plugins.credentials.CredentialsParameterValue;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
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
        require(FieldChecks.checkApi(api));
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
        if (requested.service.needsPublisher() || !publisher.isEmpty()) {
            require(Offer.complaint("publisher", publisher));
        }
        require(Offer.complaint("offer", offer));
        require(FieldChecks.checkConflictPolicy(arguments.getOnConflict()));
        return requested.record(
                run,
                PublicationRequest.publish(arguments.target(), new Offer(publisher, offer))
                        .waiting(arguments.isWait())
                        .onConflict(requested.configuration.conflictPolicy(arguments.getOnConflict()))
                        .cancelOnAbort(arguments.isCancelOnAbort())
                        .notifying(emails(arguments.getNotificationEmails()))
                        .anyPreview(arguments.isAnyPreview()),
                arguments.getTimeoutMinutes(),
                credentialsId);
    }

    static PublicationRecord of(Run<?, ?> run, WaitStep step) throws AbortException {
        RequestedPublication requested = new RequestedPublication(step.getApi());
        require(FieldChecks.checkOperation(step.getOperation()));
        require(FieldChecks.checkTarget(step.getTarget()));
        return requested.record(
                run,
                PublicationRequest.watch(Target.parse(step.getTarget()).orElse(Target.LIVE), step.getOperation())
                        .cancelOnAbort(step.isCancelOnAbort()),
                step.getTimeoutMinutes(),
                step.getCredentialsId());
    }

    private PublicationRecord record(
            Run<?, ?> run,
            PublicationRequest.Builder request,
            @CheckForNull Integer timeoutMinutes,
            @CheckForNull String credentialsId)
            throws AbortException {
        if (timeoutMinutes != null) {
            require(FieldChecks.checkTimeout(String.valueOf(timeoutMinutes)));
        }
        return PublicationRecord.of(
                        request.begin(
                                MarketplaceConnector.get().clock().instant(), configuration.limit(timeoutMinutes)),
                        credentialsId,
                        service,
                        serviceNamed)
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

    private static void require(FormValidation check) throws AbortException {
        if (check.kind == FormValidation.Kind.ERROR) {
            throw new AbortException(check.getMessage());
        }
    }

    private static void require(@CheckForNull String complaint) throws AbortException {
        if (complaint != null) {
            throw new AbortException(complaint);
        }
    }
}
