package io.jenkins.plugins.azuremarketplace.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.azuremarketplace.record.PublicationRecord;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The node of a step in the graph of its pipeline: marks on it (the offer's name, and that the step is paused while it
 * waits), and whether the pipeline has gone on from there. Needs plugins that are there wherever a step runs, and may be
 * missing elsewhere; so nothing else may touch this class. A mark that can't be made is no reason for a publication to
 * fail.
 */
final class FlowNodeMarks {

    private static final Logger LOGGER = Logger.getLogger(FlowNodeMarks.class.getName());
    private static final int LONGEST_LABEL = 100;

    @CheckForNull
    private final FlowNode node;

    /** @param gone is called, in the midst of the pipeline's work, if it goes on before {@link #end} */
    FlowNodeMarks(StepContext context, Runnable gone) {
        node = node(context);
        if (node != null) {
            Departures.get().steps.put(Place.of(node), gone);
        }
    }

    @CheckForNull
    private static FlowNode node(StepContext context) {
        try {
            return context.get(FlowNode.class);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "Cannot find the node of a step", e);
            return null;
        }
    }

    /** When a step starts; it is paused if it waits. */
    void begin(PublicationRecord record) {
        if (node == null) {
            return;
        }
        if (!record.publication().offerId().isEmpty()) {
            String title = record.publication().title();
            node.addAction(new LabelAction(title.length() > LONGEST_LABEL ? title.substring(0, LONGEST_LABEL) : title));
        }
        if (record.publication().request().isWait()) {
            node.addAction(new PauseAction("Azure Marketplace"));
        }
    }

    /** When a step ends, however it does; before it is reported. */
    void end() {
        if (node == null) {
            return;
        }
        Departures.get().steps.remove(Place.of(node));
        if (PauseAction.isPaused(node)) {
            try {
                PauseAction.endCurrentPause(node);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "Cannot mark a step as going on", e);
            }
        }
    }

    /** A node by its id, which is unique in its execution alone. */
    private record Place(FlowExecution execution, String id) {

        static Place of(FlowNode node) {
            return new Place(node.getExecution(), node.getId());
        }
    }

    /** Is told of each new node of each pipeline: what comes after a step is all that says that somebody else ended it. */
    @Extension(optional = true)
    @Restricted(NoExternalUse.class)
    public static final class Departures implements GraphListener.Synchronous {

        private final Map<Place, Runnable> steps = new ConcurrentHashMap<>();

        static Departures get() {
            return ExtensionList.lookupSingleton(Departures.class);
        }

        @Override
        public void onNewHead(FlowNode head) {
            if (!steps.isEmpty()) {
                for (FlowNode parent : head.getParents()) {
                    Runnable gone = steps.remove(Place.of(parent));
                    if (gone != null) {
                        gone.run();
                    }
                }
            }
        }
    }
}
