package io.jenkins.plugins.azuremarketplace.api.scripted;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.Acceptance;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.OperationLocation;
import io.jenkins.plugins.azuremarketplace.api.SubmissionList;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.entra.AccessTokens;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.operation.Operation;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.function.Executable;

/** A scripted marketplace and a scripted authority, and the client that talks to both. */
public final class Service implements AutoCloseable {

    public static final String SECRET = "s3cr3t~.Q8value";
    public static final Offer OFFER = new Offer("contoso", "contoso-offer");
    public static final String OFFER_PATH = "/api/publishers/contoso/offers/contoso-offer";
    public static final String VERSION = "?api-version=2017-10-31";
    public static final String OPERATION = OFFER_PATH + "/operations/56615b67-2185-49fe-80d2-c4ddf77bb2e8" + VERSION;

    public final ScriptedServer api = new ScriptedServer();
    public final ScriptedServer authority = new ScriptedServer();
    private final AccessTokens tokens = new AccessTokens();
    public OkHttpClient http = MarketplaceHttp.client(new OkHttpClient.Builder());

    public Service() {
        authority.on("", token("token-1"));
    }

    public static ScriptedServer.Answer token(String value) {
        return answer(200, """
                {"token_type": "Bearer", "expires_in": 3599, "access_token": "%s"}""".formatted(value));
    }

    public Endpoints endpoints() {
        return Endpoints.of(MarketplaceApi.CLOUD_PARTNER_PORTAL, api.url(), authority.url());
    }

    public ServicePrincipal principal() {
        return new ServicePrincipal("contoso.onmicrosoft.com", "11111111-2222-3333-4444-555555555555", SECRET);
    }

    public Marketplace marketplace() {
        return marketplace(endpoints());
    }

    public Marketplace marketplace(Endpoints endpoints) {
        return client().connect(MarketplaceApi.CLOUD_PARTNER_PORTAL, endpoints, principal());
    }

    public MarketplaceClient client() {
        return new MarketplaceClient(tokens, http);
    }

    /** From now on there is a token. */
    public void authenticate() throws MarketplaceException {
        client().authenticate(endpoints(), principal());
    }

    /** From now on waits for an answer less long than people do; the token is there already. */
    public void losePatience() throws MarketplaceException {
        authenticate();
        http = http.newBuilder().readTimeout(Duration.ofMillis(500)).build();
    }

    /** The location of what was accepted. */
    public OperationLocation goLive() throws MarketplaceException {
        return goLive(marketplace());
    }

    public OperationLocation goLive(Marketplace marketplace) throws MarketplaceException {
        Acceptance acceptance = marketplace.submit(marketplace.plan(OFFER, Target.LIVE));
        assertThat(acceptance.problem(), is(""));
        return acceptance.location();
    }

    /** Why what was accepted has no location. */
    public String goLiveWithoutLocation() throws MarketplaceException {
        Marketplace marketplace = marketplace();
        Acceptance acceptance = marketplace.submit(marketplace.plan(OFFER, Target.LIVE));
        assertThat(acceptance.location(), is(nullValue()));
        return acceptance.problem();
    }

    public Operation operation() throws MarketplaceException {
        return marketplace().operation(marketplace().locate(OPERATION));
    }

    public SubmissionList submissions() throws MarketplaceException {
        return marketplace().submissions(OFFER);
    }

    public static MarketplaceException failureOf(Executable call) {
        return assertThrows(MarketplaceException.class, call);
    }

    @Override
    public void close() {
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
        api.close();
        authority.close();
    }
}
