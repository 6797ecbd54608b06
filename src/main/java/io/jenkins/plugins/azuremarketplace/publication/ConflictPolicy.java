package io.jenkins.plugins.azuremarketplace.publication;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.Optional;

/** What to do when another operation of the offer is running that this publication did not start. */
public enum ConflictPolicy {
    /** Fail, and name the operation. */
    FAIL,
    /** Wait until it is over, then go live. */
    WAIT,
    /** Watch it instead of starting another one. */
    ATTACH;

    /** The word that pipelines, forms and the command line use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty if the word is none of ours. */
    public static Optional<ConflictPolicy> parse(@CheckForNull String word) {
        for (ConflictPolicy policy : values()) {
            if (policy.word().equalsIgnoreCase(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }
}
