package io.jenkins.plugins.azuremarketplace.api.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes text from outside harmless: no markup, no control, format or bidi characters, one line, bounded length. The
 * address of a link is kept, as text.
 */
public final class PlainText {

    /** Characters; long enough for a reason, short enough for a log. */
    public static final int LENGTH = 4_000;

    /** Characters of input that are looked at at least; what follows can't be shown anyway. */
    private static final int INPUT = 20_000;

    /** A terminal's escape sequences; a Jenkins console note hides behind one. */
    private static final Pattern ESCAPES = Pattern.compile("\u001B(\\[[0-?]*[ -/]*[@-~])?");

    /** {@code Cc} and not {@code Cntrl}, which knows ASCII alone: U+009B begins an escape sequence, too. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}&&[^\\s\\u0085]]+");

    private static final Pattern SPACE = Pattern.compile("[\\s\\u0085\\p{Z}]+");

    /** Longer texts come once, with an error. */
    private static final int SENTENCE = 1000;

    /** The newest: each poll of an operation brings the same ones again, and parsing HTML is dear. */
    private static final Map<Sentence, String> SENTENCES =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Sentence, String> eldest) {
                    return size() > 200;
                }
            });

    private PlainText() {}

    /** The same as {@link #of(String, int)}, with the length of a reason in a log. */
    public static String of(@CheckForNull String text) {
        return of(text, LENGTH);
    }

    /**
     * @param text HTML or plain text; null counts as empty
     * @param length characters of the result at the most, 1 to 64,000; a cut is marked by an ellipsis
     * @return a single line, perhaps empty
     */
    public static String of(@CheckForNull String text, int length) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        if (text.length() <= Math.min(length, INPUT) && isHarmless(text)) {
            return text;
        }
        return text.length() > SENTENCE
                ? clean(text, length)
                : SENTENCES.computeIfAbsent(new Sentence(text, length), Sentence::clean);
    }

    private static String clean(String text, int length) {
        int input = Math.max(INPUT, 2 * length);
        String plain = text.length() > input ? text.substring(0, input) : text;
        plain = ESCAPES.matcher(plain).replaceAll("");
        if (plain.indexOf('<') >= 0 || plain.indexOf('&') >= 0) {
            plain = Markup.text(plain);
            plain = ESCAPES.matcher(plain).replaceAll("");
        }
        plain = SPACE.matcher(INVISIBLE.matcher(plain).replaceAll("")).replaceAll(" ");
        plain = plain.strip();
        return text.length() > input ? ended(plain, length) : cut(plain, length);
    }

    private record Sentence(String text, int length) {
        String clean() {
            return PlainText.clean(text, length);
        }
    }

    /** Whether there is nothing to do, as with nearly all words of a service: printable ASCII without markup. */
    private static boolean isHarmless(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '<' || character == '&') {
                return false;
            }
            if (character == ' ' && before == ' ') {
                return false;
            }
            before = character;
        }
        return before != ' ';
    }

    /**
     * Shortens what is plain text already, or any text that need not be.
     *
     * @param length characters of the result at the most, 1 or more; a cut is marked by an ellipsis
     */
    public static String cut(String plain, int length) {
        return plain.length() > length ? ended(plain, length) : plain;
    }

    private static String ended(String plain, int length) {
        int end = Math.min(plain.length(), length - 1);
        if (end > 0 && Character.isHighSurrogate(plain.charAt(end - 1))) {
            end--;
        }
        return plain.substring(0, end) + "…";
    }
}
