package io.jenkins.plugins.azuremarketplace.simulator;

/** The published steps of an offer, in their order. */
enum Step {
    PREREQUISITES("displaydummycertify", "Validate Pre-Requisites", "Settings are checked.", "< 15 min"),
    CERTIFICATION("displaycertify", "Certification", "Certification systems analyse the offer.", "~2-3 days"),
    PROVISIONING("displayprovision", "Provisioning", "Replication to production.", "< 1 day"),
    PACKAGING("displaypackage", "Packaging and Lead Generation Registration", "Packaging.", "< 1 hour"),
    SIGNOFF("publisher-signoff", "Publisher signoff", "Preview is ready to be looked at.", null),
    LIVE("live", "Live", "Publicly visible.", "~2-5 days");

    final String id;
    final String title;
    final String description;
    /** {@code null} for the one step that waits for people. */
    final String estimate;

    Step(String id, String title, String description, String estimate) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.estimate = estimate;
    }

    static Step named(String title) {
        for (Step step : values()) {
            if (step.title.equalsIgnoreCase(title) || step.id.equalsIgnoreCase(title)) {
                return step;
            }
        }
        throw new IllegalArgumentException("No such step: " + title);
    }
}
