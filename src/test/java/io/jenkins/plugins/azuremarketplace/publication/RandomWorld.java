package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.simulator.Call;
import io.jenkins.plugins.azuremarketplace.simulator.Dialect;
import io.jenkins.plugins.azuremarketplace.simulator.Fault;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.LocationForm;
import io.jenkins.plugins.azuremarketplace.simulator.Pages;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.PreviewState;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.SignoffWords;
import io.jenkins.plugins.azuremarketplace.simulator.Spelling;
import io.jenkins.plugins.azuremarketplace.simulator.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws a service: how it fares with our publication, who else uses it, how it writes, and what goes wrong. */
final class RandomWorld {

    /** Absence is believed after a quarter of an hour. */
    private static final int MOST_LAG_SECONDS = 14 * 60;

    /** How many faults in a row there are at most, and how likely each oddity is in per cent: from calm to wild. */
    private static final int[] FAULTS = {1, 3, 6};

    private static final int[] ODDITIES = {12, 25, 45};

    /** Everything that goes wrong passes, so that the publication must get to its own end. */
    boolean calm;

    boolean good;
    boolean wait;
    ConflictPolicy onConflict;
    Duration limit;
    Duration steady;
    Duration takes;
    boolean alreadyLive;
    /** A look is refused again and again, so that a wait may end by that. */
    boolean refusedForGood;

    boolean connectionsDie;
    /** Set by whoever runs the publication. */
    boolean crashed;

    boolean conflictsAsJobs;
    boolean withoutResults;
    /** The answer to the request itself tells how our publication ended. */
    boolean endsAtOnce;
    /** An answer of the service may hide for a while how our publication ended. */
    boolean late;

    /** What was drawn, for people. */
    final List<String> story = new ArrayList<>();

    private final Random random;
    private final RandomFaults faults;
    private final ServiceSimulator service;
    private final int oddity;

    RandomWorld(Random random, ServiceSimulator service) {
        this.random = random;
        this.service = service;
        faults = new RandomFaults(random);
        int wildness = random.nextInt(3);
        oddity = ODDITIES[wildness];
        calm = wildness == 0;
        publication();
        writing();
        if (service instanceof PortalSimulator portal) {
            portal(portal);
        } else if (service instanceof IngestionSimulator ingestion) {
            ingestion(ingestion.dialect(), ingestion);
        }
        others();
        refusals();
        weather(FAULTS[wildness]);
    }

    private void publication() {
        good = random.nextInt(4) > 0;
        wait = random.nextInt(4) > 0;
        onConflict = random.nextInt(4) > 0 ? ConflictPolicy.FAIL : ConflictPolicy.WAIT;
        boolean shortLimit = !calm && random.nextInt(6) == 0;
        limit = shortLimit ? Duration.ofMinutes(40 + random.nextInt(700)) : Duration.ofDays(2);
        takes = switch (random.nextInt(8)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(1 + random.nextInt(120));
            case 2 -> Duration.ofHours(12 + random.nextInt(calm ? 30 : 48));
            default -> Duration.ofMinutes(5 + random.nextInt(300));
        };
        // Few looks, since each costs real time; but not so few that all of them are alike.
        steady = shortLimit ? Duration.ofMinutes(5) : Duration.ofMinutes(15 + random.nextInt(60));
        service.publicationTakes(takes);
        service.endsWith(
                good ? "completed" : random.nextBoolean() ? "failed" : "canceled",
                good ? new String[0] : new String[] {"A reason."});
        if (odd("submissions lag")) {
            service.submissionsLag(Duration.ofSeconds(random.nextInt(MOST_LAG_SECONDS)));
        }
        if (odd("states lag")) {
            late = true;
            service.statesLag(Duration.ofSeconds(random.nextInt(MOST_LAG_SECONDS)));
        }
        connectionsDie = odd("connections die");
        service.closesSilently(connectionsDie);
    }

    private void writing() {
        Times times = service.times();
        if (odd("list times off")) {
            times.listsOff(Duration.ofMinutes(random.nextInt(24 * 60) - 12 * 60));
        }
        times.listsWithoutZone(odd("list times without zone"));
        times.listsWithoutTimes(odd("lists without times"));
        times.fractionDigits(random.nextInt(3) == 0 ? 0 : 6 + random.nextInt(2));
        times.withoutDate(odd("no Date"));
        if (odd("Date off")) {
            times.dateOff(Duration.ofMinutes(random.nextInt(24 * 60) - 12 * 60));
        }
        if (odd("capitals")) {
            service.spelling(any(Spelling.values()));
        }
        if (odd("pages")) {
            Pages pages = service.pages();
            pages.size(1 + random.nextInt(3));
            pages.emptyFirst(random.nextInt(3) == 0);
            pages.linkName(any("nextLink", "@nextLink", "@odata.nextLink"));
            pages.link(any(Pages.Link.RELATIVE, Pages.Link.PATH, Pages.Link.ABSOLUTE));
            if (!calm && random.nextInt(4) == 0) {
                pages.link(any(Pages.Link.CIRCULAR, Pages.Link.ENDLESS, Pages.Link.ELSEWHERE));
                story.add("pages that are wrong");
            }
        }
    }

