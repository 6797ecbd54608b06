package io.jenkins.plugins.azuremarketplace.publication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.azuremarketplace.api.Marketplace;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.publication.Outcome.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A publication that can't begin says why, and nothing else. */
class BeginningTest {

    private final PollSchedule schedule =
            PollSchedule.every(Duration.ofMinutes(5), Duration.ofMinutes(10), PollSchedule.ABSENCE);

    @Test
    void aStateThatCannotBeSavedIsNoMissingToken() {
        Outcome outcome = outcome(new Host() {
            @Override
            public void begin() throws IOException {
                throw new IOException("The state of the pipeline could not be saved within a minute.");
            }
        });

        assertThat(outcome.kind(), is(Kind.REFUSED));
        assertThat(
                outcome.message(),
                is("The state of the pipeline could not be saved within a minute. Nothing was submitted."));
    }

    @Test
    void credentialsThatCannotBeUsedAre() {
        Outcome outcome = outcome(new Host() {
            @Override
            public void checkCredentials() throws IOException {
                throw new IOException("There are no credentials.");
            }
        });

        assertThat(outcome.kind(), is(Kind.NO_TOKEN));
        assertThat(outcome.message(), is("There are no credentials. Nothing was submitted."));
    }

    private Outcome outcome(Host host) {
        Publication publication = new Publication(PublicationRequest.publish(Target.LIVE, PublicationFixture.OFFER)
                .waiting(true)
                .begin(Clock.systemUTC().instant(), PublicationFixture.LIMIT));
        PublicationDriver driver = new PublicationDriver(publication, host, () -> schedule, Clock.systemUTC());
        return ((Observation.Finished) driver.drive(new SharedPolls())).outcome();
    }

    private static class Host implements PublicationHost {

        @Override
        public void begin() throws IOException {}

        @NonNull
        @Override
        public Marketplace connect() {
            throw new AssertionError("Nothing is to be asked");
        }

        @Override
        public void save() {}

        @Override
        public void log(@NonNull String sentence) {}

        @NonNull
        @Override
        public String waitCommand(@NonNull String operation) {
            return operation;
        }

        @Override
        public void ended(@NonNull Outcome outcome) {}
    }
}
