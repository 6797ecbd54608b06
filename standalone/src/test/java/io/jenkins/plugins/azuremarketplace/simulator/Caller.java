package io.jenkins.plugins.azuremarketplace.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The least that it takes to talk to a simulator; no redirects. */
final class Caller {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "s3cret-of-the-simulator";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServiceSimulator simulator;
    private final String scope;
    private String token = "";

    Caller(ServiceSimulator simulator, String resource) {
        this.simulator = simulator;
        this.scope = resource + "/.default";
    }

    /** Gets a token for all further calls. */
    Caller signedIn() throws IOException, InterruptedException {
        token = json(token("tenant", "client", SECRET)).path("access_token").asText();
        return this;
    }

    HttpResponse<String> token(String tenant, String client, String secret) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret + "&scope=" + scope;
        return http.send(HttpRequest.newBuilder(simulator.authority().resolve("/" + tenant + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** With {@code If-Match: *}. */
    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).header("If-Match", "*").POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /** Does not read the body. */
    HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofInputStream());
    }

    HttpRequest.Builder request(String path) {
        URI uri = path.startsWith("http") ? URI.create(path) : URI.create(simulator.authority() + path);
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}
