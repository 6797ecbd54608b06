package io.jenkins.plugins.azuremarketplace.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.publication.StatusSentences;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What the status of an offer was when a build read it. Immutable; all words are plain text. */
@Restricted(NoExternalUse.class)
@ExportedBean(defaultVisibility = 2)
public final class OfferStatusRecord implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String offer;
    private final boolean readyToGoLive;
    private final String page;
    private final ArrayList<String> lines;
    private final ArrayList<ComparisonRecord> comparisons;

    /** @param changes null if nobody asked for them */
    OfferStatusRecord(Offer offer, OfferStatus status, @CheckForNull List<Comparison> changes) {
        this.offer = offer.toString();
        readyToGoLive = status.readyToGoLive();
        page = status.page().toString();
        lines = new ArrayList<>(StatusSentences.withoutPage(status));
        comparisons = new ArrayList<>();
        if (changes != null) {
            changes.forEach(comparison -> comparisons.add(new ComparisonRecord(comparison)));
        }
    }

    /** For people: publisher and offer. */
    @Exported
    public String getOffer() {
        return offer;
    }

    @Exported
    public boolean isReadyToGoLive() {
        return readyToGoLive;
    }

    public String getPartnerCenterUrl() {
        return page;
    }

    /** What there is in draft, preview and live, what runs, and whether it can go live. */
    @Exported
    public List<String> getLines() {
        return lines;
    }

    /** Empty if nobody asked for changes. */
    @Exported(visibility = 1)
    public List<ComparisonRecord> getComparisons() {
        return comparisons;
    }
}
