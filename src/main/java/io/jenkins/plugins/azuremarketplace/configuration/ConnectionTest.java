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
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Submission;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.federation.FederatedToken;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import io.jenkins.plugins.azuremarketplace.credentials.MarketplaceCredentials;
import io.jenkins.plugins.azuremarketplace.credentials.PrincipalCertificate;
import io.jenkins.plugins.azuremarketplace.credentials.PrincipalContext;
import io.jenkins.plugins.azuremarketplace.credentials.ResolvedPrincipal;
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
    private final PrincipalContext context;

    /** @param authority the URL that is in the endpoints */
    ConnectionTest(MarketplaceApi api, Endpoints endpoints, String authority, @CheckForNull String tenantId) {
        this.api = api;
        this.endpoints = endpoints;
        this.context = new PrincipalContext(null, tenantId, authority);
    }

    /** @param publisher nothing but a token is asked for, if this and {@code offer} are empty */
    FormValidation run(@CheckForNull String credentialsId, String publisher, String offer) {
        boolean tokenAlone = publisher.isEmpty() && offer.isEmpty();
        ResolvedPrincipal resolved;
        try {
            resolved = MarketplaceCredentials.resolve(find(credentialsId), context);
        } catch (AbortException | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
        FormValidation ids = tokenAlone ? FormValidation.ok() : checkIds(publisher, offer);
        if (ids.kind != FormValidation.Kind.OK) {
            return ids;
        }
        try {
            return ok(tokenAlone ? token(resolved) : describe(resolved, new Offer(publisher, offer)), resolved);
        } catch (MarketplaceException e) {
            boolean boundToBuilds =
                    e.kind() == MarketplaceException.Kind.TOKEN_REFUSED && isOfOtherCredentials(resolved);
            return FormValidation.error(
                    sentence(e) + (boundToBuilds ? " " + Messages.ConnectionTest_OtherSubject() : ""));
        }
    }

    private FormValidation checkIds(String publisher, String offer) {
        FormValidation id = FieldChecks.checkPublisher(api, publisher);
        return id.kind == FormValidation.Kind.OK ? FieldChecks.checkId("offer", offer) : id;
    }

    /** With what was presented, since that is what must be entered in Entra ID, and with what is amiss. */
    private static FormValidation ok(String sentence, ResolvedPrincipal resolved) throws MarketplaceException {
        Optional<FederatedToken> token = resolved.presented();
        String presented = token.map(it -> " "
                        + Messages.ConnectionTest_Presented(it.issuer(), it.subject(), it.audience())
                        + (isOfOtherCredentials(resolved) ? " " + Messages.ConnectionTest_OtherSubject() : ""))
                .orElse("");
        PrincipalCertificate certificate = resolved.certificate();
        return certificate != null && certificate.key().expiresSoon(Instant.now())
                ? FormValidation.warning(sentence + " "
                        + Messages.ConnectionTest_ExpiresSoon(certificate.key().notAfter()))
                : FormValidation.ok(sentence + presented);
    }

    /** Whether other credentials yield the token, which may be another one for each build. */
    private static boolean isOfOtherCredentials(ResolvedPrincipal resolved) {
        return resolved.assertions() != null && !resolved.named().isEmpty();
    }

    private String token(ResolvedPrincipal resolved) throws MarketplaceException {
        client.authenticate(endpoints, resolved.principal());
        return Messages.ConnectionTest_Token();
    }

    private String describe(ResolvedPrincipal resolved, Offer offer) throws MarketplaceException {
        List<Submission> submissions = client.connect(api, endpoints, resolved.principal())
                .submissions(offer)
                .submissions();
        Optional<Submission> running = submissions.stream()
                .filter(submission -> !submission.status().isOver())
                .findFirst();
        Optional<Submission> newest =
                running.or(() -> submissions.stream().max(Comparator.comparing(ConnectionTest::time)));
        return newest.map(operation -> running.isPresent()
                        ? Messages.ConnectionTest_Running(offer, operation.type(), Durations.time(time(operation)))
                        : Messages.ConnectionTest_Over(
                                offer, operation.type(), operation.status(), Durations.time(time(operation))))
                .orElseGet(() -> Messages.ConnectionTest_Never(offer));
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
