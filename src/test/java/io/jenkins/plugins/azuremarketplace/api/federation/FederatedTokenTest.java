package io.jenkins.plugins.azuremarketplace.api.federation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.simulator.TokenIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class FederatedTokenTest {

    private static final TokenIssuer ISSUER = new TokenIssuer("https://jenkins.example/oidc");
    private static final String RS256 = "{\"alg\": \"RS256\"}";

    @TempDir
    private Path directory;

    private static String fresh(String subject) {
        return ISSUER.token(subject, "api://AzureADTokenExchange", Instant.now(), Duration.ofMinutes(5));
    }

    private static String jwt(String header, String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }

    private static String complaint(String token) {
        return assertThrows(IllegalArgumentException.class, () -> FederatedToken.of(token))
                .getMessage();
    }

    @Test
    void isHandedOnUnchangedAndShowsWhatIsCompared() {
        String text = fresh("https://jenkins.example/job/release/");

        FederatedToken token = FederatedToken.of("\ufeff" + text + "\r\n");

        assertThat(token.value(), is(text));
        assertThat(token.issuer(), is("https://jenkins.example/oidc"));
        assertThat(token.subject(), is("https://jenkins.example/job/release/"));
        assertThat(token.audience(), is("api://AzureADTokenExchange"));
        assertThat(token.toString(), not(containsString(text.split("\\.")[2])));
        assertThat(token.toString(), containsString("value=****"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"aud\": [\"a\", \"b\"]} | a, b",
                "{\"aud\": []} | ''",
                "{\"aud\": null} | ''",
                "{\"aud\": {\"a\": 1}} | ''",
                "{\"aud\": 7} | 7",
                "{} | ''",
                "{\"aud\": \"<b>a</b>\\u001b[31m\\u202e\\r\\nb\"} | a b"
            })
    void showsAnAudienceOfAnyShapeAsPlainText(String claims, String shown) {
        assertThat(FederatedToken.of(jwt(RS256, claims)).audience(), is(shown));
    }

    @Test
    void showsNoMoreThanCanBeRegistered() {
        String subject = FederatedToken.of(jwt(RS256, "{\"sub\": \"" + "s".repeat(5000) + "\"}"))
                .subject();

        assertThat(subject.length(), is(lessThanOrEqualTo(600)));
        assertThat(subject, endsWith("s…"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "\r\n", "\ufeff"})
    void isMissedWhereThereIsNone(String nothing) {
        assertThat(complaint(nothing), is("The federated token is missing."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "hunter2.hunter2.hunter2",
                "e30.e30.",
                "e30.e30.c2ln.",
                "..",
                "e30.W10.c2ln",
                "e30.!!!.c2ln",
                "bnVsbA.bnVsbA.bnVsbA",
                "e30.e30.c2ln\r\nX: y"
            })
    void isRefusedIfItIsVisiblyNoJwt(String text) {
        assertThat(complaint(text), is("The federated token is no signed JWT."));
    }

    @Test
    void isRefusedIfItIsLargerThanAnyToken() {
        assertThat(
                complaint(jwt(RS256, "{\"a\": \"" + "a".repeat(40_000) + "\"}")),
                is("The federated token is no signed JWT."));
    }

    @ParameterizedTest
    @CsvSource({"ES256", "HS256", "none", "PS256", "rs256", "''"})
    void isRefusedIfItIsSignedOtherwise(String algorithm) {
        assertThat(
                complaint(jwt("{\"alg\": \"" + algorithm + "\"}", "{}")),
                is("The federated token is signed with “" + algorithm + "”: Entra ID takes RS256 alone."));
    }

    @Test
    void isReadFromItsFileEachTime() throws Exception {
        FederatedTokenFile file = new FederatedTokenFile(directory.resolve("token"));
        String first = fresh("first");
        String second = fresh("second");

        Files.writeString(file.file(), first + "\n");
        assertThat(file.assertion(null), is(first));
        Files.writeString(file.file(), second);
        assertThat(file.assertion(Duration.ofSeconds(1)), is(second));

        Files.writeString(file.file(), "hunter2");
        MarketplaceException unusable = assertThrows(MarketplaceException.class, () -> file.assertion(null));
        assertThat(unusable.kind(), is(MarketplaceException.Kind.TOKEN_REFUSED));
        assertThat(
                unusable.getMessage(),
                containsString("there is no usable token. The federated token is no signed JWT."));
        assertThat(unusable.getMessage(), not(containsString("hunter2")));

        Files.delete(file.file());
        assertThat(
                assertThrows(MarketplaceException.class, () -> file.assertion(null))
                        .getMessage(),
                endsWith("with the federated token does not exist."));
    }
}
