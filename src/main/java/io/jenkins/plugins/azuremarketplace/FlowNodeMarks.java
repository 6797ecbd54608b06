package io.jenkins.plugins.azuremarketplace;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;

/**
 * Marks on a step in the views of a pipeline: the offer's name, and that the step is paused while it waits. Needs plugins
 * that are optional, so that nothing may touch this class where they are missing. A mark that can't be made is no reason
 * for a publication to fail.
 */
final class FlowNodeMarks {

    private static final Logger LOGGER = Logger.getLogger(FlowNodeMarks.class.getName());
    private static final int LONGEST_LABEL = 100;

    private FlowNodeMarks() {}

    /** When a step starts; it is paused if it waits. */
    static void begin(StepContext context, PublicationEntry entry) {
        try {
            FlowNode node = context.get(FlowNode.class);
            if (node == null) {
                return;
            }
            if (!entry.getOffer().isEmpty()) {
                String title = entry.getTitle();
                node.addAction(
                        new LabelAction(title.length() > LONGEST_LABEL ? title.substring(0, LONGEST_LABEL) : title));
            }
            if (entry.publication().isWait()) {
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
