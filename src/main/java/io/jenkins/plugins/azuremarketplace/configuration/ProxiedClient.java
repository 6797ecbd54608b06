package io.jenkins.plugins.azuremarketplace.configuration;

import io.jenkins.plugins.azuremarketplace.api.client.MarketplaceClient;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import okhttp3.OkHttpClient;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The way to the services through the proxy of Jenkins, as it is configured at each request. */
@Restricted(NoExternalUse.class)
public final class ProxiedClient {

    private ProxiedClient() {}

    /** One with tokens and sockets of its own. */
    public static MarketplaceClient create() {
        return MarketplaceClient.of(JenkinsOkHttpClient.newClientBuilder(new OkHttpClient()));
    }
}
