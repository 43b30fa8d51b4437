package kz.nusqau.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import kz.nusqau.shared.Money;

/**
 * One mapping of a catalogue file, read strictly: a fault names file, entry, key, value, remedy.
 */
final class YamlEntry {

    private static final YAMLMapper MAPPER =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final SourceText source;
    private final List<Object> way;
    private final String path;
    private final JsonNode node;

    private YamlEntry(SourceText source, List<Object> way, String path, JsonNode node) {
        this.source = source;
        this.way = way;
        this.path = path;
        this.node = node;
    }

    static YamlEntry read(SourceText source) {
        try {
            JsonNode root = MAPPER.readTree(source.text());
            if (!root.isObject()) {
                throw new CatalogueFault(
                        source.document(),
                        1,
                        source.name() + ": not a YAML mapping; see the file in the sources",
                        null);
            }
            return new YamlEntry(source, List.of(), "", root);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            int line = at == null ? 0 : at.getLineNr();
            throw new CatalogueFault(
                    source.document(),
                    line,
                    "%s, line %d: not readable as YAML: %s"
                            .formatted(source.name(), line, e.getOriginalMessage()),
                    e);
        }
    }

    /** Refuses keys that nobody reads, which are mostly misspelt. */
    YamlEntry onlyKeys(String... allowed) {
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!Set.of(allowed).contains(key)) {
                                throw fault(key, "is not known; use " + String.join(", ", allowed));
                            }
                        });
        return this;
    }

    boolean has(String key) {
        return node.has(key);
    }

    boolean isText(String key) {
        return node.has(key) && node.get(key).isTextual();
    }

    String text(String key) {
        return optionalText(key)
                .orElseThrow(
                        () -> fault(key, "is missing; write a text, in quotes if digits only"));
    }

    Optional<String> optionalText(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode() || value.asText().isBlank()) {
            throw fault(key, "must be a text");
        }
        return Optional.of(value.asText());
    }

    int number(String key, int least) {
        JsonNode value = node.get(key);
        if (value == null || !value.isInt() || value.intValue() < least) {
            throw fault(key, "must be a whole number from " + least + " on");
        }
        return value.intValue();
    }

    /** Whole tenge. */
    Money tenge(String key) {
        return Money.tenge(number(key, 0));
    }

    boolean flag(String key) {
        JsonNode value = node.get(key);
        if (value != null && !value.isBoolean()) {
            throw fault(key, "must be true or false");
        }
        return value != null && value.booleanValue();
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        JsonNode values = node.get(key);
        if (values != null && !values.isArray()) {
            throw fault(key, "must be a list of texts");
        }
        if (values != null) {
            for (JsonNode value : values) {
                if (!value.isValueNode() || value.asText().isBlank()) {
                    throw fault(key, "must be a list of texts");
                }
                texts.add(value.asText());
            }
        }
        return texts;
    }

    /** The mapping under a key, or an empty one. */
    YamlEntry child(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            return new YamlEntry(source, below(key), under(key), MAPPER.createObjectNode());
        }
        if (!value.isObject()) {
            throw fault(key, "must be a mapping of keys and values");
        }
        return new YamlEntry(source, below(key), under(key), value);
    }

    /** The mappings under the keys of this one, in the order of the file. */
    Map<String, YamlEntry> children() {
        var children = new LinkedHashMap<String, YamlEntry>();
        node.fieldNames().forEachRemaining(key -> children.put(key, child(key)));
        return children;
    }

    List<String> keys() {
        var keys = new ArrayList<String>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    List<YamlEntry> list(String key) {
        var entries = new ArrayList<YamlEntry>();
        JsonNode values = node.get(key);
        if (values != null && !values.isArray()) {
            throw fault(key, "must be a list");
        }
        for (int i = 0; values != null && i < values.size(); i++) {
            if (!values.get(i).isObject()) {
                throw fault(key, "must be a list of mappings");
            }
            entries.add(
                    new YamlEntry(
                            source,
                            below(key, i),
                            under(key) + "[" + (i + 1) + "]",
                            values.get(i)));
        }
        return entries;
    }

    /** Reads a value with a parser whose exception explains what is wrong. */
    <T> T parsed(String key, Function<String, T> parser, String remedy) {
        String value = text(key);
        try {
            return parser.apply(value);
        } catch (RuntimeException e) {
            throw fault(key, "is not valid (" + e.getMessage() + "); " + remedy);
        }
    }

    CatalogueFault fault(String key, String problem) {
        JsonNode value = node.get(key);
        int line = YamlMarks.of(source.text()).line(below(key));
        return new CatalogueFault(
                source.document(),
                line,
                "%s, line %d, entry '%s', key '%s'%s %s"
                        .formatted(
                                source.name(),
                                line,
                                path.isEmpty() ? "(top)" : path,
                                key,
                                value == null ? "" : ", value '" + value + "'",
                                problem),
                null);
    }

    private List<Object> below(Object... steps) {
        var below = new ArrayList<>(way);
        below.addAll(List.of(steps));
        return List.copyOf(below);
    }

    private String under(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
