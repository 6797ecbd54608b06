package io.jenkins.plugins.azuremarketplace.publication;

import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.simulator.Dialect;
import io.jenkins.plugins.azuremarketplace.simulator.IngestionSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.LocationForm;
import io.jenkins.plugins.azuremarketplace.simulator.Paging;
import io.jenkins.plugins.azuremarketplace.simulator.PortalSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.ServiceSimulator;
import io.jenkins.plugins.azuremarketplace.simulator.SignoffWords;
import io.jenkins.plugins.azuremarketplace.simulator.Spelling;
import io.jenkins.plugins.azuremarketplace.simulator.Times;
import java.time.Duration;

/** Draws how a service writes what it has to say, and how late it says it. */
final class RandomWriting {

    final boolean listsWithoutTimes;
    final boolean submissionsWithoutResults;
    final boolean conflictsAsJobs;
    /** Answers hide for a while how a publication ended. */
    final boolean statesComeLate;

    private final Dice dice;
    private final boolean calm;

    RandomWriting(Dice dice, ServiceSimulator service, Target target, boolean calm) {
        this.dice = dice;
        this.calm = calm;
        boolean lag = dice.odd("states lag");
        if (lag) {
            service.statesLag(dice.lag());
        }
        if (dice.odd("submissions lag")) {
            service.submissionsLag(dice.lag());
        }
        if (dice.odd("capitals")) {
            service.spelling(dice.any(Spelling.values()));
        }
        listsWithoutTimes = dice.odd("lists without times");
        service.times().listsWithoutTimes(listsWithoutTimes);
        times(service.times());
        if (dice.odd("pages")) {
            pages(service.pages());
        }
        if (service instanceof IngestionSimulator ingestion) {
            Dialect dialect = ingestion.dialect();
            submissionsWithoutResults = dice.odd("no results");
            conflictsAsJobs = dice.odd("conflicts as jobs");
            statesComeLate = dice.odd("results lag") || lag;
            dialect.withoutResults(submissionsWithoutResults);
            dialect.conflictsAsJobs(conflictsAsJobs);
            dialect.resultsLag(statesComeLate ? dice.lag() : Duration.ZERO);
            dialect.jobIdName(dice.any("jobId", "jobID"));
            dialect.externalIdName(dice.any("externalId", "externalID"));
            dialect.createdOfPreview(dice.odd("created of preview"));
        } else {
            submissionsWithoutResults = false;
            conflictsAsJobs = false;
            statesComeLate = lag;
            portal((PortalSimulator) service);
            if (target == Target.PREVIEW) {
                preview((PortalSimulator) service);
            }
        }
    }

    private void times(Times times) {
        if (dice.odd("list times off")) {
            times.listsOff(dice.minutes(-12 * 60, 12 * 60));
        }
        if (dice.odd("Date off")) {
            times.dateOff(dice.minutes(-12 * 60, 12 * 60));
        }
        times.withoutDate(dice.odd("no Date"));
        times.listsWithoutZone(dice.odd("list times without zone"));
        times.fractionDigits(dice.any(0, 6, 7));
    }

    private void pages(Paging pages) {
        pages.size(1 + dice.random.nextInt(3));
        pages.emptyFirst(dice.onceIn(3));
        pages.linkName(dice.any("nextLink", "@nextLink", "@odata.nextLink"));
        pages.link(dice.any(Paging.Link.RELATIVE, Paging.Link.PATH, Paging.Link.ABSOLUTE));
        if (!calm && dice.onceIn(4, "pages without end, or elsewhere")) {
            pages.link(dice.any(Paging.Link.CIRCULAR, Paging.Link.ENDLESS, Paging.Link.ELSEWHERE));
        }
    }

    private void portal(PortalSimulator portal) {
        LocationForm form = dice.any(LocationForm.values());
        dice.story.add(form.toString());
        portal.locationForm(form);
        portal.locationHeader(dice.any("Location", "Operation-Location"));
        portal.offerAsLocation(dice.odd("Location of the offer"));
        portal.operationAsArray(dice.onceIn(2));
        portal.listAsObject(dice.onceIn(2));
        portal.listsKeys(form == LocationForm.RELATIVE_NOT_MIGRATED && dice.onceIn(2));
        if (dice.onceIn(3, "signoff")) {
            portal.previewsAwaitSignoff(true);
            signoffWords(portal);
            portal.previewsLookLive(!calm && dice.odd("previews look live"));
            portal.previewsKeepTheirType(!calm && dice.odd("previews keep their type"));
            if (!dice.onceIn(4)) {
                portal.previewInSignoff(PublicationFixture.OFFER.publisher(), PublicationFixture.OFFER.id());
            }
        }
    }

    private void preview(PortalSimulator portal) {
        portal.previewsSkipSignoff(dice.odd("previews skip the signoff"));
        signoffWords(portal);
    }

    private void signoffWords(PortalSimulator portal) {
        portal.signoffWords(dice.any(SignoffWords.DOCUMENTED, SignoffWords.OBSERVED, SignoffWords.LOUD));
    }
}
