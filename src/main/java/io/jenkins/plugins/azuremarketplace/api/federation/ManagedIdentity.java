package io.jenkins.plugins.azuremarketplace.api.federation;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.error.ErrorReasons;
import io.jenkins.plugins.azuremarketplace.api.error.Reasons;
import io.jenkins.plugins.azuremarketplace.api.http.HttpAnswer;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.http.NetworkFailure;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PastedText;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * A user-assigned managed identity of this machine, which is a federated credential of the application. It is the identity of
 * the machine and open to whatever runs there: to use it is an administrator's decision, never a job author's.
 *
 * <p>Whether a managed identity by itself can be a user of a publisher account is not known publicly, so that it serves to
 * prove the application alone, which stays the user.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token">Tokens on a
 *     virtual machine</a>
 * @see <a
 *     href="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity">An
 *     application that trusts a managed identity</a>
 */
public final class ManagedIdentity implements AssertionProvider {

    /** The endpoint is on this machine or next to it, so that no proxy leads there, and no machine of Azure waits for it. */
    private static final OkHttpClient HTTP = MarketplaceHttp.client(new OkHttpClient.Builder().proxy(Proxy.NO_PROXY))
            .newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .callTimeout(Duration.ofSeconds(20))
            .build();

    private final IdentityEndpoint endpoint;
    private final String clientId;
    private final String audience;

    private ManagedIdentity(IdentityEndpoint endpoint, String clientId, String audience) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.audience = audience;
    }

    /**
     * @param environment the value of an environment variable of this process, or null: they tell where tokens are to be had
     * @param clientId of the identity, a GUID; null or empty for the only one that this machine has
     * @param audience for whom tokens are made, see {@link FederationAudience}
     * @throws IllegalArgumentException with a sentence for the user, if there can be no such identity here
     */
    public static ManagedIdentity of(
            UnaryOperator<String> environment, @CheckForNull String clientId, String audience) {
        String id = PastedText.trim(clientId);
        if (!id.matches("[A-Za-z0-9-]{0,100}")) {
            throw new IllegalArgumentException("The client id “" + PlainText.of(id, 60)
                    + "” of the managed identity is not valid: a GUID is expected.");
        }
        return new ManagedIdentity(IdentityEndpoint.of(environment), id, audience);
    }

    /**
     * One request. What passes by itself, such as an identity that is being assigned, is left to the caller's next attempt.
     */
    @Override
    public String assertion(@CheckForNull Duration limit) throws MarketplaceException {
        Call call = HTTP.newCall(endpoint.request(audience, clientId));
        MarketplaceHttp.limit(call, limit);
        HttpAnswer answer;
        try (Response response = call.execute()) {
            answer = HttpAnswer.read(response);
        } catch (IOException e) {
            throw new MarketplaceException(
                    Kind.TOKEN_UNAVAILABLE,
                    "No token of the managed identity: " + endpoint.url().host() + " did not answer ("
                            + NetworkFailure.describe(e) + "). Is this a machine or an app of Azure that has one?",
                    e);
        }
        String token = Json.text(Json.parse(answer.body()), "access_token");
        if (!answer.isSuccess() || token.isEmpty()) {
            throw refusal(answer);
        }
        return token;
    }

    private MarketplaceException refusal(HttpAnswer answer) {
        JsonNode body = Json.parse(answer.body());
        String described = ErrorReasons.plain(Json.text(body, "error_description"), this::hide);
        List<String> reasons =
                described.isEmpty() ? ErrorReasons.of(answer.body(), this::hide) : Reasons.bounded(List.of(described));
        boolean passing =
                switch (answer.status()) {
                    case 404, 408, 410, 425, 429 -> true;
                    default -> answer.status() >= 500 || answer.isSuccess();
                };
        String what = answer.isSuccess() ? "an answer without a token" : "it answered " + answer.status();
        return new MarketplaceException(
                passing ? Kind.TOKEN_UNAVAILABLE : Kind.TOKEN_REFUSED,
                "No token of the managed identity from " + endpoint.url().host() + ": " + what
                        + (reasons.isEmpty() || answer.isSuccess() ? "." : ". " + Reasons.sentences(reasons))
                        + (passing
                                ? " That may pass by itself."
                                : " Check that the user-assigned identity is assigned to this machine, and its client id."),
                answer.status(),
                ErrorReasons.code(body, this::hide),
                answer.isSuccess() ? List.of() : reasons,
                answer.retryAfter(),
                null);
    }

    private String hide(String text) {
        return endpoint.hide(text);
    }

    /** Tells it from other providers. */
    public String identity() {
        return "managed identity " + clientId + " for " + audience + " from " + endpoint.url();
    }

    @Override
    public String toString() {
        return "ManagedIdentity[" + identity() + "]";
    }
}