    private void portal(PortalSimulator portal) {
        LocationForm form = any(LocationForm.values());
        portal.locationForm(form);
        portal.locationHeader(any("Location", "Operation-Location"));
        portal.offerAsLocation(odd("Location of the offer"));
        portal.operationAsArray(random.nextBoolean());
        portal.listAsObject(random.nextBoolean());
        boolean migrated = form != LocationForm.RELATIVE_NOT_MIGRATED;
        portal.listsKeys(!migrated && random.nextBoolean());
        story.add(form.toString());
        if (random.nextInt(3) == 0) {
            story.add("signoff");
            portal.previewsAwaitSignoff(true);
            portal.signoffWords(any(SignoffWords.DOCUMENTED, SignoffWords.OBSERVED, SignoffWords.LOUD));
            portal.previewsLookLive(!calm && odd("previews look live"));
            portal.previewsKeepTheirType(!calm && odd("previews keep their type"));
            if (random.nextInt(4) > 0) {
                portal.previewInSignoff(Bench.OFFER.publisher(), Bench.OFFER.id());
            }
        }
    }

    private void ingestion(Dialect dialect, IngestionSimulator ingestion) {
        dialect.jobIdName(any("jobId", "jobID"));
        dialect.externalIdName(any("externalId", "externalID"));
        withoutResults = odd("no results");
        dialect.withoutResults(withoutResults);
        endsAtOnce = takes.isZero();
        dialect.createdOfPreview(odd("created of preview"));
        conflictsAsJobs = odd("conflicts as jobs");
        dialect.conflictsAsJobs(conflictsAsJobs);
        if (odd("results lag")) {
            late = true;
            dialect.resultsLag(Duration.ofSeconds(random.nextInt(MOST_LAG_SECONDS)));
        }
        ingestion.formerlyLive(random.nextInt(4) > 0);
        if (!calm && random.nextInt(20) == 0) {
            story.add("already live");
            alreadyLive = true;
            ingestion.preview(Bench.OFFER.id(), PreviewState.ALREADY_LIVE);
        } else if (odd("newer preview")) {
            // After the request: before it, the service would rightly refuse the older one.
            service.next(
                    Call.OPERATION,
                    Fault.none().beforehand(() -> ingestion.preview(Bench.OFFER.id(), PreviewState.SUCCEEDED)));
        }
    }

    private void others() {
        if (calm || random.nextInt(3) > 0) {
            return;
        }
        service.othersFare(Duration.ofMinutes(random.nextInt(600)), any("completed", "failed", "canceled"));
        for (int i = 0; i <= random.nextInt(3); i++) {
            other(any("publish", "goLive"));
        }
    }

    private void other(String type) {
        String publisher = Bench.OFFER.publisher();
        String offer = Bench.OFFER.id();
        Runnable start = () -> service.foreignOperationIfFree(publisher, offer, type);
        int when = random.nextInt(5);
        story.add("other " + type + " " + when);
        switch (when) {
            case 0 -> start.run();
            case 1 ->
                service.next(Call.GO_LIVE, faults.draw(Call.GO_LIVE, false).beforehand(start));
            case 2 ->
                service.next(Call.GO_LIVE, faults.draw(Call.GO_LIVE, false).afterwards(start));
            case 3 -> service.next(Call.SUBMISSIONS, Fault.none().afterwards(start));
            default ->
                service.foreignOperationAt(Bench.START.plusSeconds(random.nextInt(4 * 3600)), publisher, offer, type);
        }
    }

    private void refusals() {
        if (calm) {
            return;
        }
        if (random.nextInt(12) == 0) {
            story.add("list refused for good");
            service.always(Call.SUBMISSIONS, faults.refusal());
            refusedForGood = true;
            if (random.nextInt(4) == 0) {
                story.add("status refused for good");
                service.always(Call.STATUS, faults.refusal());
            }
        }
        if (random.nextInt(25) == 0) {
            story.add("operation refused for good");
            service.always(Call.OPERATION, faults.refusal());
            refusedForGood = true;
        }
        if (random.nextInt(25) == 0) {
            story.add("go-live refused for good");
            service.always(Call.GO_LIVE, faults.refusal());
        }
    }

    private void weather(int most) {
        for (Call call :
                List.of(Call.TOKEN, Call.GO_LIVE, Call.OPERATION, Call.SUBMISSIONS, Call.STATUS, Call.PRODUCT)) {
            Fault[] drawn = IntStream.range(0, random.nextInt(most + 1))
                    .mapToObj(any -> !calm && random.nextInt(3) == 0 ? Fault.none() : faults.draw(call, calm))
                    .toArray(Fault[]::new);
            service.next(call, drawn);
        }
    }

    private boolean odd(String what) {
        boolean odd = random.nextInt(100) < oddity;
        if (odd) {
            story.add(what);
        }
        return odd;
    }

    @SafeVarargs
    private <T> T any(T... all) {
        return all[random.nextInt(all.length)];
    }

    @Override
    public String toString() {
        return (calm ? "calm" : "rough") + ", " + (good ? "good" : "bad") + ", " + (wait ? "waits" : "does not wait")
                + ", " + onConflict + ", takes " + takes + " of " + limit + ", " + String.join(", ", story);
    }
}
