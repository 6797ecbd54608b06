package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.azuremarketplace.MarketplaceConnector;
import io.jenkins.plugins.azuremarketplace.record.BuildPublicationsAction;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Ends what a build leaves open that is over without its steps being told: killed, or not to be resumed after a crash.
 * Nobody looks for it any longer, and its log says how to go on.
 */
@Extension
@Restricted(NoExternalUse.class)
public class BuildEndListener extends RunListener<Run<?, ?>> {

    @Override
    public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
        BuildPublicationsAction action = run.getAction(BuildPublicationsAction.class);
        if (action == null) {
            return;
        }
        for (PublicationRecord record : action.records()) {
            if (record.publication().outcome() == null) {
                MarketplaceConnector.get()
                        .poller()
                        .host(record.publication())
                        .map(BuildPublicationHost.class::cast)
                        .orElseGet(() -> new BuildPublicationHost(run, listener, record, outcome -> {}))
                        .left();
            }
        }
    }
}
