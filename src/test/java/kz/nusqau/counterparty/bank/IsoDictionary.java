package kz.nusqau.counterparty.bank;

import static org.assertj.core.api.Assertions.assertThat;

import com.prowidesoftware.swift.model.mx.AbstractMX;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/**
 * The dictionary of ISO 20022 as a judge: what it doesn't know it drops when it reads, so a message
 * that comes back whole has only known elements, each in its place.
 */
final class IsoDictionary {

    private static final String PACKAGE = "com.prowidesoftware";

    private IsoDictionary() {}

    static void judge(String xml) throws Exception {
        var known = AbstractMX.parse(xml);
        assertThat(known).as(xml).isNotNull();

        assertThat(paths(known.document())).as(xml).isEqualTo(paths(xml));
        assertThat(missing(known)).as(xml).isEmpty();
    }

    /** Every element with its path and its text, times apart, which have many spellings. */
    private static List<String> paths(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        var paths = new ArrayList<String>();
        collect(document.getDocumentElement(), "", paths);
        return paths;
    }

    private static void collect(Element element, String parent, List<String> paths) {
        String path = parent + "/" + element.getLocalName();
        boolean leaf = true;
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                if (leaf) {
                    paths.add(path);
                }
                leaf = false;
                collect(inner, path, paths);
            }
        }
        if (leaf) {
            boolean time = path.endsWith("Tm") || path.endsWith("Dt");
            paths.add(
                    path
                            + "="
                            + (time ? "" : element.getTextContent().strip())
                            + element.getAttribute("Ccy"));
        }
    }

    /** Elements that the dictionary demands and the message lacks. */
    private static List<String> missing(Object message) throws IllegalAccessException {
        var missing = new ArrayList<String>();
        for (Field field : message.getClass().getDeclaredFields()) {
            var element = field.getAnnotation(XmlElement.class);
            if (element == null) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(message);
            boolean empty = value == null || (value instanceof Collection<?> all && all.isEmpty());
            if (element.required() && empty) {
                missing.add(message.getClass().getSimpleName() + "." + element.name());
            }
            for (Object each : value instanceof Collection<?> all ? all : listOf(value)) {
                if (each.getClass().getName().startsWith(PACKAGE) && !each.getClass().isEnum()) {
                    missing.addAll(missing(each));
                }
            }
        }
        return missing;
    }

    private static List<Object> listOf(Object value) {
        return value == null ? List.of() : List.of(value);
    }
}
