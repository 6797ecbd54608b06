package io.jenkins.plugins.azuremarketplace.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What comes instead of the answers of a service. */
final class OddAnswers {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    private OddAnswers() {}

    static Answer failure(int status) {
        return Answer.error(status, "Simulated" + status, "The simulator was told to answer " + status + ".");
    }

    static Answer html(int status) {
        return Answer.text(
                status,
                HTML,
                "<!DOCTYPE html><html><body><h1>Our services aren't available right now</h1></body></html>");
    }

    static Answer gatewayPage(int status) {
        return Answer.text(
                status,
                "text/html",
                "<html><head><title>" + status + "</title></head><body><center><h1>" + status
                        + "</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center></body></html>");
    }

    static Answer loginPage() {
        return Answer.text(
                200, HTML, "<!DOCTYPE html><html><body><form action=\"/login\">Please sign in.</form></body></html>");
    }

    static Answer xml(int status) {
        return Answer.text(
                status,
                "application/xml",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>"
                        + "<Error><Code>ServerBusy</Code><Message>Simulated.</Message></Error>");
    }

    static Answer problem(int status) {
        String body = """
                {"type": "about:blank", "title": "One or more validation errors occurred.", "status": %d,
                 "errors": {"x-ms-someHeader": ["SomeHeader is a required header."]}, "traceId": "00-0"}""";
        return Answer.text(status, "application/problem+json", body.formatted(status));
    }

    static Answer transientTokenError() {
        return Answer.text(400, JSON, """
                {"error": "temporarily_unavailable", "error_codes": [90033], "error_description":
                 "AADSTS90033: A transient error has occurred. Please try again."}""");
    }

    static Answer garbage() {
        return Answer.text(200, JSON, "{\"status\": \"runn");
    }

    static Answer oversized() {
        return Answer.text(200, JSON, padded(2 << 20));
    }

    static Answer oversizedGzip() {
        byte[] packed = Spoiling.gzip(padded(20 << 20).getBytes(StandardCharsets.UTF_8));
        return new Answer(200, Map.of("Content-Type", JSON, "Content-Encoding", "gzip"), packed);
    }

    private static String padded(int size) {
        return "{\"status\":\"running\",\"padding\":\"" + "x".repeat(size) + "\"}";
    }
}
