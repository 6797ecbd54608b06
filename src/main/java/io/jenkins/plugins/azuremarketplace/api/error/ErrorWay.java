package io.jenkins.plugins.azuremarketplace.api.error;

import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.ArrayList;
import java.util.List;

/** The way to an error: what is said of it and of all that it stands in, from the outside inwards. Plain text. */
record ErrorWay(List<Word> words) {

    /** Characters of each word on the way. */
    static final int WORD = 200;

    static final ErrorWay START = new ErrorWay(List.of());

    private static final int CODE = 100;

    /** One step further, where a text that was said before counts once. */
    ErrorWay and(String text, String code) {
        boolean said =
                words.stream().anyMatch(word -> PlainText.cut(word.text, WORD).equals(PlainText.cut(text, WORD)));
        List<Word> further = new ArrayList<>(words);
        further.add(new Word(said ? "" : text, PlainText.cut(code, CODE)));
        return new ErrorWay(further);
    }

    /** The same way, with short words. */
    ErrorWay shortened() {
        return new ErrorWay(words.stream()
                .map(word -> new Word(PlainText.cut(word.text, WORD), word.code))
                .toList());
    }

    /** Such as {@code Operation failed (internalServerError) › Certification (invalidState)}, each code once. */
    @Override
    public String toString() {
        StringBuilder all = new StringBuilder();
        for (Word word : words) {
            boolean told = word.code.isEmpty() || tells(all, word.code) || tells(word.text, word.code);
            if (!word.text.isEmpty() || !told) {
                all.append(all.isEmpty() ? "" : " › ").append(word.text.isEmpty() ? word.code : word.text);
            }
            if (!word.text.isEmpty() && !told) {
                all.append(" (").append(word.code).append(')');
            }
        }
        return all.toString();
    }

    /** Whether the code stands in the text as a word of its own. */
    private static boolean tells(CharSequence said, String code) {
        String text = said.toString();
        for (int at = text.indexOf(code); at >= 0; at = text.indexOf(code, at + 1)) {
            int end = at + code.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private record Word(String text, String code) {}
}
