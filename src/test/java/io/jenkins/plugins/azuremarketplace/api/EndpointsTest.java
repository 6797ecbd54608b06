package io.jenkins.plugins.azuremarketplace.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

    private static Endpoints of(String endpoint) {
        return Endpoints.of(MarketplaceApi.CLOUD_PARTNER_PORTAL, endpoint, MarketplaceApi.DEFAULT_AUTHORITY);
    }

    @ParameterizedTest
    @CsvSource({
        "https://cloudpartner.azure.com, https://cloudpartner.azure.com/",
        "https://cloudpartner.azure.com/, https://cloudpartner.azure.com/",
        "' https://cloudpartner.azure.com ', https://cloudpartner.azure.com/",
        "HTTPS://CloudPartner.Azure.Com:443/, https://cloudpartner.azure.com/",
        "https://gateway.example:8443/azure/, https://gateway.example:8443/azure",
        "https://graph.microsoft.com/rp/product-ingestion, https://graph.microsoft.com/rp/product-ingestion",
        "http://localhost:8080, http://localhost:8080/",
        "http://LOCALHOST:8080, http://localhost:8080/",
        "http://127.0.0.1:8080/x, http://127.0.0.1:8080/x",
        "http://127.255.0.9, http://127.255.0.9/",
        "http://[::1]:8080, http://[::1]:8080/",
        "http://[0:0:0:0:0:0:0:1]:8080, http://[::1]:8080/"
    })
    void aBaseIsHttpsOrOnThisMachine(String text, String url) {
        assertThat(Endpoints.base("endpoint", text), is(HttpUrl.get(url)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is not a URL such as https://cloudpartner.azure.com",
                "cloudpartner.azure.com | is not a URL",
                "//cloudpartner.azure.com | is not a URL",
                "/api | is not a URL",
                "ftp://cloudpartner.azure.com | is not a URL",
                "file:///etc/passwd | is not a URL",
                "javascript:alert(1) | is not a URL",
                "https:// | is not a URL",
                "https://a b/ | is not a URL",
                "https://host:99999/ | is not a URL",
                "http://cloudpartner.azure.com | must begin with https://",
                "http://localhost.evil.example | must begin with https://",
                "http://127.0.0.1.evil.example | must begin with https://",
                "http://127.evil.example | must begin with https://",
                "http://10.0.0.1 | must begin with https://",
                "http://0.0.0.0 | must begin with https://",
                "http://localhost@evil.example | must begin with https://",
                "http://[::2] | must begin with https://",
                "https://user@cloudpartner.azure.com | must not contain a user name or password",
                "https://user:hunter2@cloudpartner.azure.com | must not contain a user name or password",
                "https://:hunter2@cloudpartner.azure.com | must not contain a user name or password",
                "https://cloudpartner.azure.com?x=y | must not contain “?” or “#”",
                "https://cloudpartner.azure.com/? | must not contain “?” or “#”",
                "https://cloudpartner.azure.com/#x | must not contain “?” or “#”",
                "https://cloudpartner.azure.com/# | must not contain “?” or “#”"
            })
    void anythingElseIsRefusedWithASentence(String text, String complaint) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Endpoints.base("authority", text));

        assertThat(refusal.getMessage(), containsString("The authority "));
        assertThat(refusal.getMessage(), containsString(complaint));
        assertThat(refusal.getMessage(), not(containsString("hunter2")));
    }

    @Test
    void aPasswordIsNotRepeatedWhateverElseIsWrong() {
        for (String text : new String[] {
            "http://user:hunter2@evil.example/",
            "https://user:hunter2@host:99999/",
            "ftp://user:hunter2@host",
            "user:hunter2@host"
        }) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> Endpoints.base("endpoint", text));

            assertThat(refusal.getMessage(), not(containsString("hunter2")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\u00a0", "\u200b", "\ufeff"})
    void areReadWithoutWhatIsInvisibleAroundThem(String around) {
        Endpoints endpoints = of("https://a.example");

        assertThat(of(around + "https://a.example" + around), is(endpoints));
        assertThat(endpoints.withVersion(around + "2022-07-01" + around).version(), is("2022-07-01"));
        assertThat(endpoints.withScope(around + "api://x/.default" + around).scope(), is("api://x/.default"));
        assertThat(endpoints.withScope(around).withVersion(around).withSchema(around), is(endpoints));
    }

    @Test
    void belongToAnApi() {
        Endpoints endpoints = of("https://cloudpartner.azure.com");

        assertThat(endpoints.scope(), is("https://cloudpartner.azure.com/.default"));
        assertThat(endpoints.authority().toString(), is("https://login.microsoftonline.com/"));
        assertThat(endpoints.version(), is("2017-10-31"));
        assertThat(MarketplaceApi.CLOUD_PARTNER_PORTAL.defaultEndpoint(), is("https://cloudpartner.azure.com"));
    }

    @Test
    void anApiIsKnownByItsNameAlone() {
        for (MarketplaceApi api : MarketplaceApi.values()) {
            assertThat(MarketplaceApi.parse(api.id()), is(Optional.of(api)));
        }
        assertThat(MarketplaceApi.parse("cloudPartnerPortal"), is(Optional.of(MarketplaceApi.CLOUD_PARTNER_PORTAL)));
        for (String other : new String[] {null, "", " ", "CloudPartnerPortal", "CLOUD_PARTNER_PORTAL", "other"}) {
            assertThat(MarketplaceApi.parse(other), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2018-01-01", " 2018-01-01 ", "2022-03-01-preview3", "2026-04-01-preview1"})
    void haveTheVersionsThatAnAdministratorChooses(String version) {
        Endpoints endpoints = of("https://a.example");

        assertThat(endpoints.withVersion(version).version(), is(version.strip()));
        assertThat(endpoints.withProductVersion(version).productVersion(), is(version.strip()));
    }

    @Test
    void nameTheProductSchemaOneVersionAheadOfTheOthers() {
        Endpoints endpoints = Endpoints.of(
                MarketplaceApi.PRODUCT_INGESTION, "https://graph.microsoft.com/rp", MarketplaceApi.DEFAULT_AUTHORITY);

        assertThat(endpoints.version(), is("2022-03-01-preview2"));
        assertThat(endpoints.productVersion(), is("2022-03-01-preview3"));
        assertThat(
                "each is chosen by itself",
                endpoints.withVersion("2022-07-01").productVersion(),
                is("2022-03-01-preview3"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = " ")
    void haveADefaultForWhatIsNotChosen(String nothing) {
        Endpoints endpoints = of("https://a.example");

        assertThat(
                endpoints
                        .withVersion(nothing)
                        .withProductVersion(nothing)
                        .withSchema(nothing)
                        .withScope(nothing),
                is(endpoints));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "2018",
                "2018-1-1",
                "2018-01-01&x=y",
                "2018-01-01/..",
                "2018-01-01-Preview",
                "2018-01-01\nx"
            })
    void haveNoVersionThatIsNone(String version) {
        Endpoints endpoints = of("https://a.example");

        assertThat(
                refusal(() -> endpoints.withVersion(version)),
                allOf(
                        startsWith("The version “"),
                        containsString("is not valid: something like 2022-03-01-preview2 is expected.")));
        assertThat(
                refusal(() -> endpoints.withProductVersion(version)),
                allOf(
                        startsWith("The product version “"),
                        containsString("is not valid: something like 2022-03-01-preview3 is expected.")));
    }

    @Test
    void haveASchemaHostThatIsABaseToo() {
        Endpoints endpoints = of("https://a.example").withSchema("https://schema.example/x/");

        assertThat(endpoints.schema().toString(), is("https://schema.example/x"));
        assertThat(
                refusal(() -> endpoints.withSchema("http://schema.example")),
                containsString("must begin with https://"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloudpartner.azure.us/.default",
                " https://graph.microsoft.us/.default\n",
                "https://microsoftgraph.chinacloudapi.cn/.default",
                "https://management.core.windows.net//.default",
                "https://gateway.example:8443/publisher_api/v1/.default",
                "api://11111111-2222-3333-4444-555555555555/.default",
                "api://contoso.example/marketplace/.default"
            })
    void haveTheScopeOfAnotherCloud(String scope) {
        assertThat(of("https://a.example").withScope(scope).scope(), is(scope.strip()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://graph.microsoft.us",
                "https://graph.microsoft.us/",
                "https://graph.microsoft.us/.Default",
                "https://graph.microsoft.us/.default/",
                "https://graph.microsoft.us/x.default",
                "https:///.default",
                "https://.default",
                "http://graph.microsoft.us/.default",
                "graph.microsoft.us/.default",
                "/.default",
                ".default",
                "api:/.default",
                "https://a.example/.default https://b.example/.default",
                "https://a.example/?x=/.default",
                "https://a.example/#/.default",
                "https://a example/.default",
                "https://a.example/b\n/.default",
                "https://ä.example/.default"
            })
    void haveNoScopeThatIsNone(String scope) {
        assertThat(
                refusal(() -> of("https://a.example").withScope(scope)),
                allOf(
                        startsWith("The scope “"),
                        containsString(
                                "is not valid: it begins with https:// or api:// and ends with /.default, such as"
                                        + " https://graph.microsoft.us/.default.")));
    }

    @Test
    void doNotRepeatAPasswordInAScope() {
        assertThat(
                refusal(() -> of("https://a.example").withScope("https://user:hunter2@a.example/.default")),
                allOf(startsWith("The scope “https://****@a.example/.default”"), not(containsString("hunter2"))));
    }

    @Test
    void haveAScopeOfBoundedLength() {
        String longest = "https://a.example/" + "b".repeat(300) + "/.default";

        assertThat(refusal(() -> of("https://a.example").withScope(longest)).length(), is(lessThan(400)));
    }

    private static String refusal(Executable attempt) {
        return assertThrows(IllegalArgumentException.class, attempt).getMessage();
    }

    @Test
    void keepTheScopeOfTheApiWhenItIsReachedThroughAGateway() {
        assertThat(of("https://gateway.example").scope(), is("https://cloudpartner.azure.com/.default"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://cloudpartner.azure.com, false",
        "http://localhost:1, true",
        "https://127.0.0.1, true",
        "http://[::1], true",
        "https://localhost.example, false"
    })
    void knowWhetherTheServiceIsOnThisMachine(String endpoint, boolean loopback) {
        assertThat(of(endpoint).isLoopback(), is(loopback));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example/api/x, true",
        "https://a.example, https://a.example/, true",
        "https://a.example, https://a.example:443/, true",
        "https://a.example, https://a.example:444/, false",
        "https://a.example, http://a.example:443/, false",
        "https://a.example, https://b.example/, false",
        "https://a.example, https://x.a.example/, false",
        "https://a.example, https://u@a.example/, false",
        "https://a.example, https://:p@a.example/, false",
        "https://a.example/base, https://a.example/base/x, true",
        "https://a.example/base/, https://a.example/base/x, true",
        "https://a.example/base, https://a.example/base/, true",
        "https://a.example/base, https://a.example/base, false",
        "https://a.example/base, https://a.example/basement, false",
        "https://a.example/base, https://a.example/base/../x, false",
        "https://a.example/base, https://a.example/, false"
    })
    void ownWhatLiesBelowTheBase(String endpoint, String url, boolean owned) {
        assertThat(of(endpoint).owns(HttpUrl.get(url)), is(owned));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example", "https://a.example/"})
    void resolveBelowTheRoot(String endpoint) {
        assertThat(of(endpoint).resolve("api/x$y").build().toString(), is("https://a.example/api/x$y"));
        assertThat(of(endpoint).resolve("").build().toString(), is("https://a.example/"));
    }

    @Test
    void resolveBelowABasePath() {
        assertThat(of("https://a.example/b/").resolve("api/x").build().toString(), is("https://a.example/b/api/x"));
        assertThat(of("https://a.example/b").resolve("").build().toString(), is("https://a.example/b/"));
    }
}
