package io.jenkins.plugins.azuremarketplace.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.azuremarketplace.api.Endpoints;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceException.Kind;
import io.jenkins.plugins.azuremarketplace.api.text.Json;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** Reads a list to its end: an array, or a {@code value} and perhaps a link to the next page. */
public final class Pages {

    /** More is a defect of the service, and told: the rest is never taken for absent. */
    private static final int MOST = 100;

    private final MarketplaceHttp http;
    private final Endpoints endpoints;
    private final String versionParameter;

    public Pages(MarketplaceHttp http, Endpoints endpoints, String versionParameter) {
        this.http = http;
        this.endpoints = endpoints;
        this.versionParameter = versionParameter;
    }

    /**
     * @param elements of all pages in their order
     * @param last the answer with the last page
     */
    public record Listing(List<JsonNode> elements, HttpAnswer last) {}

    /** All elements of all pages. */
    public Listing all(HttpUrl first, String purpose) throws MarketplaceException {
        return until(first, purpose, element -> false);
    }

    /** The elements up to the first page that holds one of this kind. */
    public Listing until(HttpUrl first, String purpose, Predicate<JsonNode> enough) throws MarketplaceException {
        List<JsonNode> elements = new ArrayList<>();
        Set<HttpUrl> seen = new HashSet<>();
        HttpUrl page = first;
        while (true) {
            if (!seen.add(page)) {
                throw unusable(purpose, "its pages go round in a circle");
            }
            if (seen.size() > MOST) {
                throw unusable(purpose, "it has more than " + MOST + " pages");
            }
            HttpAnswer answer = http.get(page, purpose);
            JsonNode document = Json.parse(answer.body());
            List<JsonNode> onPage = elements(document, answer, purpose);
            elements.addAll(onPage);
            String link = Json.text(document, "@nextLink", "nextLink", "@odata.nextLink");
            if (link.isBlank() || onPage.stream().anyMatch(enough)) {
                return new Listing(elements, answer);
            }
            page = next(page, link, purpose);
        }
    }

    private static List<JsonNode> elements(JsonNode document, HttpAnswer answer, String purpose)
            throws MarketplaceException {
        JsonNode list = document.isObject() ? Json.field(document, "value") : document;
        if (!list.isArray()) {
            throw new MarketplaceException(
                    Kind.UNUSABLE,
                    "Could not " + purpose + ": the answer can't be read (" + PlainText.of(answer.body(), 100) + ").",
                    null);
        }
        return Json.elements(list);
    }

    /** The first reading of the link that lies on the service: absolute, or relative to page, host or base URL. */
    private HttpUrl next(HttpUrl page, String link, String purpose) throws MarketplaceException {
        HttpUrl base = endpoints.resolve("").build();
        HttpUrl url = Stream.of(
                        link.startsWith("?") ? page.resolve(link) : null,
                        base.newBuilder().encodedPath("/").build().resolve(link),
                        base.resolve(link),
                        base.resolve(link.replaceFirst("^/(?!/)", "")))
                .filter(candidate -> candidate != null && endpoints.owns(candidate))
                .findFirst()
                .orElseThrow(() ->
                        unusable(purpose, "the link to its next page can't be used (" + PlainText.of(link, 100) + ")"));
        return url.queryParameter(versionParameter) == null
                ? url.newBuilder()
                        .addEncodedQueryParameter(versionParameter, endpoints.version())
                        .build()
                : url;
    }

    private static MarketplaceException unusable(String purpose, String why) {
        return new MarketplaceException(Kind.UNUSABLE, "Could not " + purpose + ": " + why + ".", null);
    }
}
