package io.jenkins.plugins.azuremarketplace.api.entra;

import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.failureOf;
import static io.jenkins.plugins.azuremarketplace.api.scripted.Service.token;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.certificate.CertifiedKey;
import io.jenkins.plugins.azuremarketplace.api.http.MarketplaceHttp;
import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.RecordedRequest;
import io.jenkins.plugins.azuremarketplace.simulator.SettableClock;
import io.jenkins.plugins.azuremarketplace.simulator.ThrowawayCertificate;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificateAuthenticationTest {

    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final ThrowawayCertificate CERTIFICATE =
            ThrowawayCertificate.valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(30)));
    private static final ThrowawayCertificate OTHER =
            ThrowawayCertificate.valid(NOW.minusSeconds(60), NOW.plus(Duration.ofDays(30)));

    private final SettableClock clock = new SettableClock(NOW);
    private final AccessTokens tokens = new AccessTokens(clock);
    private final OkHttpClient http = MarketplaceHttp.client(new OkHttpClient.Builder());
    private final PortalSimulator simulator = PortalSimulator.start();

    CertificateAuthenticationTest() {
        simulator.useClock(clock);
    }

    @AfterEach
    void close() {
        http.connectionPool().evictAll();
        simulator.close();
    }

    private static ServicePrincipal principal(CertifiedKey key) {
        return new ServicePrincipal("contoso.onmicrosoft.com", CLIENT, ClientAuthentication.certificate(key));
    }

    private static CertifiedKey key(ThrowawayCertificate certificate) {
        return new CertifiedKey(certificate.certificate(), certificate.key());
    }

    private static Endpoints endpoints(String authority) {
        return Endpoints.of(MarketplaceApi.CLOUD_PARTNER_PORTAL, "https://localhost:9", authority);
    }

    private String get(CertifiedKey key) throws MarketplaceException {
        return tokens.get(endpoints(simulator.authority().toString()), principal(key), http);
    }

    private static String assertion(String form) {
        return URLDecoder.decode(
                form.replaceFirst(".*client_assertion=", "").replaceFirst("&.*", ""), StandardCharsets.UTF_8);
    }

    @Test
    void asksWithAnAssertionInsteadOfASecret() throws Exception {
        try (ScriptedServer authority = new ScriptedServer()) {
            authority.on("", token("one"));

            assertThat(tokens.get(endpoints(authority.url()), principal(key(CERTIFICATE)), http), is("one"));

            String form = authority.received().get(0).body();
            assertThat(
                    form.replaceFirst("client_assertion=[^&]+", "client_assertion=JWT"),
                    is("grant_type=client_credentials&client_id=" + CLIENT
                            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                            + "&client_assertion=JWT&scope=https%3A%2F%2Fcloudpartner.azure.com%2F.default"));
            Jws<Claims> jwt = Jwts.parser()
                    .verifyWith(CERTIFICATE.certificate().getPublicKey())
                    .clock(() -> Date.from(NOW))
                    .build()
                    .parseSignedClaims(assertion(form));
            assertThat(jwt.getHeader().getAlgorithm(), is("PS256"));
            assertThat(jwt.getHeader().getType(), is("JWT"));
            assertThat(
                    jwt.getHeader().getX509Sha256Thumbprint(),
                    is(MessageDigest.getInstance("SHA-256")
                            .digest(CERTIFICATE.certificate().getEncoded())));
            Claims claims = jwt.getPayload();
            assertThat(
                    claims.getAudience(), is(Set.of(authority.url() + "/contoso.onmicrosoft.com/oauth2/v2.0/token")));
            assertThat(claims.getIssuer(), is(CLIENT));
            assertThat(claims.getSubject(), is(CLIENT));
            assertThat(claims.getNotBefore(), is(Date.from(NOW)));
            assertThat(claims.getIssuedAt(), is(Date.from(NOW)));
            assertThat(claims.getExpiration(), is(Date.from(NOW.plus(Duration.ofMinutes(10)))));
            assertThat(claims.getId().length(), is(36));
        }
    }

    @Test
    void signsAnewForEachTokenOfAWaitOfDays() throws Exception {
        simulator.register(CERTIFICATE.certificate());
        Instant end = NOW.plus(Duration.ofDays(7));

        while (clock.instant().isBefore(end)) {
            get(key(CERTIFICATE));
            clock.advance(Duration.ofMinutes(5));
        }

        Set<String> assertions = new HashSet<>();
        for (RecordedRequest request : simulator.requests()) {
            assertions.add(assertion(request.body()));
        }
        assertThat("one an hour, five minutes early", simulator.tokensIssued(), is(7 * 24 * 60 / 55 + 1));
        assertThat(assertions, hasSize(simulator.tokensIssued()));
    }

    @Test
    void isRefusedWithWhatWasPresented() throws Exception {
        simulator.register(CERTIFICATE.certificate());

        MarketplaceException unknown = failureOf(() -> get(key(OTHER)));
        assertThat(unknown.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(unknown.code(), is("AADSTS700027"));
        assertThat(
                unknown.getMessage(),
                allOf(
                        containsString("Upload the public part of this certificate"),
                        containsString(" Presented was " + key(OTHER).description() + ".")));

        RSAPrivateKeySpec spoilt = new RSAPrivateKeySpec(
                ((RSAPrivateKey) CERTIFICATE.key()).getModulus(), ((RSAPrivateKey) OTHER.key()).getPrivateExponent());
        CertifiedKey wrongKey = new CertifiedKey(
                CERTIFICATE.certificate(), KeyFactory.getInstance("RSA").generatePrivate(spoilt));
        assertThat(failureOf(() -> get(wrongKey)).code(), is("AADSTS700027"));
        assertThat(failureOf(() -> get(wrongKey)).getMessage(), containsString("failed signature validation"));

        clock.advance(Duration.ofDays(31));
        MarketplaceException expired = failureOf(() -> get(key(CERTIFICATE)));
        assertThat(expired.code(), is("AADSTS1000502"));
        assertThat(expired.getMessage(), containsString("valid until 2026-07-01T00:00:00Z."));
    }

    @Test
    void isRefusedWithAClockThatIsWrong() {
        simulator.register(CERTIFICATE.certificate());
        simulator.useClock(new SettableClock(NOW.plus(Duration.ofMinutes(16))));

        MarketplaceException late = failureOf(() -> get(key(CERTIFICATE)));

        assertThat(late.code(), is("AADSTS700024"));
        assertThat(late.getMessage(), containsString("Check the clock of this machine"));
    }

    @Test
    void sendsNothingThatCouldNotBeSigned() {
        MarketplaceException failure =
                failureOf(() -> get(new CertifiedKey(CERTIFICATE.certificate(), new Handle(CERTIFICATE.key()))));

        assertThat(failure.kind(), is(Kind.TOKEN_REFUSED));
        assertThat(failure.getMessage(), containsString("nothing can be signed with the private key"));
        assertThat(simulator.requests(), is(empty()));
    }

    @Test
    void hasTokensOfItsOwn() throws Exception {
        simulator.register(CERTIFICATE.certificate());
        simulator.register(OTHER.certificate());

        String one = get(key(CERTIFICATE));

        assertThat(get(key(CERTIFICATE)), is(one));
        assertThat(get(key(OTHER)), is(not(one)));
        assertThat(simulator.tokensIssued(), is(2));
    }

    @Test
    void showsTheCertificateAndNothingOfTheKey() {
        String shown = principal(key(CERTIFICATE)).toString();

        assertThat(
                shown,
                startsWith("ServicePrincipal[tenant=contoso.onmicrosoft.com, clientId=" + CLIENT
                        + ", authentication=a certificate with the thumbprint "));
        assertThat(principal(key(CERTIFICATE)), is(principal(key(CERTIFICATE))));
        assertThat(principal(key(CERTIFICATE)), is(not(principal(key(OTHER)))));
    }

    /** A key of a provider that is not there. */
    private record Handle(PrivateKey held) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return held.getAlgorithm();
        }

        @Override
        public String getFormat() {
            return held.getFormat();
        }

        @Override
        public byte[] getEncoded() {
            return held.getEncoded();
        }
    }
}
