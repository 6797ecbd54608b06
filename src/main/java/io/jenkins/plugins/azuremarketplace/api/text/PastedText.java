package io.jenkins.plugins.azuremarketplace.api.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** What files, copy and paste put around a value without anybody seeing it. */
public final class PastedText {

    private PastedText() {}

    /**
     * Cuts off line breaks, blanks, byte-order marks and other invisible characters at both ends; what is within stays.
     *
     * @param text null counts as empty
     */
    public static String trim(@CheckForNull String text) {
        if (text == null) {
            return "";
        }
        int begin = 0;
        int end = text.length();
        while (begin < end && isNothing(text.codePointAt(begin))) {
            begin += Character.charCount(text.codePointAt(begin));
        }
        while (begin < end && isNothing(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(begin, end);
    }

    private static boolean isNothing(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // Where there is no locale, this is what becomes of each byte of a byte-order mark in the environment.
            default -> character == '\uFFFD';
        };
    }
}
