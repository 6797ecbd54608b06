package io.jenkins.plugins.azuremarketplace.api.status;

/** Whether there is something in a slot. */
public enum SlotState {
    EMPTY("nothing yet"),
    PRESENT("there"),
    /** Something is on its way there, and nothing is known to be there before. */
    PUBLISHING("being published"),
    /** The last publication to the slot did not succeed. */
    FAILED("not published"),
    /** The service does not tell, or in words that are not known. */
    UNKNOWN("not known");

    private final String phrase;

    SlotState(String phrase) {
        this.phrase = phrase;
    }

    /** For a log, after the name of the slot and a colon. */
    public String phrase() {
        return phrase;
    }
}
