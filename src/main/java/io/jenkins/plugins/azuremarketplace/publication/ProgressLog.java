package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Target;
import io.jenkins.plugins.azuremarketplace.api.operation.OperationStatus;
import io.jenkins.plugins.azuremarketplace.api.operation.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Says what changed between two polls, in few sentences and each thing once. */
final class ProgressLog {

    private static final Duration SIGN_OF_LIFE = Duration.ofHours(6);
    private static final int QUARTER = 25;

    private final PublicationSession session;

    /** Hash codes of messages. Few, and kept by every wait: a set would be ten times as large. */
    private int[] said = {};

    private String overdue = "";

    ProgressLog(PublicationSession session, @CheckForNull Progress before) {
        this.session = session;
        if (before != null) {
            before.messages().forEach(this::isNew);
            before.steps().forEach(step -> step.messages().forEach(this::isNew));
        }
    }

    void tell(@CheckForNull Progress before, Progress now) {
        if (before == null
                || before.status() != now.status()
                || !before.statusText().equals(now.statusText())) {
            tellStatus(now);
        }
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < now.steps().size(); i++) {
            StepProgress step = now.steps().get(i);
            StepProgress old = before == null ? null : before.step(i);
            if (isWorthALine(old, step)) {
                steps.add(phrase(step));
            }
        }
        if (!steps.isEmpty()) {
            session.log(String.join("; ", steps) + (now.percent() < 0 ? "." : ". Overall " + now.percent() + " %."));
        }
        now.messages().forEach(message -> tellMessage("", message));
        now.steps().forEach(step -> step.messages().forEach(message -> tellMessage(step.name() + ": ", message)));
    }

    /** Nothing changed: says so when it has been quiet for long, or for longer than the service expected. */
    void tellSilence(Progress now, Instant at) {
        StepProgress current = now.currentStep().orElse(null);
        if (current != null && !overdue.equals(current.name())) {
            Duration running = Duration.between(Instant.ofEpochMilli(current.since()), at);
            Duration unchanged = Duration.between(Instant.ofEpochMilli(now.changed()), at);
            Duration longest = Durations.longest(current.estimate()).orElse(null);
            if (longest != null && unchanged.compareTo(longest) > 0) {
                overdue = current.name();
                session.log("Warning: " + current.name() + " has not changed for " + Durations.phrase(unchanged)
                        + ", longer than the service's own estimate (" + current.estimate()
                        + "). Look at the offer in Partner Center. (In this step for " + Durations.phrase(running)
                        + ".)");
                return;
            }
        }
        if (session.silence().compareTo(SIGN_OF_LIFE) >= 0) {
            session.log("Still running after "
                    + Durations.phrase(Duration.between(Instant.ofEpochMilli(session.publication.accepted()), at))
                    + (current == null ? "" : ": " + current.name() + " " + current.percent() + " %")
                    + ". Last change " + Durations.time(Instant.ofEpochMilli(now.changed())) + ".");
        }
    }

    private void tellStatus(Progress now) {
        if (now.status() == OperationStatus.UNKNOWN) {
            session.log("The service calls the state of the operation “" + now.statusText()
                    + "”, a word that is not known here; it counts as still running.");
        } else if (now.status() == OperationStatus.WAITING_FOR_REVIEW && session.publication.target() == Target.LIVE) {
            session.log("The operation waits for the publisher's review in Partner Center.");
        } else if (!now.status().isOver()) {
            session.log(
                    "The operation is " + (now.status() == OperationStatus.RUNNING ? "running." : "not started yet."));
        }
    }

    private static boolean isWorthALine(@CheckForNull StepProgress old, StepProgress step) {
        if (old == null || !old.name().equals(step.name())) {
            return step.status() != StepStatus.NOT_STARTED;
        }
        return old.status() != step.status()
                || (step.status().isCurrent() && old.percent() / QUARTER != step.percent() / QUARTER);
    }

    /** A preview that waits for the publisher's review is where it was to come to. */
    private boolean needsHuman(StepStatus status) {
        return status.needsHuman()
                && !(session.publication.target() == Target.PREVIEW && status == StepStatus.WAITING_FOR_REVIEW);
    }

    private String phrase(StepProgress step) {
        StepStatus status = step.status();
        String detail = status != StepStatus.RUNNING
                ? (needsHuman(status) ? " – somebody must act in Partner Center" : "")
                : step.percent() > 0
                        ? " (" + step.percent() + " %)"
                        : step.estimate().isEmpty() ? "" : " (" + step.estimate() + ")";
        return step.name() + " " + status.phrase() + detail;
    }

    private void tellMessage(String from, String message) {
        if (isNew(message)) {
            session.log(from + message);
        }
    }

    /** Whether this was not said before; now it is. */
    private boolean isNew(String message) {
        int hash = message.hashCode();
        if (Arrays.stream(said).anyMatch(one -> one == hash)) {
            return false;
        }
        said = Arrays.copyOf(said, said.length + 1);
        said[said.length - 1] = hash;
        return true;
    }
}
