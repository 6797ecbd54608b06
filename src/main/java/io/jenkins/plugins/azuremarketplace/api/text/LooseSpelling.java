package io.jenkins.plugins.azuremarketplace.api.text;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.regex.Pattern;

/** EnumWords that pages and answers spell in several ways. */
public final class LooseSpelling {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s_-]");

    private LooseSpelling() {}

    /**
     * The word without case, spaces, hyphens and underscores: {@code not started} is {@code notStarted}.
     *
     * @param word null counts as empty
     */
    public static String letters(@CheckForNull String word) {
        return word == null ? "" : SEPARATORS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
