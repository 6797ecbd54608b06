package io.jenkins.plugins.azuremarketplace.simulator;

import io.jenkins.plugins.azuremarketplace.simulator.Answer.Delivery;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * One way in which an answer goes wrong. Names that end in {@code After}, and those about locations, let the service process
 * the request first; the others keep it from happening.
 */
public final class Fault {

    private static final Runnable NOTHING = () -> {};
    private static final Fault NONE =
            new Fault(Duration.ZERO, Duration.ZERO, true, false, NOTHING, NOTHING, answer -> answer);

    /** Longer than anybody waits; ends when the simulator is closed. */
    private static final Duration NEVER = Duration.ofDays(1);

    private final Duration delay;
    private final Duration hesitation;
    private final boolean processed;
    private final boolean revoking;
    private final Runnable before;
    private final Runnable after;
    private final UnaryOperator<Answer> change;

    private Fault(
            Duration delay,
            Duration hesitation,
            boolean processed,
            boolean revoking,
            Runnable before,
            Runnable after,
            UnaryOperator<Answer> change) {
        this.delay = delay;
        this.hesitation = hesitation;
        this.processed = processed;
        this.revoking = revoking;
        this.before = before;
        this.after = after;
        this.change = change;
    }

    private static Fault instead(Answer answer) {
        return new Fault(Duration.ZERO, Duration.ZERO, false, false, NOTHING, NOTHING, processed -> answer);
    }

    private static Fault after(UnaryOperator<Answer> change) {
        return new Fault(Duration.ZERO, Duration.ZERO, true, false, NOTHING, NOTHING, change);
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

    public static Fault reset() {
        return instead(Answer.empty(200).delivered(Delivery.RESET));
    }

    public static Fault resetAfter() {
        return after(answer -> answer.delivered(Delivery.RESET));
    }

    /** No answer, and no end of the connection either, as long as the simulator is there. */
    public static Fault hang() {
        return drop().hesitant(NEVER);
    }

    public static Fault hangAfter() {
        return dropAfter().hesitant(NEVER);
    }

    public static Fault answer(int status) {
        return instead(OddAnswers.failure(status));
    }

    public static Fault answer(int status, String contentType, String body) {
        return instead(Answer.text(status, contentType, body));
    }

    public static Fault answerAfter(int status) {
        return after(answer -> OddAnswers.failure(status));
    }

    /** Nothing but late, by real time. */
    public static Fault delay(Duration delay) {
        return none().late(delay);
    }

    /** This fault, after a while of real time; a request that is processed at all is so at the end of it. */
    public Fault late(Duration by) {
        return new Fault(by, hesitation, processed, revoking, before, after, change);
    }

    /** Processed at once, but answered only after a while of real time. */
    public static Fault delayAfter(Duration delay) {
        return none().hesitant(delay);
    }

    private Fault hesitant(Duration by) {
        return new Fault(delay, by, processed, revoking, before, after, change);
    }

    /** This fault, and something that happens between the arrival of the request and its processing. */
    public Fault beforehand(Runnable event) {
        return new Fault(delay, hesitation, processed, revoking, event, after, change);
    }

    /** This fault, and something that happens between the processing and the answer. */
    public Fault afterwards(Runnable event) {
        return new Fault(delay, hesitation, processed, revoking, before, event, change);
    }

    /** This fault, with a body that can't be read. */
    public Fault spoilt(Spoiling how) {
        return new Fault(delay, hesitation, processed, revoking, before, after, answer -> {
            Answer changed = change.apply(answer);
            return changed == null ? null : how.spoil(changed);
        });
    }

    /** The answer of the service, with a body that can't be read. */
    public static Fault spoiltAfter(Spoiling how) {
        return none().spoilt(how);
    }

    public static Fault throttled(String retryAfter) {
        return instead(OddAnswers.failure(429).with("Retry-After", retryAfter));
    }

    public static Fault unavailable(String retryAfter) {
        return instead(OddAnswers.failure(503).with("Retry-After", retryAfter));
    }

    /** 401, and the token that came with the request is worth nothing from now on. */
    public static Fault staleToken() {
        return new Fault(
                Duration.ZERO, Duration.ZERO, false, true, NOTHING, NOTHING, answer -> Tokens.unauthorized());
    }

    public static Fault html(int status) {
        return instead(OddAnswers.html(status));
    }

    /** What a gateway says for itself. */
    public static Fault gatewayPage(int status) {
        return instead(OddAnswers.gatewayPage(status));
    }

    /** 200 and the page on which a proxy wants people to sign in. */
    public static Fault loginPage() {
        return instead(OddAnswers.loginPage());
    }

    public static Fault xml(int status) {
        return instead(OddAnswers.xml(status));
    }

    /** Problem details, with the reasons in a map from fields to texts. */
    public static Fault problem(int status) {
        return instead(OddAnswers.problem(status));
    }

    /** For tokens: 400 that means come again. */
    public static Fault transientTokenError() {
        return instead(OddAnswers.transientTokenError());
    }

    /** 200 and a body that is no JSON. */
    public static Fault garbage() {
        return instead(OddAnswers.garbage());
    }

    public static Fault garbageAfter() {
        return after(answer -> answer.status() < 300 ? OddAnswers.garbage() : answer);
    }

    public static Fault empty(int status) {
        return instead(Answer.empty(status));
    }

    /** 200 and 2 MiB of correct JSON. */
    public static Fault oversized() {
        return instead(OddAnswers.oversized());
    }

    /** As {@link #oversized()}, 20 MiB, but only some 20 kB of them on the wire. */
    public static Fault oversizedGzip() {
        return instead(OddAnswers.oversizedGzip());
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
        return redirect(302, url);
    }

    public static Fault redirect(int status, String url) {
        return instead(Answer.empty(status).with("Location", url));
    }

    public static Fault redirectAfter(String url) {
        return after(answer -> Answer.empty(302).with("Location", url));
    }

    Duration delay() {
        return delay;
    }

    /** The time between the processing and the answer. */
    Duration hesitation() {
        return hesitation;
    }

    boolean isSlow() {
        return !delay.isZero() || !hesitation.isZero();
    }

    boolean processed() {
        return processed;
    }

    boolean revoking() {
        return revoking;
    }

    void before() {
        before.run();
    }

    void after() {
        after.run();
    }

    /** From the answer of the service, {@code null} where it was not asked, to the one that is sent. */
    Answer change(Answer answer) {
        return change.apply(answer);
    }
}
