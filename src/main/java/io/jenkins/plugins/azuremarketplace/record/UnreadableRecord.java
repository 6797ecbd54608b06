package io.jenkins.plugins.azuremarketplace.record;

import com.thoughtworks.xstream.converters.ConversionException;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.azuremarketplace.api.MarketplaceApi;
import io.jenkins.plugins.azuremarketplace.api.text.PlainText;
import org.w3c.dom.Element;

/**
 * What is left of a publication whose record is damaged, or was written by a later version: kept as it is, and known by its
 * id, so that nobody takes it for a publication that was never begun.
 */
public final class UnreadableRecord {

    private static final int LONGEST_WORD = 100;

    private final Element element;
    private final String id;
    private final String publisher;
    private final String offer;
    private final String operation;

    /** What became of the record, in words that follow it. */
    private final String fate;

    UnreadableRecord(Element element, RuntimeException why) {
        this(element, "can't be read" + where(why));
    }

    private UnreadableRecord(Element element, String fate) {
        this.element = element;
        this.fate = fate;
        id = RecordXml.text(element, "publication/request/id");
        publisher = RecordXml.text(element, "publication/request/publisher");
        offer = RecordXml.text(element, "publication/request/offer");
        operation = RecordXml.text(element, "publication/operation");
    }

    /** Of a publication that was on record, and is not any longer. */
    static UnreadableRecord gone(PublicationRecord wish) {
        return new UnreadableRecord(RecordXml.stub(wish), "is gone");
    }

    /** Where the reader stopped, such as {@code publication/submissionState/intent}. */
    private static String where(RuntimeException why) {
        String path = why instanceof ConversionException conversion ? conversion.get("path") : null;
        String inner = path == null ? "" : path.replaceFirst("^/[^/]*/?", "");
        return inner.isEmpty() ? "" : " (at “" + PlainText.of(inner, LONGEST_WORD) + "”)";
    }

    Element element() {
        return element;
    }

    boolean isOf(PublicationRecord wish) {
        return id.equals(wish.id());
    }

    /** Whether it may have been about the same offer: what can't be read may be anything. */
    boolean mayConcern(PublicationRecord record) {
        return offer.isEmpty()
                || offer.equalsIgnoreCase(record.publication().offerId())
                        && (publisher.isEmpty()
                                || publisher.equalsIgnoreCase(
                                        record.publication().publisher()));
    }

    /** A sentence for the user of another step of the same build. */
    public String sentence() {
        return "The record of an earlier publication of this build " + fate
                + ", so that it is not known whether that one was sent. Look at the offer in Partner Center before you go"
                + " live again: " + MarketplaceApi.CLOUD_PARTNER_PORTAL.page(null) + " .";
    }

    /** A sentence for the user of the step whose record it is. */
    public String sentence(PublicationRecord wish) {
        boolean watching = wish.publication().request().isWatchOnly();
        String location = watching ? wish.publication().operation() : operation;
        return "The record of the publication of " + wish.publication().title() + " " + fate
                + (watching
                        ? ". Look at the offer in Partner Center: "
                        : ", so that it is not known whether it was sent. Nothing is sent from here on. Look at the offer in"
                                + " Partner Center before you go live again: ")
                + wish.partnerCenterUrl()
                + (isLocation(location) ? " To watch its operation: " + wish.waitCommand(location) : "");
    }

    private static boolean isLocation(@CheckForNull String text) {
        return text != null && !text.isBlank();
    }
}
