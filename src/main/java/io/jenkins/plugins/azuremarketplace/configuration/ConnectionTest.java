package io.jenkins.plugins.azuremarketplace.configuration;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import io.jenkins.plugins.azuremarketplace.publication.Durations;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Tries a configuration that need not be saved: a token, and the operations of an offer. Publishes nothing. */
final class ConnectionTest {

    private static final MarketplaceClient CLIENT = ProxiedClient.create();

    /** No token from before is used. */
    private final MarketplaceClient client = CLIENT.withoutTokens();

    private final MarketplaceApi api;
    private final Endpoints endpoints;

    @CheckForNull
    private final String tenantId;

    ConnectionTest(MarketplaceApi api, Endpoints endpoints, @CheckForNull String tenantId) {
        this.api = api;
        this.endpoints = endpoints;
        this.tenantId = tenantId;
    }

    /** @param publisher nothing but a token is asked for, if this and {@code offer} are empty */
    FormValidation run(@CheckForNull String credentialsId, String publisher, String offer) {
        try {
            StandardCredentials credentials = find(credentialsId);
            if (publisher.isEmpty() && offer.isEmpty()) {
                client.authenticate(endpoints, MarketplaceCredentials.principal(credentials, tenantId));
                return FormValidation.ok(Messages.ConnectionTest_Token());
            }
            FormValidation id = FieldChecks.checkPublisher(api, publisher);
            if (id.kind == FormValidation.Kind.OK) {
                id = FieldChecks.checkId("offer", offer);
            }
            return id.kind == FormValidation.Kind.OK
                    ? describe(
                            client.connect(api, endpoints, MarketplaceCredentials.principal(credentials, tenantId)),
                            new Offer(publisher, offer))
                    : id;
        } catch (MarketplaceException e) {
            return FormValidation.error(sentence(e));
        } catch (AbortException | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static FormValidation describe(Marketplace marketplace, Offer offer) throws MarketplaceException {
        List<Submission> submissions = marketplace.submissions(offer).submissions();
        Optional<Submission> running = submissions.stream()
                .filter(submission -> !submission.status().isOver())
                .findFirst();
        Optional<Submission> newest =
                running.or(() -> submissions.stream().max(Comparator.comparing(ConnectionTest::time)));
        return FormValidation.ok(newest.map(operation -> (running.isPresent()
                        ? Messages.ConnectionTest_Running(offer, operation.type(), Durations.time(time(operation)))
                        : Messages.ConnectionTest_Over(
                                offer, operation.type(), operation.status(), Durations.time(time(operation)))))
                .orElseGet(() -> Messages.ConnectionTest_Never(offer)));
    }

    private static Instant time(Submission submission) {
        Instant changed = submission.changed();
        return changed == null ? Instant.EPOCH : changed;
    }

    private static String sentence(MarketplaceException e) {
        String details = e.getMessage();
        return switch (e.kind()) {
            case TOKEN_REFUSED -> Messages.ConnectionTest_TokenRefused(details);
            case TOKEN_UNAVAILABLE -> Messages.ConnectionTest_NoAuthority(details);
            case UNREACHABLE, NO_ANSWER -> Messages.ConnectionTest_Unreachable(details);
            case UNUSABLE, NOT_READY, NOT_THE_SERVICE -> Messages.ConnectionTest_Unusable(details);
            case STATUS ->
                switch (e.status()) {
                    case 401 -> Messages.ConnectionTest_Unauthorized(details);
                    case 403 -> Messages.ConnectionTest_Forbidden(details);
                    case 404 -> Messages.ConnectionTest_NotFound(details);
                    default -> Messages.ConnectionTest_Unusable(details);
                };
        };
    }

    private static StandardCredentials find(@CheckForNull String credentialsId) throws AbortException {
        String id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            throw new AbortException(Messages.ConnectionTest_NoCredentials());
        }
        return CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                .stream()
                .filter(credentials -> CredentialsMatchers.withId(id).matches(credentials)
                        && MarketplaceCredentials.USABLE.matches(credentials))
                .findFirst()
                .orElseThrow(
                        () -> new AbortException(Messages.ConnectionTest_NoSuchCredentials(PlainText.of(id, 100))));
    }
}
