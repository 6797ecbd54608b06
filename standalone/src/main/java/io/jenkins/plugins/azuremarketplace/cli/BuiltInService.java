package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A simulated service in this very process, to try the commands without an account. */
final class BuiltInService implements AutoCloseable {

    static final String PUBLISHER = "contoso";
    static final String OFFER = "contoso-offer";
    static final String TENANT = "contoso.onmicrosoft.com";
    static final String CLIENT = "11111111-2222-3333-4444-555555555555";

    /** Opens nothing but this simulator. */
    static final String SECRET = "s3cret-of-the-simulator";

    private final ServiceSimulator simulator;

    private BuiltInService(ServiceSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * @param port 0 for any that is free
     * @throws UnusableArguments if the port can't be used
     */
    static BuiltInService start(MarketplaceApi api, int port, Duration publicationTakes) {
        try {
            ServiceSimulator simulator = switch (api) {
                case CLOUD_PARTNER_PORTAL -> PortalSimulator.start(port);
                case PRODUCT_INGESTION -> IngestionSimulator.start(port);
            };
            simulator.secret(SECRET);
            simulator.publicationTakes(publicationTakes);
            return new BuiltInService(simulator);
        } catch (UncheckedIOException e) {
            throw new UnusableArguments(
                    "The simulator can't use port " + port + ": " + e.getCause().getMessage() + ".");
        }
    }

    /** Brings the offer where a go-live is the next thing to do: something is live, and something else in preview. */
    void readyToGoLive(Offer offer) {
        if (simulator instanceof PortalSimulator portal) {
            portal.formerlyLive(offer.publisher(), offer.id());
            portal.previewInSignoff(offer.publisher(), offer.id());
        }
    }

    String endpoint() {
        return simulator.endpoint().toString();
    }

    String authority() {
        return simulator.authority().toString();
    }

    /**
     * Lets clients sign in otherwise than with the secret; see {@link BuiltInIdentities}.
     *
     * @return how, one line each
     */
    List<String> openWithoutSecret(@CheckForNull Path directory) {
        return new BuiltInIdentities(simulator, directory).introduction();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
