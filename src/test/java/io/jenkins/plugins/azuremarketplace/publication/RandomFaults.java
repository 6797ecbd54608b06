package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.Spoiling;
import java.time.Duration;
import java.util.Random;

/** Draws what goes wrong with one answer. Faults that cost real time are rare. */
final class RandomFaults {

    private static final Duration TOO_LONG = Duration.ofMillis(400);
    private static final String ELSEWHERE = "https://elsewhere.example/login";

    private final Random random;

    RandomFaults(Random random) {
        this.random = random;
    }

    /**
     * @param calm only what passes by itself, and refuses nothing that matters
     */
    Fault draw(Call call, boolean calm) {
        if (random.nextInt(250) == 0) {
            return slow();
        }
        return switch (call) {
            case TOKEN -> calm || random.nextInt(8) > 0 ? tokenWeather() : tokenRefusal();
            case SUBMIT -> calm || random.nextInt(4) > 0 ? doubt() : refusal();
            // That a single refusal among good answers means nothing holds for the wait alone.
            case OPERATION -> random.nextInt(3) > 0 ? weather() : refusal();
            default -> calm || random.nextInt(3) > 0 ? weather() : refusal();
        };
    }

    private Fault slow() {
        return switch (random.nextInt(4)) {
            case 0 -> Fault.delay(TOO_LONG);
            case 1 -> Fault.delayAfter(TOO_LONG);
            case 2 -> Fault.hang();
            default -> Fault.hangAfter();
        };
    }

    private Fault tokenWeather() {
        return switch (random.nextInt(7)) {
            case 0 -> Fault.transientTokenError();
            case 1 -> Fault.throttled("5");
            case 2 -> Fault.drop();
            case 3 -> Fault.garbage();
            case 4 -> Fault.html(502);
            case 5 -> Fault.spoiltAfter(spoiling());
            default -> Fault.answer(503);
        };
    }

    private Fault tokenRefusal() {
        return switch (random.nextInt(3)) {
            case 0 -> Fault.redirect(302, ELSEWHERE);
            case 1 -> Fault.gatewayPage(403);
            default -> Fault.loginPage();
        };
    }

    /** Answers to a go-live that leave open what became of it, or only where it is. */
    private Fault doubt() {
        return switch (random.nextInt(14)) {
            case 0 -> Fault.drop();
            case 1, 2 -> random.nextBoolean() ? Fault.dropAfter() : Fault.resetAfter();
            case 3 -> Fault.reset();
            case 4 -> passing();
            case 5, 6 -> Fault.answerAfter(passingStatus());
            case 7 -> Fault.staleToken();
            case 8 -> Fault.withoutLocation();
            case 9 -> Fault.location(random.nextBoolean() ? "https://elsewhere.example/api/operations/1" : "::\\ 7");
            case 10, 11 -> Fault.spoiltAfter(spoiling());
            case 12 -> Fault.garbageAfter();
            default -> passing().spoilt(spoiling());
        };
    }

    private Fault weather() {
        return switch (random.nextInt(10)) {
            case 0 -> Fault.drop();
            case 1 -> Fault.reset();
            case 2 -> passing();
            case 3 -> Fault.answer(401);
            case 4 -> Fault.garbage();
            case 5 -> Fault.throttled("20");
            case 6 -> Fault.answer(502);
            case 7 -> passing().spoilt(spoiling());
            case 8 -> Fault.oversized();
            default -> Fault.spoiltAfter(spoiling());
        };
    }

    private Fault passing() {
        int status = passingStatus();
        return switch (random.nextInt(4)) {
            case 0 -> Fault.html(status);
            case 1 -> Fault.xml(status);
            case 2 -> Fault.empty(status);
            default -> Fault.answer(status);
        };
    }

    private int passingStatus() {
        int[] all = {408, 425, 429, 500, 502, 503, 504};
        return all[random.nextInt(all.length)];
    }

    /** No, whatever the body says; or the page of somebody who keeps the request from the service. */
    Fault refusal() {
        if (random.nextInt(7) == 0) {
            // Never spoilt: a success that can't be read is an acceptance.
            return Fault.loginPage();
        }
        int[] all = {400, 403, 404, 407, 410};
        int status = all[random.nextInt(all.length)];
        Fault fault =
                switch (random.nextInt(6)) {
                    case 0 -> Fault.gatewayPage(status);
                    case 1 -> Fault.xml(status);
                    case 2 -> Fault.problem(status);
                    case 3 -> Fault.redirect(random.nextBoolean() ? 302 : 307, ELSEWHERE);
                    case 4 -> Fault.empty(status);
                    default -> Fault.answer(status);
                };
        return random.nextInt(4) == 0 ? fault.spoilt(spoiling()) : fault;
    }

    private Spoiling spoiling() {
        Spoiling[] all = Spoiling.values();
        return all[random.nextInt(all.length)];
    }
}
