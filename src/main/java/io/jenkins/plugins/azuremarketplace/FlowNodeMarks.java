package io.jenkins.plugins.azuremarketplace;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/**
 * Marks on a step in the views of a pipeline: the offer's name, and that the step is paused while it waits. Needs two
 * plugins that are optional, so nobody but {@link #areThere} may touch it without them; a mark that can't be made is no
 * reason for a publication to fail.
 */
final class FlowNodeMarks {

    private static final Logger LOGGER = Logger.getLogger(FlowNodeMarks.class.getName());
    private static final int LONGEST_LABEL = 100;

    private FlowNodeMarks() {}

    /** When a step starts to wait. Saves the node; call it once. */
    static void begin(StepContext context, String title) {
        try {
            FlowNode node = context.get(FlowNode.class);
            if (node != null && PauseAction.getCurrentPause(node) == null) {
                if (node.getPersistentAction(LabelAction.class) == null) {
                    node.addAction(new LabelAction(
                            title.length() > LONGEST_LABEL ? title.substring(0, LONGEST_LABEL) : title));
                }
                node.addAction(new PauseAction("Azure Marketplace"));
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "Cannot mark a step as paused", e);
        }
    }

    /** When a step ends, however it does; before it is reported. */
    static void end(StepContext context) {
        try {
            FlowNode node = context.get(FlowNode.class);
            if (node != null && PauseAction.isPaused(node)) {
                PauseAction.endCurrentPause(node);
            }
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "Cannot mark a step as going on", e);
        }
    }
}
