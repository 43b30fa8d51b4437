package kz.nusqau.simulator.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * As much JSON as the simulator answers with: an object is a map, without the fields that are null.
 * The command starts from the compiled classes alone; a library would have to be found first.
 */
final class Json {

    private static final String NULL = "null";

    private final String json;
    private int at;

    private Json(String json) {
        this.json = json;
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    static Object parse(String json) {
        var parser = new Json(json);
        try {
            var value = parser.value().orElse(Map.of());
            parser.skipSpace();
            if (parser.at != json.length()) {
                throw parser.unexpected();
            }
            return value;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("JSON that ends early", e);
        }
    }

    /** Of words, numbers, true and false. */
    static String of(Map<String, ?> fields) {
        var json = new StringJoiner(",", "{", "}");
        fields.forEach(
                (name, value) ->
                        json.add(
                                quoted(name)
                                        + ":"
                                        + (value instanceof String text ? quoted(text) : value)));
        return json.toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private Optional<Object> value() {
        skipSpace();
        char c = json.charAt(at);
        if (c == '{') {
            return Optional.of(object());
        }
        if (c == '[') {
            return Optional.of(array());
        }
        if (c == '"') {
            return Optional.of(string());
        }
        int from = at;
        while (isWordAt()) {
            at++;
        }
        var word = json.substring(from, at);
        if (word.isEmpty()) {
            throw unexpected();
        }
        return word.equals(NULL) ? Optional.empty() : Optional.of(word);
    }

    /** A number, true, false or null. */
    private boolean isWordAt() {
        return at < json.length()
                && (Character.isLetterOrDigit(json.charAt(at))
                        || "+-.".indexOf(json.charAt(at)) >= 0);
    }

    private Map<String, Object> object() {
        var fields = new LinkedHashMap<String, Object>();
        at++;
        while (!endsWith('}')) {
            skipSpace();
            var name = string();
            skipSpace();
            expect(':');
            value().ifPresent(value -> fields.put(name, value));
        }
        return fields;
    }

    private List<Object> array() {
        var items = new ArrayList<>();
        at++;
        while (!endsWith(']')) {
            value().ifPresent(items::add);
        }
        return items;
    }

    /** After an item: its comma, or the end. */
    private boolean endsWith(char end) {
        skipSpace();
        if (json.charAt(at) == ',') {
            at++;
            return false;
        }
        if (json.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    private String string() {
        expect('"');
        var text = new StringBuilder();
        while (json.charAt(at) != '"') {
            char c = json.charAt(at++);
            text.append(c == '\\' ? escaped() : c);
        }
        at++;
        return text.toString();
    }

    private char escaped() {
        char c = json.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                at += 4;
                yield (char) Integer.parseInt(json, at - 4, at, 16);
            }
            default -> c;
        };
    }

    private void expect(char expected) {
        if (json.charAt(at) != expected) {
            throw unexpected();
        }
        at++;
    }

    private void skipSpace() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("no JSON at " + at);
    }
}
