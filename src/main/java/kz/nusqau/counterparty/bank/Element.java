package kz.nusqau.counterparty.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An element of a message, to build and to read. Paths are names joined by slashes and lead to the
 * first element of each name.
 */
final class Element {

    private final String name;
    private final List<Element> children = new ArrayList<>();
    private @Nullable String currency;
    private String text = "";

    Element(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }

    /** The attribute {@code Ccy} of an amount. */
    Optional<String> currency() {
        return Optional.ofNullable(currency);
    }

    List<Element> children() {
        return children;
    }

    /** Adds the elements of the path, the last one with the text. */
    Element put(String path, String value) {
        in(path, last -> last.text = value);
        return this;
    }

    Element putAmount(String path, String amount, String inCurrency) {
        in(
                path,
                last -> {
                    last.text = amount;
                    last.currency = inCurrency;
                });
        return this;
    }

    /** Adds the elements of the path and fills the last one. */
    Element in(String path, Consumer<Element> fill) {
        Element last = this;
        for (String step : path.split("/", -1)) {
            last = last.append(new Element(step));
        }
        fill.accept(last);
        return this;
    }

    Element append(Element child) {
        children.add(child);
        return child;
    }

    void read(String read, @Nullable String readCurrency) {
        text = read;
        currency = readCurrency;
    }

    List<Element> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }

    Optional<Element> find(String path) {
        Element found = this;
        for (String step : path.split("/", -1)) {
            found = found.child(step);
            if (found == null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    private @Nullable Element child(String childName) {
        for (Element child : children) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    /** The text at the end of the path, empty where there is none. */
    String text(String path) {
        return find(path).map(Element::text).orElse("");
    }

    void write(StringBuilder xml) {
        xml.append('<').append(name);
        if (currency != null) {
            xml.append(" Ccy=\"").append(currency).append('"');
        }
        xml.append('>');
        escape(xml);
        children.forEach(child -> child.write(xml));
        xml.append("</").append(name).append('>');
    }

    private void escape(StringBuilder xml) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                default -> xml.append(c);
            }
        }
    }
}
