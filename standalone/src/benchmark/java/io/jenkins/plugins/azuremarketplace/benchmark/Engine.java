package io.jenkins.plugins.azuremarketplace.benchmark;

import io.jenkins.plugins.azuremarketplace.publication.PublicationRequest;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.entra.AccessTokens;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.OkHttpClient;

/** What a controller has one of: client, tokens, poller. Connects for each look anew, as the plugin does. */
final class Engine implements AutoCloseable {

    static final String THREADS = "Azure Marketplace";

    /** The default of the plugin. */
    static final Duration LOOK_INTERVAL = Duration.ofMinutes(5);

    /** As many as the plugin has. */
    private static final int WORKERS = 6;

    private static final Duration LIMIT = Duration.ofDays(7);

    final Lateness lateness = new Lateness();
    final LongAdder lines = new LongAdder();

    private final String url;
    private final OkHttpClient http = MarketplaceHttp.client(new OkHttpClient.Builder());
    private final MarketplaceClient client;
    private PublicationPoller poller = newPoller();

    Engine(String url, Clock clock) {
        this.url = url;
        client = new MarketplaceClient(new AccessTokens(clock), http);
    }

    private static PublicationPoller newPoller() {
        return new PublicationPoller(THREADS, WORKERS, Clock.systemUTC());
    }

    Marketplace connect() {
        MarketplaceApi api = MarketplaceApi.CLOUD_PARTNER_PORTAL;
        return client.connect(
                api,
                Endpoints.of(api, url, url),
                new ServicePrincipal(
                        "11111111-2222-3333-4444-555555555555",
                        "66666666-7777-8888-9999-000000000000",
                        "s3cret-of-the-simulator"));
    }

    /** Starts that many operations, each of its own offer, and returns their locations. */
    List<String> goLive(int count) throws MarketplaceException {
        List<String> locations = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            Marketplace marketplace = connect();
            Offer offer = new Offer("contoso", "contoso-offer-" + number);
            locations.add(marketplace
                    .submit(marketplace.plan(offer, Target.LIVE))
                    .location()
                    .text());
        }
        return locations;
    }

    /** A wait that shares no string with any other one, as if it came from a disk. */
    Wait wait(String location, Duration interval) {
        String own = new String(location.toCharArray());
        return new Wait(this, new Publication(PublicationRequest.watch(Target.LIVE, own).begin(Clock.systemUTC().instant(), LIMIT)), interval);
    }

    PublicationPoller poller() {
        return poller;
    }

    /** Everything in memory is gone, but for the client. */
    void restart() {
        poller.close();
        poller = newPoller();
    }

    @Override
    public void close() {
        poller.close();
        http.connectionPool().evictAll();
    }
}
