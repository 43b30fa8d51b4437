package kz.nusqau.platform.configuration;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The keys that configuration records declare, as a tree; lists and maps accept any next element.
 */
final class KnownKeys {

    private final Branch root = new Branch();

    /** Declares what a configuration record under this prefix reads. */
    void declare(String prefix, Class<?> record) {
        Branch branch = root;
        ConfigurationPropertyName name = ConfigurationPropertyName.of(prefix);
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            branch = branch.child(name.getElement(i, Form.DASHED));
        }
        declare(branch, record);
    }

    /** What is wrong with this key, or null when a record reads it. */
    @Nullable String fault(ConfigurationPropertyName name) {
        Branch branch = root;
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (branch.any != null) {
                branch = branch.any;
                continue;
            }
            Branch next = branch.children.get(uniform(name.getElement(i, Form.UNIFORM)));
            if (next == null) {
                return branch.names.isEmpty()
                        ? "nothing comes below " + name.chop(i)
                        : "known here: " + String.join(", ", branch.names);
            }
            branch = next;
        }
        return null;
    }

    /**
     * Whether joining neighbouring elements makes this a known key: a variable {@code
     * NUSQAU_DATA_DIR} reads as {@code data.dir} and means {@code data-dir}.
     */
    boolean isKnownJoined(ConfigurationPropertyName name) {
        return isKnownJoined(root, name, 0);
    }

    private static boolean isKnownJoined(Branch branch, ConfigurationPropertyName name, int from) {
        if (from == name.getNumberOfElements()) {
            return true;
        }
        if (branch.any != null && isKnownJoined(branch.any, name, from + 1)) {
            return true;
        }
        var joined = new StringBuilder();
        for (int i = from; i < name.getNumberOfElements(); i++) {
            joined.append(uniform(name.getElement(i, Form.UNIFORM)));
            Branch next = branch.children.get(joined.toString());
            if (next != null && isKnownJoined(next, name, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static void declare(Branch branch, Type type) {
        Class<?> raw = raw(type);
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                declare(branch.child(dashed(component.getName())), component.getGenericType());
            }
        } else if (Map.class.isAssignableFrom(raw)) {
            declare(branch.any(), argument(type, 1));
        } else if (Collection.class.isAssignableFrom(raw)) {
            declare(branch.any(), argument(type, 0));
        }
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType generic -> raw(generic.getRawType());
            default -> Object.class;
        };
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[index]
                : Object.class;
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** Environment variables know neither case nor hyphens. */
    private static String uniform(String element) {
        return element.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static final class Branch {

        private final Map<String, Branch> children = new TreeMap<>();
        private final TreeSet<String> names = new TreeSet<>();
        private @Nullable Branch any;

        Branch child(String name) {
            names.add(name);
            return children.computeIfAbsent(uniform(name), key -> new Branch());
        }

        Branch any() {
            any = any == null ? new Branch() : any;
            return any;
        }
    }
}
