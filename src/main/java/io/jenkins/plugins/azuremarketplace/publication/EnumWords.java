package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** EnumWords of a record. A later version, or damage, may have written some that are not known here. */
final class EnumWords {

    private EnumWords() {}

    /** @param unknown what stands for all words that are not known */
    static <E extends Enum<E>> E read(@CheckForNull String word, E unknown) {
        for (E known : unknown.getDeclaringClass().getEnumConstants()) {
            if (known.name().equals(word)) {
                return known;
            }
        }
        return unknown;
    }
}
