package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import okhttp3.OkHttpClient;

/** A way to the service, with the token and the sockets that all turns of a command share. */
record Connection(MarketplaceApi api, Endpoints endpoints, ServicePrincipal principal, MarketplaceClient client) {

    static Connection of(
            MarketplaceApi api, Endpoints endpoints, ServicePrincipal principal, EnvironmentProxies proxies) {
        return new Connection(
                api, endpoints, principal, MarketplaceClient.of(proxies.use(new OkHttpClient.Builder())));
    }

    /** For one turn of work. */
    Marketplace open() {
        return client.connect(api, endpoints, principal);
    }
}
