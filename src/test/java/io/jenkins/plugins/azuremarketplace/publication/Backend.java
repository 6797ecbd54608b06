package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.util.function.Supplier;

/** The services that every promise about publications holds for. */
enum Backend {
    CLOUD_PARTNER_PORTAL(MarketplaceApi.CLOUD_PARTNER_PORTAL, PortalSimulator::start),
    PRODUCT_INGESTION(MarketplaceApi.PRODUCT_INGESTION, IngestionSimulator::start);

    final MarketplaceApi api;
    private final Supplier<ServiceSimulator> simulator;

    Backend(MarketplaceApi api, Supplier<ServiceSimulator> simulator) {
        this.api = api;
        this.simulator = simulator;
    }

    ServiceSimulator start() {
        return simulator.get();
    }
}
