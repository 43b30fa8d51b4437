package kz.nusqau.console;

import java.util.regex.Pattern;

/** What was noted in words, by whomever, without numbers of people (R-OPS-6). */
final class Masked {

    // Phones, accounts, cards and references; amounts and short codes are shorter. Of an id, which
    // is nobody's number, the digits stay.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
                            + "|(?<![0-9])[0-9]{6,}([0-9]{2})(?![0-9])");

    private Masked() {}

    static String numbers(String text) {
        return NUMBER.matcher(text)
                .replaceAll(
                        found -> found.group(1) == null ? "****" + found.group(2) : found.group());
    }
}
