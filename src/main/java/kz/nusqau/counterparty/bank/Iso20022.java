package kz.nusqau.counterparty.bank;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes and reads the messages of one bank. What is read was validated against the schema of its
 * version in the same pass; what is too long or declares a document type is refused unread.
 */
final class Iso20022 {

    static final int LIMIT_BYTES = 256 * 1024;

    static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:";
    private static final String FOLDER = "/iso20022/";

    private final Messages messages;
    private final Map<String, Family> byNamespace = new HashMap<>();
    private final SAXParserFactory parsers = parsers();

    /** A message and what validates it; a parser with its validator serves one text at a time. */
    private record Family(String name, Schema schema, ConcurrentLinkedQueue<Reader> idle) {}

    /**
     * A message that was read.
     *
     * @param family without the version: {@code camt.052}
     * @param root the element below {@code Document}
     */
    record Read(String family, Element root) {}

    Iso20022(Messages messages) {
        this.messages = messages;
        messages.all()
                .forEach(
                        (family, id) ->
                                byNamespace.put(
                                        NAMESPACE + id,
                                        new Family(
                                                family,
                                                schema(family, id),
                                                new ConcurrentLinkedQueue<>())));
    }

    /** Makes parsers that fetch nothing and take no document type. */
    static SAXParserFactory parsers() {
        try {
            var factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setXIncludeAware(false);
            return factory;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("the parser of the JDK can't be told to be careful", e);
        }
    }

    /** The files carry no namespace; they take that of the version they are loaded for. */
    private static Schema schema(String family, String id) {
        String common = file("common.xsd");
        String types = common.substring(common.indexOf("-->") + 3, common.lastIndexOf("</"));
        String text =
                file(family + ".xsd")
                        .replace("<xs:include schemaLocation=\"common.xsd\"/>", types)
                        .replaceFirst(
                                "elementFormDefault",
                                "targetNamespace=\"%1$s\" xmlns=\"%1$s\" elementFormDefault"
                                        .formatted(NAMESPACE + id));
        try {
            var factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newSchema(new StreamSource(new StringReader(text)));
        } catch (SAXException e) {
            throw new IllegalStateException("the schema of " + id, e);
        }
    }

    private static String file(String name) {
        try (InputStream in = Iso20022.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a message, from the element below {@code Document}. */
    String write(String family, Element root) {
        var xml = new StringBuilder(2_048);
        xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"")
                .append(NAMESPACE)
                .append(messages.id(family))
                .append("\">");
        root.write(xml);
        return xml.append("</Document>").toString();
    }

    /** Reads any message of the bank; {@code write} and {@code read} undo each other. */
    Read read(String xml) throws MalformedMessage {
        if (isTooLong(xml)) {
            throw new MalformedMessage("longer than " + LIMIT_BYTES + " bytes");
        }
        Family family = family(xml);
        Reader reader = family.idle.poll();
        if (reader == null) {
            reader = new Reader(family.schema);
        }
        Element root = reader.read(xml);
        // One that failed is thrown away with whatever state it is in.
        family.idle.offer(reader);
        return new Read(family.name, root);
    }

    private static boolean isTooLong(String xml) {
        // Three bytes a character at most; a fourth belongs to the second half of a pair.
        return xml.length() > LIMIT_BYTES
                || (xml.length() > LIMIT_BYTES / 3
                        && xml.getBytes(StandardCharsets.UTF_8).length > LIMIT_BYTES);
    }

    /** By the first namespace in the text, before anything is parsed; the schema then proves it. */
    private Family family(String xml) throws MalformedMessage {
        int from = xml.indexOf(NAMESPACE);
        int to = from < 1 ? -1 : xml.indexOf(xml.charAt(from - 1), from);
        Family family = to < 0 ? null : byNamespace.get(xml.substring(from, to));
        if (family == null) {
            throw new MalformedMessage("xmlns", "no message in a version agreed with this bank");
        }
        return family;
    }

    /** A parser, the validator behind it and the tree it makes. */
    private final class Reader {

        private final XMLReader parser;
        private final ValidatorHandler validator;

        Reader(Schema schema) {
            validator = schema.newValidatorHandler();
            try {
                parser = parsers.newSAXParser().getXMLReader();
                parser.setFeature("http://xml.org/sax/features/namespace-prefixes", false);
            } catch (ParserConfigurationException | SAXException e) {
                throw new IllegalStateException("no parser", e);
            }
            var refusal = new Refusing();
            validator.setErrorHandler(refusal);
            parser.setErrorHandler(refusal);
            parser.setContentHandler(validator);
            parser.setEntityResolver(
                    (publicId, systemId) -> {
                        throw new SAXException("an external entity");
                    });
        }

        Element read(String xml) throws MalformedMessage {
            var tree = new Tree();
            validator.setContentHandler(tree);
            try {
                parser.parse(new InputSource(new StringReader(xml)));
            } catch (SAXException | IOException e) {
                throw new MalformedMessage(tree.path(), String.valueOf(e.getMessage()));
            }
            return tree.document.children().getFirst();
        }
    }

    /** Makes elements of events. */
    private static final class Tree extends DefaultHandler {

        private final Element document = new Element("");
        private final Deque<Element> open = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private @Nullable String currency;

        /** Of what is open, without what is around each message. */
        String path() {
            List<String> names = open.stream().map(Element::name).toList().reversed();
            return String.join("/", names.subList(Math.min(2, names.size()), names.size()));
        }

        @Override
        public void startElement(String uri, String name, String qName, Attributes attributes) {
            text.setLength(0);
            currency = attributes.getValue("Ccy");
            Element parent = open.peek();
            open.push(parent == null ? document : parent.append(new Element(name)));
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            text.append(characters, start, length);
        }

        @Override
        public void endElement(String uri, String name, String qName) {
            Element ended = open.pop();
            if (ended.children().isEmpty()) {
                ended.read(text.toString().strip(), currency);
            }
            text.setLength(0);
            currency = null;
        }
    }

    /** Nothing is forgiven. */
    private static final class Refusing implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
