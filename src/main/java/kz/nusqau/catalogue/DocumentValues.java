package kz.nusqau.catalogue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The values of a document, for tables and forms. A value is changed where it stands: the rest of
 * the document, with its order and comments, stays as somebody wrote it.
 */
public final class DocumentValues {

    /** Values that are written in a way of their own, so that another form can take their place. */
    private static final Set<String> AS_WRITTEN =
            Set.of("fee", "amount", "words", "systems", "links", "short-codes");

    /** Checks of the build more than values: they are changed with the whole document. */
    private static final Set<String> LEFT_OUT = Set.of("examples");

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} .+()/_-]*");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})");
    private static final Set<String> NOT_TEXT =
            Set.of("true", "false", "null", "yes", "no", "on", "off");
    private static final String SEPARATOR = "/";

    private final CatalogueDocument document;
    private final String text;
    private final YamlMarks marks;

    private DocumentValues(CatalogueDocument document, String text) {
        this.document = document;
        this.text = text;
        this.marks = YamlMarks.of(text);
    }

    public static DocumentValues of(CatalogueDocument document, String text) {
        return new DocumentValues(document, text);
    }

    /**
     * A value.
     *
     * @param way to it, {@code hub/day-maximum}
     * @param name below its entry
     * @param value as people read it, or as it is written where it is more than one
     */
    public record Value(String way, String name, String value) {}

    /** Values that belong together. */
    public record Entry(String way, String name, List<Value> values) {

        public Optional<Value> find(String name) {
            return values.stream().filter(each -> each.name().equals(name)).findFirst();
        }

        /** Of a cell of a table. */
        public String shown(String name) {
            return find(name).map(Value::value).orElse("—");
        }
    }

    /** Entries with the same values, a table. */
    public record Table(List<String> columns, List<Entry> entries) {}

    /** Empty where a document is only edited as a whole. */
    public List<Table> tables() {
        var tables = new LinkedHashMap<List<String>, List<Entry>>();
        for (Entry entry : entries()) {
            var columns = entry.values().stream().map(Value::name).toList();
            var same =
                    document == CatalogueDocument.LIMITS || document == CatalogueDocument.SERVICE
                            ? columns
                            : List.of(document.word(), String.valueOf(entry.values().size() > 1));
            tables.computeIfAbsent(same, none -> new ArrayList<>()).add(entry);
        }
        return tables.values().stream().map(DocumentValues::table).toList();
    }

    private static Table table(List<Entry> entries) {
        var columns =
                entries.stream()
                        .flatMap(entry -> entry.values().stream().map(Value::name))
                        .distinct()
                        .toList();
        return new Table(columns, entries);
    }

    public Optional<Entry> find(String way) {
        return entries().stream().filter(each -> each.way().equals(way)).findFirst();
    }

    private List<Entry> entries() {
        return switch (document) {
            case LIMITS -> below(List.of(), Set.of("systems"));
            case SERVICE -> below(List.of(), Set.of());
            case PROVIDERS -> below(List.of("providers"), Set.of());
            case SHORT_CODES -> shortCodes();
            case TEXTS -> below(List.of("texts"), Set.of());
            case USSD, WORDS -> List.of();
        };
    }

    private List<Entry> below(List<Object> way, Set<String> opened) {
        var entries = new ArrayList<Entry>();
        if (marks.find(way).orElse(null) instanceof MappingNode mapping) {
            for (NodeTuple each : mapping.getValue()) {
                if (each.getKeyNode() instanceof ScalarNode key) {
                    var next = step(way, key.getValue());
                    if (opened.contains(key.getValue())) {
                        entries.addAll(below(next, Set.of()));
                    } else {
                        entries.add(entry(next, key.getValue(), each.getValueNode()));
                    }
                }
            }
        }
        return entries;
    }

    private List<Entry> shortCodes() {
        var entries = new ArrayList<Entry>();
        marks.find(List.of("code-sender"))
                .ifPresent(node -> entries.add(entry(List.of("code-sender"), "code-sender", node)));
        if (marks.find(List.of("short-codes")).orElse(null) instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                var way = List.<Object>of("short-codes", i);
                String name =
                        marks.find(step(way, "number"))
                                .map(node -> ((ScalarNode) node).getValue())
                                .orElse(String.valueOf(i + 1));
                entries.add(entry(way, name, list.getValue().get(i)));
            }
        }
        return entries;
    }

    private Entry entry(List<Object> way, String name, Node node) {
        var values = new ArrayList<Value>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple each : mapping.getValue()) {
                if (each.getKeyNode() instanceof ScalarNode key
                        && !LEFT_OUT.contains(key.getValue())) {
                    add(values, way, key.getValue(), each.getValueNode());
                }
            }
        } else {
            values.add(new Value(name(way), name, shown(node)));
        }
        return new Entry(name(way), name, List.copyOf(values));
    }

    /** A mapping of single values is one value each; what takes several lines is left out. */
    private void add(List<Value> values, List<Object> way, String key, Node node) {
        var next = step(way, key);
        if (node instanceof MappingNode mapping
                && !AS_WRITTEN.contains(key)
                && mapping.getValue().stream()
                        .allMatch(each -> each.getValueNode() instanceof ScalarNode)) {
            for (NodeTuple each : mapping.getValue()) {
                String inner = ((ScalarNode) each.getKeyNode()).getValue();
                values.add(
                        new Value(
                                name(step(next, inner)),
                                key + " " + inner,
                                shown(each.getValueNode())));
            }
        } else if (node instanceof ScalarNode || !written(node).contains("\n")) {
            values.add(new Value(name(next), /* name= */ key, shown(node)));
        }
    }

    private String shown(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : written(node);
    }

    private String written(Node node) {
        return text.substring(
                place(node.getStartMark().getIndex()), place(node.getEndMark().getIndex()));
    }

    /** Marks count characters beyond the first plane as one. */
    private int place(int mark) {
        return text.offsetByCodePoints(0, mark);
    }

    private static List<Object> step(List<Object> way, Object step) {
        var longer = new ArrayList<>(way);
        longer.add(step);
        return List.copyOf(longer);
    }

    private static String name(List<Object> way) {
        return way.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR));
    }

    private record Change(int from, int to, String by) {}

    /**
     * The document with other values.
     *
     * @param changed values by their ways; ways that aren't values are none of this document's
     */
    public String with(Map<String, String> changed) {
        var changes = new ArrayList<Change>();
        for (Entry entry : entries()) {
            for (Value value : entry.values()) {
                String now = changed.get(value.way());
                if (now != null && !tidy(now).equals(tidy(value.value()))) {
                    changes.add(change(value, tidy(now)));
                }
            }
        }
        changes.sort(Comparator.comparingInt(Change::from).reversed());
        var result = new StringBuilder(text);
        changes.forEach(each -> result.replace(each.from(), each.to(), each.by()));
        return result.toString();
    }

    /** Line ends are a browser's. */
    private static String tidy(String value) {
        return value.replace("\r\n", "\n").strip();
    }

    private Change change(Value value, String now) {
        Node node = marks.find(way(value.way())).orElseThrow();
        boolean asWritten = !(node instanceof ScalarNode) || AS_WRITTEN.contains(value.name());
        return new Change(
                place(node.getStartMark().getIndex()),
                place(node.getEndMark().getIndex()),
                asWritten ? now.replace('\n', ' ') : scalar((ScalarNode) node, now));
    }

    /** A text over several lines ends with the last one; what takes its place doesn't. */
    private static boolean isBlock(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.LITERAL
                || node.getScalarStyle() == ScalarStyle.FOLDED;
    }

    private List<Object> way(String name) {
        var way = new ArrayList<Object>();
        for (String step : name.split(SEPARATOR, -1)) {
            boolean inList =
                    marks.find(List.copyOf(way)).orElse(null) instanceof SequenceNode
                            && NUMBER.matcher(step).matches();
            way.add(inList ? (Object) Integer.valueOf(step) : step);
        }
        return List.copyOf(way);
    }

    /** In the way it was written before, where that is still right. */
    private static String scalar(ScalarNode before, String now) {
        boolean plain = before.getScalarStyle() == ScalarStyle.PLAIN;
        boolean number = NUMBER.matcher(now).matches();
        if (plain && NUMBER.matcher(before.getValue()).matches() && number) {
            return now;
        }
        if (plain && Objects.equals(before.getTag().getValue(), "tag:yaml.org,2002:bool")) {
            return NOT_TEXT.contains(now) ? now : quoted(now);
        }
        if (plain && PLAIN.matcher(now).matches() && !number && !NOT_TEXT.contains(now)) {
            return now;
        }
        return isBlock(before) ? quoted(now) + "\n" : quoted(now);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
