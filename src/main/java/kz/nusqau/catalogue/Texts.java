package kz.nusqau.catalogue;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.Field;
import kz.nusqau.shared.Language;
import kz.nusqau.shared.RefusalReason;
import kz.nusqau.shared.WorkReason;

/** Every reply, in every language. */
public final class Texts {

    private final Map<String, Map<Language, TextPattern>> patterns;

    Texts(Map<String, Map<Language, TextPattern>> patterns) {
        this.patterns = patterns;
    }

    /**
     * Fills a text. Arguments are {@link kz.nusqau.shared.Money} (written as the language does),
     * {@link java.time.Duration} (whole minutes, up), {@link kz.nusqau.shared.Msisdn} (masked),
     * numbers and strings.
     *
     * @throws IllegalStateException if the key or an argument of it is missing: a bug
     */
    public String render(String key, Language language, Map<String, ?> arguments) {
        return pattern(key, language).fill(key, arguments);
    }

    private TextPattern pattern(String key, Language language) {
        var byLanguage = patterns.get(key);
        if (byLanguage == null) {
            throw new IllegalStateException("no text " + key);
        }
        return Objects.requireNonNull(byLanguage.get(language));
    }

    Map<Language, TextPattern> patterns(String key) {
        return Objects.requireNonNull(patterns.get(key));
    }

    Set<String> keys() {
        return patterns.keySet();
    }

    /** The names of the arguments that {@link #render} demands for a key. */
    public Set<String> arguments(String key) {
        return Collections.unmodifiableSet(pattern(key, Language.KK).arguments());
    }

    /** The text of a refusal: {@code refused.insufficient-funds}. */
    public static String refused(RefusalReason reason) {
        return "refused." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The words for why there is planned work: {@code work.update}. */
    public static String work(WorkReason reason) {
        return "work." + reason.word();
    }

    /** The help of a command: {@code help.top-up}. */
    public static String help(Command command) {
        return switch (command) {
            case NOTIFICATIONS_ON, NOTIFICATIONS_OFF, NOTIFICATIONS_DAILY ->
                    help(Command.NOTIFICATIONS);
            case YES -> help(Command.CONFIRM);
            case HELP -> "help";
            default -> "help." + command.key();
        };
    }

    /** The question for a missing field; takes {@code field} and {@code example}. */
    public String missing(Field field) {
        return specific("missing.", field);
    }

    /** The answer to a wrong field; takes {@code field}, {@code given} and {@code example}. */
    public String invalid(Field field) {
        return specific("invalid.", field);
    }

    /** How a field is called in a sentence. */
    public String name(Field field, Language language) {
        return render("field." + field.name(), language, Map.of());
    }

    private String specific(String prefix, Field field) {
        if (field.isRequisite()) {
            return prefix + "requisite";
        }
        String key = prefix + field.name();
        return has(key) ? key : prefix + "field";
    }

    public boolean has(String key) {
        return patterns.containsKey(key);
    }
}
