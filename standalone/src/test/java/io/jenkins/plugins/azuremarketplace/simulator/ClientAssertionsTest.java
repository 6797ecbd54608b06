package io.jenkins.plugins.azuremarketplace.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients present is checked for real, and refused as the documented codes say. */
class ClientAssertionsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final ThrowawayCertificate ONE = ThrowawayCertificate.valid(NOW, NOW.plusSeconds(3600));
    private static final ThrowawayCertificate OTHER = ThrowawayCertificate.valid(NOW, NOW.plusSeconds(3600));
    private static final String AUDIENCE = "api://AzureADTokenExchange";

    private final SettableClock clock = new SettableClock(NOW);
    private final PortalSimulator simulator = PortalSimulator.start();
    private final Caller caller = new Caller(simulator, "https://cloudpartner.azure.com");

    ClientAssertionsTest() {
        simulator.useClock(clock);
        simulator.register(ONE.certificate());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private String endpoint() {
        return simulator.authority() + "/tenant/oauth2/v2.0/token";
    }

    /** As it should be, but for what a test changes. */
    private JwtBuilder assertion(ThrowawayCertificate certificate) throws Exception {
        return Jwts.builder()
                .header()
                .x509Sha256Thumbprint(
                        MessageDigest.getInstance("SHA-256").digest(certificate.certificate().getEncoded()))
                .and()
                .audience()
                .single(endpoint())
                .issuer("client")
                .subject("client")
                .id(UUID.randomUUID().toString())
                .notBefore(Date.from(NOW))
                .expiration(Date.from(NOW.plusSeconds(600)));
    }

    private static String signed(JwtBuilder assertion, PrivateKey key) {
        return assertion.signWith(key, Jwts.SIG.PS256).compact();
    }

    private JsonNode present(String assertion) throws Exception {
        String form = "grant_type=client_credentials&client_id=client&scope=https://cloudpartner.azure.com/.default"
                + "&client_assertion_type=" + ClientAssertions.TYPE + "&client_assertion=" + assertion;
        HttpResponse<String> answer = caller.send(
                HttpRequest.newBuilder(URI.create(endpoint())).POST(BodyPublishers.ofString(form)).build());
        return Caller.json(answer);
    }

    private int code(String assertion) throws Exception {
        return present(assertion).path("error_codes").path(0).asInt();
    }

    @Test
    void aClientThatSignsAsItShouldGetsAToken() throws Exception {
        assertThat(present(signed(assertion(ONE), ONE.key())).path("access_token").asText(), is(simulator.currentToken()));
    }

    @ParameterizedTest
    @CsvSource({
        "audience, 50013", "issuer, 50013", "subject, 50013", "no id, 50013", "no end, 50013",
        "expired, 700024", "not yet valid, 700024", "other key, 700027", "other certificate, 700027"
    })
    void aClientThatSignsAnythingElseIsRefused(String what, int code) throws Exception {
        JwtBuilder assertion = assertion(what.equals("other certificate") ? OTHER : ONE);
        switch (what) {
            case "audience" -> assertion.audience().single("https://login.microsoftonline.com/tenant/oauth2/v2.0/token");
            case "issuer" -> assertion.issuer("other");
            case "subject" -> assertion.subject("other");
            case "no id" -> assertion.id(null);
            case "no end" -> assertion.expiration(null);
            case "expired" -> assertion.expiration(Date.from(NOW.minusSeconds(301)));
            case "not yet valid" -> assertion.notBefore(Date.from(NOW.plusSeconds(301)));
            default -> {}
        }
        assertThat(code(signed(assertion, what.startsWith("other") ? OTHER.key() : ONE.key())), is(code));
        assertThat(simulator.tokensIssued(), is(0));
    }

    @Test
    void anAssertionIsGoodForOneToken() throws Exception {
        String assertion = signed(assertion(ONE), ONE.key());
        assertThat(code(assertion), is(0));
        assertThat(code(assertion), is(50013));
    }

    @Test
    void aCertificateIsGoodWhileItIsValid() throws Exception {
        clock.advance(Duration.ofHours(2));
        assertThat(code(signed(assertion(ONE), ONE.key())), is(1000502));
    }

    @ParameterizedTest
    @CsvSource({"x, 50027", "e30.e30, 50027", "e30.e30.c2ln, 70025", "eyJ4NXQjUzI1NiI6IngifQ.e30.c2ln, 700027"})
    void whatIsNoJwtIsRefused(String assertion, int code) throws Exception {
        assertThat(code(assertion), is(code));
    }

    @Test
    void aTokenOfAnIssuerIsGoodUntilItExpires() throws Exception {
        TokenIssuer issuer = new TokenIssuer("https://jenkins.example/oidc");
        simulator.trust(issuer.name(), "job", AUDIENCE);
        simulator.publish(issuer);
        String token = issuer.token("job", AUDIENCE, NOW, Duration.ofMinutes(5));
        assertThat(code(token), is(0));
        assertThat("a pod presents the same one until it is replaced", code(token), is(0));
        clock.advance(Duration.ofMinutes(11));
        assertThat(code(token), is(700024));
        assertThat(code(new TokenIssuer(issuer.name()).token("job", AUDIENCE, NOW, Duration.ofHours(1))), is(50013));
    }

    @Test
    void whoProvesNothingIsRefused() throws Exception {
        assertThat(caller.token("tenant", "client", "").body(), containsString("AADSTS7000218"));
    }

    @Test
    void aMachineGivesOutTokensOfItsIdentities() throws Exception {
        String subject = simulator.managedIdentity("one");
        String imds = "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=" + AUDIENCE;
        String app = "/msi/token?api-version=2019-08-01&resource=" + AUDIENCE;

        assertThat(caller.get(imds).statusCode(), is(400));
        assertThat(Caller.json(caller.get(imds)).path("error").asText(), is("bad_request_102"));
        assertThat(caller.get(app).statusCode(), is(401));
        JsonNode answer = Caller.json(caller.send(caller.request(imds).header("Metadata", "true").build()));
        assertThat(code(answer.path("access_token").asText()), is(0));
        answer = Caller.json(caller.send(caller.request(app)
                .header("X-IDENTITY-HEADER", simulator.identityHeader())
                .build()));
        assertThat(code(answer.path("access_token").asText()), is(0));
        assertThat(subject.length(), is(36));

        simulator.managedIdentity("other");
        assertThat(caller.send(caller.request(imds).header("Metadata", "true").build()).body(), containsString("Identity not found"));
        assertThat(
                caller.send(caller.request(imds + "&client_id=other").header("Metadata", "true").build()).statusCode(),
                is(200));
    }
}
