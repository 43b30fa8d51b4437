package kz.nusqau.platform.console;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the provider tells of a person. */
record OidcClaims(Map<String, Object> claims) {

    /** A claim by its name, or one in another by a path with dots. */
    @Nullable Object at(String path) {
        return at(claims, path);
    }

    private static @Nullable Object at(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        if (whole != null) {
            return whole;
        }
        // Names may have dots in them: https://example.kz/roles.
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                Object found = at(inner, path.substring(dot + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** A list of texts, or a text alone; nothing else is a role. */
    Set<String> texts(String path) {
        return switch (at(path)) {
            case String one -> Set.of(one);
            case Collection<?> several ->
                    several.stream()
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .collect(Collectors.toSet());
            case null, default -> Set.of();
        };
    }
}
