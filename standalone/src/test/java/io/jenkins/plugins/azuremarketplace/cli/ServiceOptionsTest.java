package io.jenkins.plugins.azuremarketplace.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.entra.ServicePrincipal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ServiceOptionsTest {

    private static final List<String> ALL = List.of(
            "--tenant",
            "contoso.example",
            "--client-id",
            "C",
            "--api",
            "product-ingestion",
            "--endpoint",
            "https://graph.microsoft.us/rp",
            "--ingestion-version",
            "2022-07-01",
            "--ingestion-product-version",
            "2026-04-01-preview1",
            "--schema-host",
            "https://schema.example",
            "--authority",
            "https://login.microsoftonline.us",
            "--scope",
            "https://graph.microsoft.us/.default");

    @Command
    private static final class AnyCommand {
        @Mixin
        private ServiceOptions service;
    }

    private static ServiceOptions parse(List<String> words) {
        AnyCommand command = new AnyCommand();
        new CommandLine(command)
                .registerConverter(MarketplaceApi.class, new Word<>(MarketplaceApi.class))
                .parseArgs(words.toArray(String[]::new));
        return command.service;
    }

    private static Connection connect(ServiceOptions options, String secret) {
        return options.connect(new Terminal(
                System.out, System.err, name -> name.equals(ClientSecret.VARIABLE) ? secret : null, prompt -> null));
    }

    @Test
    void leadAnotherCommandToTheSameService() {
        assertThat(parse(ALL).words(), is(ALL));
        assertThat(parse(parse(ALL).words()).words(), is(ALL));
        assertThat(parse(List.of()).words(), is(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--certificate cert.p12",
                "--federated-token-file token",
                "--managed-identity",
                "--managed-identity 99999999-8888"
            })
    void leadAnotherCommandToTheSameWayToSignIn(String way) {
        List<String> words = new ArrayList<>(ALL);
        words.addAll(List.of(way.split(" ")));

        assertThat(parse(words).words(), is(words));
        assertThat(parse(parse(words).words()).words(), is(words));
    }

    @Test
    void sayWhatRequestsName() {
        Endpoints endpoints = connect(parse(ALL), "secret").endpoints();

        assertThat(endpoints.version(), is("2022-07-01"));
        assertThat(endpoints.productVersion(), is("2026-04-01-preview1"));
        assertThat(endpoints.schema().host(), is("schema.example"));
        assertThat(endpoints.scope(), is("https://graph.microsoft.us/.default"));
    }

    @Test
    void followTheApiWhereNothingIsChosen() {
        List<String> few = List.of("--tenant", "T", "--client-id", "C", "--api", "product-ingestion");

        assertThat(
                connect(parse(few), "secret").endpoints(),
                is(Endpoints.of(
                        MarketplaceApi.PRODUCT_INGESTION,
                        MarketplaceApi.PRODUCT_INGESTION.defaultEndpoint(),
                        MarketplaceApi.DEFAULT_AUTHORITY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--ingestion-version", "--ingestion-product-version"})
    void chooseAVersionOfTheOneApiAlone(String option) {
        List<String> portal = List.of("--tenant", "T", "--client-id", "C", option, "2022-07-01");

        assertThat(
                assertThrows(UnusableArguments.class, () -> connect(parse(portal), "secret"))
                        .getMessage(),
                is(option + ": for --api product-ingestion alone."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", " ", "\ufeff"})
    void areReadWithoutWhatIsInvisibleAroundThem(String around) {
        ServiceOptions options =
                parse(List.of("--tenant", around + "T" + around, "--client-id", around + "C" + around));

        Connection connection = connect(options, around + "two words" + around);

        assertThat(connection.principal(), is(new ServicePrincipal("T", "C", "two words")));
        assertThat(options.words(), contains("--tenant", "T", "--client-id", "C"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n", "\ufeff"})
    void takeASecretThatIsBlankForNone(String blank) {
        assertThat(
                assertThrows(
                                UnusableArguments.class,
                                () -> connect(parse(List.of("--tenant", "T", "--client-id", "C")), blank))
                        .getMessage(),
                containsString("There is no client secret: "));
    }
}
