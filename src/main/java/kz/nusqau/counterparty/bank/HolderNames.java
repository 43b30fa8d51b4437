package kz.nusqau.counterparty.bank;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How the holder of an account is called before others: a first name and an initial, {@code Aigul
 * S.}, even if a bank tells more.
 */
final class HolderNames {

    /** So that it fits on the screen of a phone. */
    private static final int LONGEST = 14;

    private static final String LETTERS = "[A-Za-z\\u00C0-\\u052F]+";
    private static final Pattern NAME = Pattern.compile(LETTERS + "(?:-" + LETTERS + ")*");

    private HolderNames() {}

    /** Empty where the bank tells none. */
    static Optional<String> masked(String told) {
        List<String> names = NAME.matcher(told).results().map(MatchResult::group).limit(2).toList();
        return names.stream()
                .findFirst()
                .map(
                        first ->
                                names.size() == 1
                                        ? capitalised(first)
                                        : capitalised(first) + " " + initial(names.getLast()));
    }

    private static String capitalised(String name) {
        String shown = name.substring(0, Math.min(name.length(), LONGEST));
        return upper(shown) + shown.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String initial(String name) {
        return upper(name) + ".";
    }

    private static String upper(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT);
    }
}
