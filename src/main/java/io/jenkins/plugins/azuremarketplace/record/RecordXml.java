package io.jenkins.plugins.azuremarketplace.record;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.ConversionException;
import com.thoughtworks.xstream.converters.basic.BooleanConverter;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import com.thoughtworks.xstream.io.HierarchicalStreamWriter;
import com.thoughtworks.xstream.io.xml.DomDriver;
import com.thoughtworks.xstream.io.xml.DomReader;
import com.thoughtworks.xstream.io.xml.DomWriter;
import io.jenkins.plugins.azuremarketplace.publication.Publication;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads one publication of a build's record, all of it or nothing. Jenkins itself reads what it can and drops the rest,
 * which would turn a go-live that was sent into one that is still to be sent.
 */
final class RecordXml {

    /** Every version wrote these; without them they would count as 0, or as false. */
    private static final List<String> ESSENTIAL = List.of(
            "publication/request/begun",
            "publication/request/deadline",
            "publication/submissionState/intent",
            "publication/submissionState/firstIntent",
            "publication/submissionState/doubtful",
            "publication/submissionState/answered",
            "publication/submissionState/unrepeatable");

    private static final List<String> IDENTITY = List.of("request");

    private static final XStream XML = strict();

    private RecordXml() {}

    /** Neither an element without a field nor a word in place of a number passes. */
    private static XStream strict() {
        XStream xml = new XStream(new DomDriver());
        xml.setClassLoader(RecordXml.class.getClassLoader());
        xml.allowTypes(new Class<?>[] {PublicationRecord.class});
        xml.allowTypesByWildcard(new String[] {Publication.class.getPackageName() + ".*"});
        xml.registerConverter(new BooleanConverter() {
            @Override
            public Object fromString(String text) {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new ConversionException("“" + text + "” is neither true nor false");
                }
                return super.fromString(text);
            }
        });
        return xml;
    }

    /** @throws RuntimeException if the element can't be read whole; {@link UnreadableRecord} makes a sentence of it */
    static PublicationRecord read(Element element) {
        for (String path : ESSENTIAL) {
            if (text(element, path).isEmpty()) {
                throw missing(path);
            }
        }
        PublicationRecord record = (PublicationRecord) XML.unmarshal(new DomReader(element));
        if (!record.isWhole()) {
            throw missing("publication");
        }
        return record;
    }

    private static ConversionException missing(String path) {
        ConversionException missing = new ConversionException("Something is missing");
        missing.add("path", "/entry/" + path);
        return missing;
    }

    static Element write(PublicationRecord record) {
        Document document = document();
        XML.marshal(record, new DomWriter(document));
        return document.getDocumentElement();
    }

    /** What says whose record this was, and can't be read as one. */
    static Element stub(PublicationRecord wish) {
        Element element = write(wish);
        Node publication = element.getElementsByTagName("publication").item(0);
        for (Node part = publication.getFirstChild(); part != null; ) {
            Node next = part.getNextSibling();
            if (!IDENTITY.contains(part.getNodeName())) {
                publication.removeChild(part);
            }
            part = next;
        }
        return element;
    }

    /** An element as it is, with all that is in it. */
    static Element read(HierarchicalStreamReader reader) {
        Document document = document();
        copy(reader, new DomWriter(document));
        return document.getDocumentElement();
    }

    static void write(Element element, HierarchicalStreamWriter writer) {
        copy(new DomReader(element), writer);
    }

    /** The text at a path of elements; empty if there is none. */
    static String text(Element element, String path) {
        Element at = element;
        for (String name : path.split("/")) {
            if (!(at.getElementsByTagName(name).item(0) instanceof Element inner)) {
                return "";
            }
            at = inner;
        }
        return at.getTextContent().trim();
    }

    /** White space between elements is the writer's affair. */
    private static void copy(HierarchicalStreamReader from, HierarchicalStreamWriter to) {
        to.startNode(from.getNodeName());
        for (int i = 0; i < from.getAttributeCount(); i++) {
            to.addAttribute(from.getAttributeName(i), from.getAttribute(i));
        }
        String text = from.getValue();
        if (!from.hasMoreChildren() && !text.isEmpty()) {
            to.setValue(text);
        }
        while (from.hasMoreChildren()) {
            from.moveDown();
            copy(from, to);
            from.moveUp();
        }
        to.endNode();
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
