package kz.nusqau.catalogue;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Where in a document something stands. A way is of keys, and of places in lists from 0 on. */
final class YamlMarks {

    private final @Nullable Node root;

    private YamlMarks(@Nullable Node root) {
        this.root = root;
    }

    /** Of a text that isn't YAML nothing is found. */
    static YamlMarks of(String text) {
        try {
            return new YamlMarks(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
        } catch (YAMLException e) {
            return new YamlMarks(null);
        }
    }

    Optional<Node> find(List<Object> way) {
        Node at = root;
        for (Object step : way) {
            at = at == null ? null : below(at, step);
        }
        return Optional.ofNullable(at);
    }

    private static @Nullable Node below(Node at, Object step) {
        return switch (at) {
            case MappingNode mapping -> {
                var tuple = tuple(mapping, step);
                yield tuple == null ? null : tuple.getValueNode();
            }
            case SequenceNode sequence
                    when step instanceof Integer place && place < sequence.getValue().size() ->
                    sequence.getValue().get(place);
            default -> null;
        };
    }

    private static @Nullable NodeTuple tuple(MappingNode mapping, Object key) {
        for (NodeTuple each : mapping.getValue()) {
            if (each.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                return each;
            }
        }
        return null;
    }

    /** The line, from 1 on, of the key at the end of a way, or of the last that is there. */
    int line(List<Object> way) {
        if (root == null) {
            return 0;
        }
        Node at = root;
        int line = root.getStartMark().getLine() + 1;
        for (Object step : way) {
            var tuple = at instanceof MappingNode mapping ? tuple(mapping, step) : null;
            var next = tuple == null ? below(at, step) : tuple.getValueNode();
            if (next == null) {
                return line;
            }
            var mark = tuple == null ? next.getStartMark() : tuple.getKeyNode().getStartMark();
            line = mark.getLine() + 1;
            at = next;
        }
        return line;
    }
}
