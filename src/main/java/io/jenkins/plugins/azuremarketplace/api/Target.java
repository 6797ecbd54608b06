package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Locale;
import java.util.Optional;

/** How far a publication brings an offer. */
public enum Target {
    /** The publisher and those invited can look at the offer. */
    PREVIEW("publication to preview") {
        @Override
        public String action(String offer) {
            return "publish " + offer + " to preview";
        }
    },
    /** The offer is public. */
    LIVE("go-live") {
        @Override
        public String action(String offer) {
            return "go live with " + offer;
        }
    };

    private final String noun;

    Target(String noun) {
        this.noun = noun;
    }

    /** Empty if the word is none of ours. */
    public static Optional<Target> parse(@CheckForNull String word) {
        for (Target target : values()) {
            if (target.word().equalsIgnoreCase(word)) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /** The word that pipelines, forms and the command line use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For sentences: {@code go-live}. */
    public String noun() {
        return noun;
    }

    /** For sentences, after “to” or “could not”: {@code go live with contoso/contoso-offer}. */
    public abstract String action(String offer);
}
