package io.jenkins.plugins.azuremarketplace.api;

import static io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer.answer;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.azuremarketplace.api.scripted.ScriptedServer;
import io.jenkins.plugins.azuremarketplace.api.scripted.Service;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationLocationTest {

    private static final Endpoints ENDPOINTS = Endpoints.of(
            MarketplaceApi.CLOUD_PARTNER_PORTAL, "https://cloudpartner.azure.com", MarketplaceApi.DEFAULT_AUTHORITY);
    private static final Endpoints BELOW_A_PATH = Endpoints.of(
            MarketplaceApi.PRODUCT_INGESTION,
            "https://graph.microsoft.com/rp/product-ingestion",
            MarketplaceApi.DEFAULT_AUTHORITY);

    private static OperationLocation parse(String text) {
        return OperationLocation.parse(text, ENDPOINTS, "api-version");
    }

    private static OperationLocation parseBelowAPath(String text) {
        return OperationLocation.parse(text, BELOW_A_PATH, "$version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloudpartner.azure.com/api/operations/a?api-version=2017-10-31",
                "HTTPS://CloudPartner.Azure.COM/api/operations/a?api-version=2017-10-31",
                "https://cloudpartner.azure.com:443/api/operations/a?api-version=2017-10-31",
                "/api/operations/a?api-version=2017-10-31",
                "/api/./x/../operations/a?api-version=2017-10-31",
                "api/operations/a"
            })
    void belongsToTheService(String text) {
        OperationLocation location = parse(text);

        assertThat(location.text(), is(text));
        assertThat(
                location.url(),
                is(HttpUrl.get("https://cloudpartner.azure.com/api/operations/a?api-version=2017-10-31")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/api/operations/a",
                "//evil.example/api/operations/a",
                "///evil.example/api/operations/a",
                "////evil.example/api/operations/a",
                "//cloudpartner.azure.com@evil.example/api/operations/a",
                "https://cloudpartner.azure.com@evil.example/api/operations/a",
                "https://cloudpartner.azure.com:443@evil.example/api/operations/a",
                "https://cloudpartner.azure.com:x@evil.example/api/operations/a",
                "https://cloudpartner.azure.com%40evil.example/api/operations/a",
                "https://cloudpartner.azure.com.evil.example/api/operations/a",
                "https://evilcloudpartner.azure.com/api/operations/a",
                "https://azure.com/api/operations/a",
                "https://cloudpartner.azure.com./api/operations/a",
                "https://cloudpartner.azure.com:8443/api/operations/a",
                "https://cloudpartner.azure.com:80/api/operations/a",
                "http://cloudpartner.azure.com/api/operations/a",
                "http://cloudpartner.azure.com:443/api/operations/a",
                "http:/cloudpartner.azure.com/api/operations/a",
                "http:cloudpartner.azure.com/api/operations/a",
                "ftp://cloudpartner.azure.com/api/operations/a",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:text/html,x",
                "https://user@cloudpartner.azure.com/api/operations/a",
                "https://user:password@cloudpartner.azure.com/api/operations/a",
                "https://:password@cloudpartner.azure.com/api/operations/a",
                "https://127.0.0.1/api/operations/a",
                "https://[::1]/api/operations/a",
                "https:///evil.example/api/operations/a"
            })
    void isRefusedWithASentenceIfItIsForeign(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> parse(text));

        assertThat(
                refusal.getMessage(),
                startsWith("The operation location “" + text + "” does not belong to the configured service"
                        + " https://cloudpartner.azure.com/; nothing was sent there."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                " /api/operations/a",
                "/api/operations/a ",
                "/api/operations/a b",
                "/\t/evil.example/",
                "/\n/evil.example/",
                "/api/operations/a\r\nX-Injected: yes",
                "/api/operations/a\u0000",
                "/api/operations/a\u007f",
                "/api/operations/\u202egnp",
                "/api/operations/ä",
                "https://cloudpartner.azure.cоm/api/operations/a",
                "\\\\evil.example\\api",
                "/\\evil.example/api",
                "https:\\\\evil.example/api",
                "https://evil.example\\@cloudpartner.azure.com/api/operations/a"
            })
    void isRefusedIfNoServiceWouldSendIt(String text) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> parse(text));

        assertThat(refusal.getMessage(), containsString("is not a location that the service sends."));
        assertThat(refusal.getMessage().chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e), is(true));
    }

    @Test
    void isRefusedIfItIsTooLong() {
        String longest = "/api/operations/" + "a".repeat(2048 - 16);

        assertThat(parse(longest).text(), is(longest));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> parse(longest + "a"));
        assertThat(refusal.getMessage().length(), is(lessThan(300)));
    }

    @ParameterizedTest
    @CsvSource({
        "/rp/product-ingestion/configure/1/status, /rp/product-ingestion/configure/1/status",
        "configure/1/status, /rp/product-ingestion/configure/1/status",
        "https://graph.microsoft.com/rp/product-ingestion/configure/1, /rp/product-ingestion/configure/1",
        "/rp/product-ingestion/x/../configure/1, /rp/product-ingestion/configure/1",
    })
    void staysBelowTheBasePath(String text, String path) {
        assertThat(
                parseBelowAPath(text).url().toString(),
                is("https://graph.microsoft.com" + path + "?$version=2022-03-01-preview2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1.0/users",
                "/rp/product-ingestion",
                "/rp/product-ingestion-other/configure/1",
                "/rp/product-ingestion/../../v1.0/users",
                "/rp/product-ingestion/%2e%2e/%2E%2E/v1.0/users",
                "/rp/product-ingestion/..",
                "../../v1.0/users",
                "..",
                "https://graph.microsoft.com/v1.0/users",
                "https://graph.microsoft.com/rp/product-ingestion/../x"
            })
    void isRefusedIfItLeavesTheBasePath(String text) {
        assertThrows(IllegalArgumentException.class, () -> parseBelowAPath(text));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/publishers/contoso/offers/contoso-offer/operations/1, contoso/contoso-offer",
        "https://cloudpartner.azure.com/api/publishers/contoso/offers/contoso-offer/operations/1?api-version=1,"
                + " contoso/contoso-offer",
        "/api/publishers/con%74oso/offers/o/operations/1, contoso/o",
        "/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31, contoso/contoso-offer",
        "/api/operations/contoso%24contoso-offer%242%24preview, contoso/contoso-offer",
    })
    void namesItsOffer(String text, String offer) {
        assertThat(parse(text).offer().map(Offer::toString), is(Optional.of(offer)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/operations",
                "/api/operations/",
                "/api/operations/56615b67-2185-49fe-80d2-c4ddf77bb2e8",
                "/api/operations/a$b",
                "/api/operations/$offer$2$preview",
                "/api/operations/contoso$$2$preview",
                "/api/operations/con%20toso$offer$2",
                "/api/operations/..%2f$offer$2",
                "/api/publishers",
                "/api/publishers/contoso",
                "/api/publishers/contoso/offers",
                "/api/publishers/contoso/offers/",
                "/api/publishers/contoso/offers/%2e%2e%2f/operations/1",
                "/api/publishers//offers/contoso-offer/operations/1",
                "/api/publishers/contoso/operations/1/2"
            })
    void mayNameNoOffer(String text) {
        assertThat(parse(text).offer(), is(Optional.empty()));
    }

    @Test
    void isLocatedOnlyIfItIsOneOfAnOperation() {
        try (Service service = new Service()) {
            Marketplace marketplace = service.marketplace();

            assertThat(marketplace.locate(Service.OPERATION).text(), is(Service.OPERATION));
            assertThat(
                    marketplace
                            .locate("/api/operations/contoso$contoso-offer$2$preview")
                            .url()
                            .toString(),
                    is(service.api.url() + "/api/operations/contoso$contoso-offer$2$preview?api-version=2017-10-31"));
            for (String other :
                    new String[] {"/", "/api/publishers/contoso", Service.OFFER_PATH + "/golive", "operation"}) {
                IllegalArgumentException refusal =
                        assertThrows(IllegalArgumentException.class, () -> marketplace.locate(other));
                assertThat(refusal.getMessage(), containsString("“" + other + "” is not the location of an operation"));
            }
            assertThat(service.api.received(), is(empty()));
            assertThat(service.authority.received(), is(empty()));
        }
    }

    @Test
    void isCheckedAgainBeforeATokenGoesThere() {
        try (Service service = new Service();
                ScriptedServer foreign = new ScriptedServer()) {
            foreign.on("", answer(200, "{\"status\": \"running\"}"));
            HttpUrl elsewhere = HttpUrl.get(foreign.url() + "/api/operations/a");
            OperationLocation forged = new OperationLocation("/api/operations/a", elsewhere);

            assertThrows(
                    IllegalArgumentException.class, () -> service.marketplace().operation(forged));

            assertThat(foreign.received(), is(empty()));
        }
    }

    @Test
    void showsTheTextThatTheServiceSent() {
        assertThat(parse("/api/operations/a$b$1").toString(), is("/api/operations/a$b$1"));
        assertThat(parse("/api/operations/a$b$1").toString(), not(containsString("api-version")));
    }
}
