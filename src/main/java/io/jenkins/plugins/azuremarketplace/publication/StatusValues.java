package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.Offer;
import io.jenkins.plugins.azuremarketplace.api.changes.Change;
import io.jenkins.plugins.azuremarketplace.api.changes.Comparison;
import io.jenkins.plugins.azuremarketplace.api.status.OfferStatus;
import io.jenkins.plugins.azuremarketplace.api.status.RunningOperation;
import io.jenkins.plugins.azuremarketplace.api.status.SlotStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The status of an offer as maps, lists, texts, numbers and truth values, for pipelines and JSON alike. Scripts rely on the
 * names; what is not known is null. Maps and lists are serializable, and the caller's own.
 */
public final class StatusValues {

    private StatusValues() {}

    /** @param changes null if nobody asked for them; then they are not in it */
    public static Map<String, Object> of(Offer offer, OfferStatus status, @CheckForNull List<Comparison> changes) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("publisher", offer.publisher());
        values.put("offer", offer.id());
        values.put("readyToGoLive", status.readyToGoLive());
        values.put("page", status.page().toString());
        values.put("blockers", new ArrayList<>(status.blockers()));
        status.slots().forEach(slot -> values.put(slot.slot().word(), slot(slot)));
        values.put("running", list(status.running(), StatusValues::running));
        if (changes != null) {
            values.put("changes", list(changes, StatusValues::comparison));
        }
        return values;
    }

    private static Map<String, Object> slot(SlotStatus slot) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", slot.state().name());
        values.put("text", slot.text());
        values.put("submission", slot.submission());
        values.put("version", slot.version());
        values.put("changed", text(slot.changed()));
        return values;
    }

    private static Map<String, Object> running(RunningOperation one) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("operation", one.operation());
        values.put("operationUrl", one.operationUrl());
        values.put("type", one.type());
        values.put("since", text(one.since()));
        values.put("step", one.step());
        return values;
    }

    private static Map<String, Object> comparison(Comparison comparison) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("slot", comparison.slot().word());
        values.put("against", comparison.against().word());
        values.put("first", comparison.first());
        values.put("changes", list(comparison.changes(), StatusValues::change));
        values.put("more", comparison.more());
        return values;
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("path", change.path());
        values.put("kind", change.kind().word());
        values.put("members", new ArrayList<>(change.members()));
        values.put("more", change.more());
        return values;
    }

    private static <T> List<Object> list(List<T> all, Function<T, Object> values) {
        List<Object> list = new ArrayList<>();
        all.forEach(one -> list.add(values.apply(one)));
        return list;
    }

    @CheckForNull
    private static String text(@CheckForNull Object time) {
        return time == null ? null : time.toString();
    }
}
