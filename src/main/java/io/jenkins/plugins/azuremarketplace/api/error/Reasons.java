package io.jenkins.plugins.azuremarketplace.api.error;

import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Reasons that a service gave, in plain text: whole where they are kept and shown, shortened in a log. */
public final class Reasons {

    /** Of all reasons together, in UTF-8. */
    public static final int BYTES = 64_000;

    /** More are of no use to anybody. */
    static final int MOST = 200;

    /** Less is no reason. */
    private static final int REST = 20;

    private Reasons() {}

    /** Sentences for a log, each reason cut to the length that a log bears. */
    public static String sentences(List<String> reasons) {
        return reasons.stream()
                .map(reason -> PlainText.cut(reason, PlainText.LENGTH))
                .map(reason -> reason.endsWith(".") || reason.endsWith("…") ? reason : reason + ".")
                .collect(Collectors.joining(" "));
    }

    /** Each reason once, as many as there is room for; the last one may be cut. */
    public static List<String> bounded(Collection<String> reasons) {
        List<String> kept = new ArrayList<>();
        int room = BYTES;
        for (String reason : new LinkedHashSet<>(reasons)) {
            if (room < REST || kept.size() == MOST) {
                break;
            }
            String fitting = PlainText.cut(reason, fitting(reason, room));
            kept.add(fitting);
            room -= bytes(fitting);
        }
        return List.copyOf(kept);
    }

    /** How many characters there is room for, with the mark of a cut. */
    private static int fitting(String reason, int room) {
        if (bytes(reason) <= room) {
            return reason.length();
        }
        int length = 0;
        int left = room - bytes("…");
        while (left > 0) {
            int character = reason.codePointAt(length);
            left -= bytes(Character.toString(character));
            length += left < 0 ? 0 : Character.charCount(character);
        }
        return length + 1;
    }

    private static int bytes(String text) {
        return text.codePoints()
                .map(character -> character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4)
                .sum();
    }
}
