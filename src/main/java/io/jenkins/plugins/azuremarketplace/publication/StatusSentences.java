package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.RunningOperation;
import io.jenkins.plugins.azuremarketplace.api.status.SlotStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The status of an offer in lines for a log; plain text. */
public final class StatusSentences {

    private StatusSentences() {}

    /** A line each for the slots, for what runs, for whether a go-live can be sent, and for the page to look at. */
    public static List<String> of(OfferStatus status) {
        List<String> lines = withoutPage(status);
        lines.add("Partner Center: " + status.page());
        return lines;
    }

    /** The same without the last line, for where the page is a link. */
    public static List<String> withoutPage(OfferStatus status) {
        List<String> lines = new ArrayList<>();
        status.slots().forEach(slot -> lines.add(slot(slot)));
        status.running().forEach(one -> lines.add(running(one)));
        lines.add(readiness(status));
        return lines;
    }

    /** Whether a go-live can be sent, and if not, why. */
    public static String readiness(OfferStatus status) {
        return status.readyToGoLive()
                ? "Ready to go live."
                : "Not ready to go live: " + String.join(" ", status.blockers());
    }

    private static String slot(SlotStatus slot) {
        String word = slot.slot().word();
        String details = Stream.of(
                        slot.text(),
                        slot.version() == null ? "" : "version " + slot.version(),
                        Objects.toString(slot.submission(), ""),
                        since(slot.changed()))
                .filter(detail -> !detail.isEmpty())
                .collect(Collectors.joining(", "));
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + ": "
                + slot.state().phrase() + (details.isEmpty() ? "" : " (" + details + ")") + ".";
    }

    private static String running(RunningOperation one) {
        String since = since(one.since());
        return "Running: " + one.name() + (since.isEmpty() ? "" : ", " + since)
                + (one.step().isEmpty() ? "" : "; " + one.step()) + ".";
    }

    private static String since(@CheckForNull Instant time) {
        return time == null ? "" : "since " + Durations.time(time);
    }
}
