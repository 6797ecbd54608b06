package io.jenkins.plugins.azuremarketplace.simulator;

/** What is the portal's own: how it writes operations and their locations, and what it makes of previews. */
abstract sealed class PortalControls extends ServiceSimulator permits PortalSimulator {

    volatile LocationForm locationForm = LocationForm.RELATIVE_MIGRATED;
    volatile String locationHeader = "Location";
    volatile boolean operationAsArray = true;
    volatile String offerStatus;
    volatile boolean offerAsLocation;
    volatile boolean listAsObject;
    volatile boolean listsKeys;
    volatile boolean previewsKeepTheirType;
    volatile boolean previewsLookLive;
    volatile boolean previewsSkipSignoff;
    volatile SignoffWords signoffWords = SignoffWords.DOCUMENTED;

    PortalControls(int port, String resource) {
        super(port, resource);
    }

    /** Offers with locations of the form {@code RELATIVE_NOT_MIGRATED} are those that were not migrated. */
    public void locationForm(LocationForm form) {
        locationForm = form;
        publications.goLivesContinuePreviews(form == LocationForm.RELATIVE_NOT_MIGRATED);
    }

    /** {@code Location} to begin with, or {@code Operation-Location}. */
    public void locationHeader(String name) {
        locationHeader = name;
    }

    /** Whether {@code Location} names the offer, and only {@code Operation-Location} the operation. */
    public void offerAsLocation(boolean on) {
        offerAsLocation = on;
    }

    /** Whether lists come as an object with {@code value}, as they do in any case when they are cut into pages. */
    public void listAsObject(boolean on) {
        listAsObject = on;
    }

    /** Whether lists name operations by their keys instead of their GUIDs. */
    public void listsKeys(boolean on) {
        listsKeys = on;
    }

    /**
     * Whether previews that start from then on stay in the publisher's signoff until a go-live. Where offers were
     * migrated, they are completed by it; else it is they themselves that go on to live.
     */
    public void previewsAwaitSignoff(boolean on) {
        publications.previewsAwaitSignoff(on);
    }

    /** Somebody published a preview yesterday, and it has been in the publisher's signoff since. */
    public void previewInSignoff(String publisher, String offer) {
        publications.previewInSignoff(publisher, offer);
    }

    /** Whether previews of clients complete by themselves, instead of staying in the publisher's signoff. */
    public void previewsSkipSignoff(boolean on) {
        previewsSkipSignoff = on;
    }

    /** Somebody went live three months ago. */
    public void formerlyLive(String publisher, String offer) {
        publications.formerlyLive(publisher, offer);
    }

    public void signoffWords(SignoffWords words) {
        signoffWords = words;
    }

    /** Whether lists call a preview that goes on to live {@code publish} all the same. */
    public void previewsKeepTheirType(boolean on) {
        previewsKeepTheirType = on;
    }

    /** Whether a preview that was completed shows its step Live as complete, although another operation went live. */
    public void previewsLookLive(boolean on) {
        previewsLookLive = on;
    }

    /** Whether one operation comes in an array, as it does to begin with, or by itself. */
    public void operationAsArray(boolean on) {
        operationAsArray = on;
    }

    /** Lets the status of every offer say this, whatever its operations say; {@code null} for the truth. */
    public void contradictStatus(String status) {
        offerStatus = status;
    }
}
