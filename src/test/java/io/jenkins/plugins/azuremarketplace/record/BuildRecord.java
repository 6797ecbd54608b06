package io.jenkins.plugins.azuremarketplace.record;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The record of a build on disk, changed as damage, another version or a long time would. */
public final class BuildRecord {

    private final Path file;

    private BuildRecord(Path file) {
        this.file = file;
    }

    /** @param directory of the build */
    public static BuildRecord in(Path directory) {
        return new BuildRecord(directory.resolve("build.xml"));
    }

    /** Says something else in the only element of this name. */
    public void say(String element, String text) throws Exception {
        Document document = read();
        only(document, element).setTextContent(text);
        write(document);
    }

    /** Says something else in all elements of this name. */
    public void sayEverywhere(String element, String text) throws Exception {
        Document document = read();
        NodeList found = document.getElementsByTagName(element);
        if (found.getLength() == 0) {
            throw new AssertionError("No elements " + element);
        }
        for (int i = 0; i < found.getLength(); i++) {
            found.item(i).setTextContent(text);
        }
        write(document);
    }

    /** Takes the only element of this name away. */
    public void lose(String element) throws Exception {
        Document document = read();
        Node lost = only(document, element);
        lost.getParentNode().removeChild(lost);
        write(document);
    }

    private static Node only(Document document, String element) {
        NodeList found = document.getElementsByTagName(element);
        if (found.getLength() != 1) {
            throw new AssertionError(found.getLength() + " elements " + element);
        }
        return found.item(0);
    }

    private Document read() throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private void write(Document document) throws Exception {
        TransformerFactory.newInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(file.toFile()));
    }
}
