package io.jenkins.plugins.azuremarketplace.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import java.util.regex.Pattern;

/**
 * An offer of a publisher. Both ids are checked when the object is made, so that whoever holds one can send it.
 *
 * @param publisher the publisher's id; empty where the API does not need it
 * @param id the offer's id; the Product Ingestion API calls it the external id
 */
public record Offer(String publisher, String id) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,50}");

    /**
     * @throws IllegalArgumentException with a sentence for the user, if an id is not one
     */
    public Offer {
        requireId("publisher", publisher, true);
        requireId("offer", id, false);
    }

    /** What is wrong with an id, as a sentence for the user, or null. */
    @CheckForNull
    public static String complaint(String word, @CheckForNull String id) {
        if (id == null || id.isEmpty()) {
            return "The " + word + " id is missing.";
        }
        if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
            return "The " + word + " id “" + PlainText.of(id, 60)
                    + "” is not valid: 1 to 50 letters, digits, “-”, “_” or “.” are allowed.";
        }
        return null;
    }

    private static void requireId(String word, String id, boolean mayBeEmpty) {
        String complaint = mayBeEmpty && id.isEmpty() ? null : complaint(word, id);
        if (complaint != null) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** For people: {@code contoso/contoso-offer}, or the offer's id alone. */
    @Override
    public String toString() {
        return publisher.isEmpty() ? id : publisher + "/" + id;
    }
}
