package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PublishCommandTest {

    private final CommandRun command = new CommandRun();

    @AfterEach
    void close() {
        command.close();
    }

    private int publish(String... more) {
        return command.run(Stream.of(
                        List.of("publish", "--publisher", "contoso", "--offer", "contoso-offer", "--poll-interval", "1"),
                        command.service(),
                        List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    @Test
    void endsWithZeroAsSoonAsThePublicationIsAccepted() {
        command.simulator.hold();
        assertThat(publish(), is(0));
        assertThat(command.out(), startsWith("Publication to preview of contoso/contoso-offer accepted. Operation: "));
        assertThat(command.err(), is(""));
    }

    @Test
    void waitsUntilThePreviewIsReadyAndGoesLiveThen() {
        assertThat(publish("--wait"), is(0));
        assertThat(command.out(), containsString("The preview of contoso/contoso-offer is ready."));

        assertThat(command.goLive("--wait"), is(0));
        assertThat(command.out(), containsString("Offer contoso/contoso-offer is live."));
        assertThat(command.err(), is(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud-partner-portal", "product-ingestion"})
    void simulatesEachApi(String api) {
        assertThat(command.run("publish", "--simulate", "--wait", "--api", api), is(0));
        assertThat(command.out(), containsString("The preview of contoso/contoso-offer is ready."));
    }

    @Test
    void tellsThoseWhoAreNamed() {
        assertThat(publish("--notification-emails", "a@b.test, c@d.test"), is(0));
        String body = command.simulator.requests().stream()
                .filter(request -> request.call() == Call.SUBMIT)
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(body, containsString("\"a@b.test,c@d.test\""));
    }

    @Test
    void sendsNothingIfAnAddressIsNone() {
        assertThat(publish("--notification-emails", "a@b.test,nobody"), is(2));
        command.assertIsOneError("“nobody” is no mail address");
        assertThat(command.simulator.requests().size(), is(0));
    }

    @Test
    void canBeWaitedForLater() {
        command.simulator.hold();
        publish();
        String location = command.location();
        command.simulator.release();

        assertThat(command.waitFor(location, "--target", "preview"), is(0));
        assertThat(command.out(), containsString("The preview of contoso/contoso-offer is ready."));
    }
}
