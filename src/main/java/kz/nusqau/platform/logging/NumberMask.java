package kz.nusqau.platform.logging;

import java.util.regex.Pattern;

/**
 * The last line of defence: values mask themselves, and what slips into a message as text (an
 * answer quoted by a library, an exception's message) is caught here.
 */
final class NumberMask {

    /** Kazakh mobile numbers, written internationally or with the national 8. */
    private static final Pattern NUMBER =
            Pattern.compile("(?<!\\d)([78]7\\d{2})\\d{5}(\\d{2})(?!\\d)");

    private NumberMask() {}

    static String mask(String text) {
        // Most lines hold no such digits, and looking for them is cheaper than matching.
        if (text.length() < 11 || (text.indexOf("77") < 0 && text.indexOf("87") < 0)) {
            return text;
        }
        return NUMBER.matcher(text).replaceAll("$1*****$2");
    }
}
