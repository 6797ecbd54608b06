package io.jenkins.plugins.azuremarketplace.record;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What a build read of the status of offers: kept in its record, shown on its page, exported by the REST API. */
@Restricted(NoExternalUse.class)
@ExportedBean
public class OfferStatusesAction extends InvisibleAction {

    /** Replaced as a whole, so that the build can be saved at any moment; null in a damaged record. */
    @CheckForNull
    private volatile ArrayList<OfferStatusRecord> statuses = new ArrayList<>();

    /** The action of a build; adds one if there is none. */
    public static OfferStatusesAction of(Run<?, ?> run) {
        synchronized (run) {
            OfferStatusesAction action = run.getAction(OfferStatusesAction.class);
            if (action == null) {
                action = new OfferStatusesAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /** @param changes null if nobody asked for them */
    public synchronized void add(Offer offer, OfferStatus status, @CheckForNull List<Comparison> changes) {
        ArrayList<OfferStatusRecord> more = new ArrayList<>(getStatuses());
        more.add(new OfferStatusRecord(offer, status, changes));
        statuses = more;
    }

    /** In the order in which they were read. */
    @Exported
    public List<OfferStatusRecord> getStatuses() {
        List<OfferStatusRecord> known = statuses;
        return known == null ? List.of() : known;
    }
}
