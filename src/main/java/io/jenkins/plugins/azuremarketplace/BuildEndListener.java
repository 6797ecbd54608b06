package io.jenkins.plugins.azuremarketplace;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
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
        PublicationAction action = run.getAction(PublicationAction.class);
        if (action == null) {
            return;
        }
        for (PublicationEntry entry : action.getPublications()) {
            if (entry.publication().outcome() == null) {
                MarketplaceConnector.get()
                        .poller()
                        .host(entry.publication())
                        .map(BuildPublication.class::cast)
                        .orElseGet(() -> new BuildPublication(run, listener, entry, outcome -> {}))
                        .left();
            }
        }
    }
}
