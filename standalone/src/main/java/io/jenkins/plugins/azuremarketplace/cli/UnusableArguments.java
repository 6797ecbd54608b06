package io.jenkins.plugins.azuremarketplace.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Options or environment that can't work; found before anything is sent. The message is for the user. */
final class UnusableArguments extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableArguments(String message) {
        super(message);
    }

    /** Makes something of what the user wrote, whose type complains with a sentence for the user. */
    static <T> T check(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new UnusableArguments(e.getMessage());
        }
    }

    /**
     * @param options names of required options, and whether they were given
     */
    static void requireAll(Map<String, Boolean> options) {
        String missing = options.entrySet().stream()
                .filter(option -> !option.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new UnusableArguments("Missing: " + missing + ".");
        }
    }

    /**
     * @param complaint a sentence for the user; null if there is nothing to complain about
     */
    static void require(@CheckForNull String complaint) {
        if (complaint != null) {
            throw new UnusableArguments(complaint);
        }
    }
}
