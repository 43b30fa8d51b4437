package kz.nusqau.reconciliation;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a document of any length element by element; fails with {@link MalformedFile} that
 * names line and element. Document type declarations are refused, and with them every entity.
 */
final class XmlCursor {

    private static final int LONGEST_TEXT = 1_000;
    private static final XMLInputFactory READERS = readers();

    private final XMLStreamReader xml;
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens the document and its outermost element, which has to be this one. */
    XmlCursor(Reader document, String namespace, String root) {
        try {
            xml = READERS.createXMLStreamReader(document);
        } catch (XMLStreamException e) {
            throw new MalformedFile(1, "no XML", e);
        }
        if (!root.equals(child()) || !namespace.equals(xml.getNamespaceURI())) {
            throw fault("not a %s of %s".formatted(root, namespace));
        }
    }

    private static XMLInputFactory readers() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("an external entity");
                });
        return factory;
    }

    /** Opens the next element in the open one; null closes the open one, as none is left. */
    @Nullable String child() {
        while (true) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    open.addLast(xml.getLocalName());
                    return xml.getLocalName();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    open.removeLast();
                    return null;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.isWhiteSpace()) {
                        throw fault("a text among elements");
                    }
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
    }

    /** The text of the open element, which is closed. */
    String text() {
        var text = new StringBuilder();
        while (true) {
            switch (next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() + xml.getTextLength() > LONGEST_TEXT) {
                        throw fault("longer than " + LONGEST_TEXT + " characters");
                    }
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.START_ELEMENT ->
                        throw fault("an element instead of a text: " + xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> {
                    open.removeLast();
                    return text.toString().strip();
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
    }

    /**
     * What the text of the open element says; the element is closed.
     *
     * @param form what it has to be, for people
     * @param parse fails with {@link RuntimeException} for a text that it does not understand
     */
    <T> T value(String form, Function<String, T> parse) {
        String name = open.getLast();
        String text = text();
        try {
            return parse.apply(text);
        } catch (RuntimeException e) {
            open.addLast(name);
            throw fault("not " + form + ": " + text, e);
        }
    }

    /** Of the element that was opened last, as long as nothing was read of it; else empty. */
    String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    /** Closes the open element and all that is in it. */
    void skip() {
        int depth = 1;
        while (depth > 0) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        open.removeLast();
    }

    private int next() {
        int event;
        try {
            event = xml.next();
        } catch (XMLStreamException e) {
            throw fault(String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw fault("a document type declaration or an entity");
        }
        return event;
    }

    MalformedFile fault(String why) {
        return fault(why, null);
    }

    MalformedFile fault(String why, @Nullable Throwable cause) {
        String where = open.isEmpty() ? "the document" : String.join("/", open);
        return new MalformedFile(xml.getLocation().getLineNumber(), where + ": " + why, cause);
    }
}
