package kz.nusqau.catalogue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import kz.nusqau.instruction.ProviderShape;
import kz.nusqau.shared.Language;

/**
 * Somebody who is paid.
 *
 * @param shape its code and requisites
 * @param systems e-money systems that serve it, in order of preference
 * @param plainYes every payment to it is confirmed with a plain yes, whatever the amount
 * @param example a complete text
 */
public record Provider(
        ProviderShape shape,
        Map<Language, String> names,
        Fee fee,
        AmountRule amountRule,
        Set<String> systems,
        boolean plainYes,
        String example,
        List<ShortCodeExample> examples) {

    private static final int SHOWN = 4;

    public Provider {
        names = Map.copyOf(new EnumMap<>(names));
        systems = Collections.unmodifiableSet(new LinkedHashSet<>(systems));
        examples = List.copyOf(examples);
    }

    public String code() {
        return shape.code();
    }

    /** Who and which account, safe to show: {@code Алма электро *1123}. */
    public String payee(Language language, Map<String, String> requisites) {
        String first = requisites.getOrDefault(shape.requisites().getFirst().name(), "");
        return first.length() <= SHOWN
                ? name(language)
                : name(language) + " *" + first.substring(first.length() - SHOWN);
    }

    public String name(Language language) {
        return Objects.requireNonNull(names.get(language));
    }
}
