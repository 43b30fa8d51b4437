package kz.nusqau.counterparty.bank;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a notice says of money and its ways: amounts, accounts, their owners, ids and whatever isn't
 * known to be something else. Read without a schema, since the notices that matter here fit none.
 */
public final class NoticeLocks {

    private static final String NOTICE = "BkToCstmrDbtCdtNtfctn";

    // When it was, of which sort, and in other words.
    private static final Pattern FREE =
            Pattern.compile(
                    "(GrpHdr|Ntfctn)/(CreDtTm|AddtlInf|AddtlNtfctnInf)"
                            + "|Ntfctn/Ntry/((BookgDt|ValDt|BkTxCd)(/.*)?|AddtlNtryInf)"
                            + "|Ntfctn/Ntry/NtryDtls/TxDtls/(BkTxCd(/.*)?|AddtlTxInf)");
    private static final Pattern PLACE = Pattern.compile("\\[\\d+]");

    private NoticeLocks() {}

    /**
     * By path, {@code Ntfctn/Ntry[2]/Amt}, in the order of the text.
     *
     * @return empty for what is no XML, or has no notice in it
     */
    public static Optional<SequencedMap<String, String>> of(String text) {
        var leaves = new Leaves();
        try {
            var parser = Iso20022.parsers().newSAXParser().getXMLReader();
            parser.setErrorHandler(leaves);
            parser.setContentHandler(leaves);
            parser.setEntityResolver(
                    (publicId, systemId) -> {
                        throw new SAXException("an external entity");
                    });
            parser.parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("no parser", e);
        }
        return leaves.notices == 1 ? Optional.of(leaves.locked) : Optional.empty();
    }

    /** Notes every value that isn't free; what stands around the notice is no value of it. */
    private static final class Leaves extends DefaultHandler {

        private final SequencedMap<String, String> locked = new LinkedHashMap<>();
        private final Deque<Open> open = new ArrayDeque<>();
        private int notices;

        /** An element that has begun. */
        private static final class Open {
            private final String path;
            private final Map<String, Integer> children = new HashMap<>();
            private final StringBuilder text = new StringBuilder();

            Open(String path) {
                this.path = path;
            }

            String child(String name) {
                int number = children.merge(name, 1, Integer::sum);
                String step = number == 1 ? name : name + "[" + number + "]";
                return path.isEmpty() ? step : path + "/" + step;
            }
        }

        @Override
        public void startElement(String uri, String name, String qName, Attributes attributes) {
            if (name.equals(NOTICE)) {
                notices++;
                open.push(new Open(""));
                return;
            }
            Open parent = open.peek();
            if (parent == null) {
                return;
            }
            String path = parent.child(name);
            open.push(new Open(path));
            for (int i = 0; i < attributes.getLength(); i++) {
                note(path + "/@" + attributes.getLocalName(i), attributes.getValue(i));
            }
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            if (!open.isEmpty()) {
                open.getFirst().text.append(characters, start, length);
            }
        }

        @Override
        public void endElement(String uri, String name, String qName) {
            if (open.isEmpty()) {
                return;
            }
            Open ended = open.pop();
            String text = ended.text.toString().strip();
            if (ended.children.isEmpty() || !text.isEmpty()) {
                note(ended.path, text);
            }
        }

        private void note(String path, String value) {
            if (!FREE.matcher(PLACE.matcher(path).replaceAll("")).matches()) {
                locked.put(path, value);
            }
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
