package io.jenkins.plugins.azuremarketplace.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * One way in which an answer goes wrong. Names that end in {@code After}, and those about locations, let the service process
 * the request first; the others keep it from happening.
 */
public final class Fault {

    private static final Fault NONE = new Fault(Duration.ZERO, Duration.ZERO, true, false, answer -> answer);
    private static final String JSON = "application/json; charset=utf-8";

    private final Duration delay;
    private final Duration hesitation;
    private final boolean processed;
    private final boolean revoking;
    private final UnaryOperator<Answer> change;

    private Fault(Duration delay, Duration hesitation, boolean processed, boolean revoking, UnaryOperator<Answer> change) {
        this.delay = delay;
        this.hesitation = hesitation;
        this.processed = processed;
        this.revoking = revoking;
        this.change = change;
    }

    private static Fault instead(Answer answer) {
        return new Fault(Duration.ZERO, Duration.ZERO, false, false, processed -> answer);
    }

    private static Fault after(UnaryOperator<Answer> change) {
        return new Fault(Duration.ZERO, Duration.ZERO, true, false, change);
    }

    public static Fault none() {
        return NONE;
    }

    /** Closes the connection. */
    public static Fault drop() {
        return instead(null);
    }

    public static Fault dropAfter() {
        return after(answer -> null);
    }

    public static Fault answer(int status) {
        return instead(failure(status));
    }

    public static Fault answer(int status, String contentType, String body) {
        return instead(Answer.text(status, contentType, body));
    }

    public static Fault answerAfter(int status) {
        return after(answer -> failure(status));
    }

    /** Nothing but late, by real time. */
    public static Fault delay(Duration delay) {
        return none().late(delay);
    }

    /** This fault, after a while of real time; a request that is processed at all is so at the end of it. */
    public Fault late(Duration by) {
        return new Fault(by, hesitation, processed, revoking, change);
    }

    /** Processed at once, but answered only after a while of real time. */
    public static Fault delayAfter(Duration delay) {
        return new Fault(Duration.ZERO, delay, true, false, answer -> answer);
    }

    public static Fault throttled(String retryAfter) {
        return instead(failure(429).with("Retry-After", retryAfter));
    }

    public static Fault unavailable(String retryAfter) {
        return instead(failure(503).with("Retry-After", retryAfter));
    }

    /** 401, and the token that came with the request is worth nothing from now on. */
    public static Fault staleToken() {
        return new Fault(Duration.ZERO, Duration.ZERO, false, true, answer -> Tokens.unauthorized());
    }

    public static Fault html(int status) {
        return answer(status, "text/html; charset=utf-8",
                "<!DOCTYPE html><html><body><h1>Our services aren't available right now</h1></body></html>");
    }

    /** 200 and a body that is no JSON. */
    public static Fault garbage() {
        return answer(200, JSON, "{\"status\": \"runn");
    }

    public static Fault garbageAfter() {
        return after(answer -> Answer.text(200, JSON, "{\"status\": \"runn"));
    }

    public static Fault empty(int status) {
        return instead(Answer.empty(status));
    }

    /** 200 and 2 MiB of correct JSON. */
    public static Fault oversized() {
        return answer(200, JSON, "{\"status\":\"running\",\"padding\":\"" + "x".repeat(2 << 20) + "\"}");
    }

    /** As {@link #oversized()}, 20 MiB, but only some 20 kB of them on the wire. */
    public static Fault oversizedGzip() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"status\":\"running\",\"padding\":\"".getBytes(StandardCharsets.UTF_8));
            gzip.write("x".repeat(20 << 20).getBytes(StandardCharsets.UTF_8));
            gzip.write("\"}".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return instead(new Answer(200, Map.of("Content-Type", JSON, "Content-Encoding", "gzip"), packed.toByteArray()));
    }

    /** Accepted, but nothing tells which operation it became: neither a header nor a body. */
    public static Fault withoutLocation() {
        return after(answer -> answer.status() < 300 ? Answer.empty(202) : answer);
    }

    /** Accepted, with this value in whichever header the service writes its locations to. */
    public static Fault location(String value) {
        return after(answer -> answer.status() >= 300 ? answer : answer.with(
                answer.headers().containsKey("Operation-Location") ? "Operation-Location" : "Location", value));
    }

    public static Fault redirect(String url) {
        return instead(Answer.empty(302).with("Location", url));
    }

    public static Fault redirectAfter(String url) {
        return after(answer -> Answer.empty(302).with("Location", url));
    }

    private static Answer failure(int status) {
        return Answer.error(status, "Simulated" + status, "The simulator was told to answer " + status + ".");
    }

    Duration delay() {
        return delay;
    }

    /** The time between the processing and the answer. */
    Duration hesitation() {
        return hesitation;
    }

    boolean processed() {
        return processed;
    }

    boolean revoking() {
        return revoking;
    }

    /** From the answer of the service, {@code null} where it was not asked, to the one that is sent. */
    Answer change(Answer answer) {
        return change.apply(answer);
    }
}
