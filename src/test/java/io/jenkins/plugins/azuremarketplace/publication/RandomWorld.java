package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws a service: how it fares with our publication, who else uses it, how it writes, and what goes wrong. */
final class RandomWorld {

    /** From calm to wild: how many faults in a row there are at most, and how likely each oddity is in per cent. */
    private static final int[] FAULTS = {1, 3, 6};

    private static final int[] ODDITIES = {12, 25, 45};

    /** Everything that goes wrong passes, so that the publication must get to its own end. */
    final boolean calm;

    final boolean good;
    final boolean wait;
    final ConflictPolicy onConflict;
    final Duration limit;
    final Duration steady;
    final RandomWriting writing;
    final boolean connectionsDie;
    /** The answer to the request itself tells how our publication ended. */
    boolean endsAtOnce;

    boolean alreadyLive;
    /** A look is refused again and again, so that a wait may end by that. */
    boolean refusedForGood;

    /** Set by whoever runs the publication. */
    boolean crashed;

    private final Random random;
    private final Dice dice;
    private final RandomFaults faults;
    private final ServiceSimulator service;
    private final Duration takes;

    RandomWorld(Random random, ServiceSimulator service, Target target) {
        this.random = random;
        this.service = service;
        int wildness = random.nextInt(3);
        calm = wildness == 0;
        dice = new Dice(random, ODDITIES[wildness]);
        faults = new RandomFaults(random);
        good = !dice.onceIn(4);
        wait = !dice.onceIn(4);
        onConflict = dice.onceIn(4) ? ConflictPolicy.WAIT : ConflictPolicy.FAIL;
        boolean shortLimit = !calm && dice.onceIn(6);
        limit = shortLimit ? dice.minutes(40, 12 * 60) : Duration.ofDays(2);
        // Few looks, since each costs real time; but not so few that all of them are alike.
        steady = shortLimit ? Duration.ofMinutes(5) : dice.minutes(15, 75);
        takes = takes();
        service.publicationTakes(takes);
        service.endsWith(
                good ? "completed" : dice.any("failed", "canceled"), good ? new String[0] : new String[] {"A reason."});
        connectionsDie = dice.odd("connections die");
        service.closesSilently(connectionsDie);
        writing = new RandomWriting(dice, service, target, calm);
        if (service instanceof IngestionSimulator ingestion) {
            endsAtOnce = takes.isZero();
            ingestion.formerlyLive(!dice.onceIn(4));
            // Who publishes to preview could not tell it from his own.
            ingestion.othersPreviewAgain(target == Target.LIVE);
            if (target == Target.LIVE) {
                preview(ingestion);
            }
        }
        if (!calm) {
            others();
            refusals();
        }
        weather(FAULTS[wildness]);
    }

    private Duration takes() {
        return switch (random.nextInt(8)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(1 + random.nextInt(120));
            case 2 -> Duration.ofHours(12 + random.nextInt(calm ? 30 : 48));
            default -> dice.minutes(5, 300);
        };
    }

    private void preview(IngestionSimulator ingestion) {
        if (!calm && dice.onceIn(20, "already live")) {
            alreadyLive = true;
            ingestion.preview(PublicationFixture.OFFER.id(), PreviewState.ALREADY_LIVE);
        } else if (dice.odd("newer preview")) {
            // After the request: before it, the service would rightly refuse the older one.
            Runnable newer = () -> ingestion.preview(PublicationFixture.OFFER.id(), PreviewState.SUCCEEDED);
            service.next(Call.OPERATION, Fault.none().beforehand(newer));
        }
    }

    private void others() {
        if (dice.onceIn(3)) {
            service.othersFare(dice.minutes(0, 600), dice.any("completed", "failed", "canceled"));
            for (int i = 0; i <= random.nextInt(3); i++) {
                other(dice.any("publish", "goLive"));
            }
        }
    }

    private void other(String type) {
        String publisher = PublicationFixture.OFFER.publisher();
        String offer = PublicationFixture.OFFER.id();
        Runnable start = () -> service.foreignOperationIfFree(publisher, offer, type);
        Fault fault = faults.draw(Call.SUBMIT, false);
        String when = dice.any("first", "before ours", "after ours", "after a look", "some time");
        dice.story.add("other " + type + " " + when);
        switch (when) {
            case "first" -> start.run();
            case "before ours" -> service.next(Call.SUBMIT, fault.beforehand(start));
            case "after ours" -> service.next(Call.SUBMIT, fault.afterwards(start));
            case "after a look" -> service.next(Call.SUBMISSIONS, Fault.none().afterwards(start));
            default ->
                service.foreignOperationAt(PublicationFixture.START.plus(dice.minutes(0, 240)), publisher, offer, type);
        }
    }

    private void refusals() {
        if (dice.onceIn(12, "list refused for good")) {
            refusedForGood = true;
            service.always(Call.SUBMISSIONS, faults.refusal());
            if (dice.onceIn(4, "status refused for good")) {
                service.always(Call.STATUS, faults.refusal());
            }
        }
        if (dice.onceIn(25, "operation refused for good")) {
            refusedForGood = true;
            service.always(Call.OPERATION, faults.refusal());
        }
        if (dice.onceIn(25, "go-live refused for good")) {
            service.always(Call.SUBMIT, faults.refusal());
        }
    }

    private void weather(int most) {
        for (Call call :
                List.of(Call.TOKEN, Call.SUBMIT, Call.OPERATION, Call.SUBMISSIONS, Call.STATUS, Call.PRODUCT)) {
            Fault[] drawn = IntStream.range(0, random.nextInt(most + 1))
                    .mapToObj(any -> !calm && dice.onceIn(3) ? Fault.none() : faults.draw(call, calm))
                    .toArray(Fault[]::new);
            service.next(call, drawn);
        }
    }

    @Override
    public String toString() {
        return (calm ? "calm" : "rough") + ", " + (good ? "good" : "bad") + ", " + (wait ? "waits" : "does not wait")
                + ", " + onConflict + ", takes " + takes + " of " + limit + ", " + String.join(", ", dice.story);
    }
}
