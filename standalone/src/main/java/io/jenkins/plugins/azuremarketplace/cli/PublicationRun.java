package io.jenkins.plugins.azuremarketplace.cli;

import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.publication.Outcome;
import io.jenkins.plugins.azuremarketplace.publication.PollSchedule;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import io.jenkins.plugins.azuremarketplace.publication.PublicationDriver;
import io.jenkins.plugins.azuremarketplace.publication.PublicationHost;
import io.jenkins.plugins.azuremarketplace.publication.PublicationPoller;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Has one publication driven to its end, or until somebody interrupts it, and tells about it. */
final class PublicationRun implements PublicationHost {

    private final Publication publication;
    private final Connection connection;
    private final WaitCommandLine waitCommandLine;
    private final Output output;
    private final BlockingQueue<Outcome> end = new ArrayBlockingQueue<>(1);

    PublicationRun(Publication publication, Connection connection, WaitCommandLine waitCommandLine, Output output) {
        this.publication = publication;
        this.connection = connection;
        this.waitCommandLine = waitCommandLine;
        this.output = output;
    }

    /** Returns the exit code. */
    @SuppressWarnings("try")
    int toTheEnd(PollSchedule schedule) {
        Clock clock = Clock.systemUTC();
        PublicationDriver driver = new PublicationDriver(publication, this, () -> schedule, clock);
        PublicationPoller poller = new PublicationPoller("publication", 1, clock);
        Outcome outcome;
        try (poller;
                Interruption interruption = new Interruption(() -> abandon(poller, driver))) {
            poller.start(driver);
            outcome = end.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return abandon(poller, driver);
        }
        return report(outcome);
    }

    /** Stops before it asks what becomes of the publication, so that nothing is sent after the answer. */
    private int abandon(PublicationPoller poller, PublicationDriver driver) {
        poller.close();
        return report(driver.abandon());
    }

    private int report(Outcome outcome) {
        String message = outcome.message();
        if (publication.request().isFulfilledBy(outcome.kind())) {
            output.say(message);
        } else if (outcome.kind() != Outcome.Kind.ABORTED) {
            output.error(message);
        } else {
            message = waitCommandLine.isPossible()
                    ? message
                    : "Interrupted; the simulator ends with this command, and the publication with it.";
            output.sayLast(message);
        }
        output.end(Results.of(publication, outcome, message));
        return ExitCodes.of(publication.request(), outcome);
    }

    @Override
    public void begin() {}

    /**
     * To a wait, a refused principal is weather, since somebody may replace the secret. Nobody can replace the one of this
     * process, so that it had better be right at the beginning.
     */
    @Override
    public void checkCredentials() throws IOException {
        String operation = publication.operation();
        if (operation == null || publication.request().isCancel()) {
            return;
        }
        try {
            Marketplace marketplace = connect();
            marketplace.operation(marketplace.locate(operation));
        } catch (MarketplaceException e) {
            if (e.kind() == MarketplaceException.Kind.TOKEN_REFUSED) {
                throw e;
            }
        }
    }

    @Override
    public Marketplace connect() {
        return connection.open();
    }

    /** The terminal is all the memory there is: what a crash leaves, is the location in its last lines. */
    @Override
    public void save() {}

    /** A good outcome is logged as well; it is told in {@link #report}, once. */
    @Override
    public void log(String sentence) {
        if (publication.outcome() == null) {
            output.say(sentence);
        }
    }

    @Override
    public String waitCommand(String operation) {
        return waitCommandLine.of(operation);
    }

    @Override
    public void ended(Outcome outcome) {
        end.add(outcome);
    }
}
