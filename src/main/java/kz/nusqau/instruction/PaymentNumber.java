package kz.nusqau.instruction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payment numbers as people type them: {@code N}, then digits and letters. Before a digit the
 * {@code N} may be left out, groups may be parted, look-alike letters will do.
 */
final class PaymentNumber {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 20;

    /**
     * What issued numbers consist of. The last character is chosen so that the places, weighted by
     * where they stand, add up to nothing modulo 23.
     */
    private static final String ISSUED = "23456789ACDEFHJKMNPRTWX";

    private static final int SHORTEST_ISSUED = 9;

    private PaymentNumber() {}

    /** Null for what is none. */
    static @Nullable String of(List<Item> groups) {
        var typed = new StringBuilder();
        for (Item group : groups) {
            if (group instanceof Item.Known || (groups.size() > 1 && isWord(group, 'N'))) {
                return null;
            }
            typed.append(group.raw());
        }
        return of(typed);
    }

    /**
     * A word beside a number is no part of it, but for the letter that begins one: {@code N 48KX2}.
     */
    static boolean isWord(Item item, char letter) {
        return !hasDigits(item.raw()) && !Fold.latin(item.raw()).equals(String.valueOf(letter));
    }

    /** Null for what is none. */
    static @Nullable String of(CharSequence typed) {
        String latin = Fold.latin(typed);
        boolean named = latin.startsWith("N");
        String body = named ? latin.substring(1) : latin;
        if (!isPlausible(body)) {
            return null;
        }
        // Digits alone are rather an amount, letters alone a word.
        boolean number =
                named
                        ? hasDigits(body) || isIssued(body)
                        : isDigit(body.charAt(0)) && !Lexer.isNumber(body);
        return number ? "N" + body : null;
    }

    /** Digits and Latin letters, as many as numbers have. */
    static boolean isPlausible(String body) {
        return body.length() >= SHORTEST
                && body.length() <= LONGEST
                && body.chars().allMatch(c -> isDigit(c) || (c >= 'A' && c <= 'Z'));
    }

    static boolean hasDigits(String text) {
        return text.chars().anyMatch(PaymentNumber::isDigit);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIssued(String body) {
        int sum = 0;
        for (int place = 1; place <= body.length(); place++) {
            int value = ISSUED.indexOf(body.charAt(place - 1));
            if (value < 0) {
                return false;
            }
            sum += place * value;
        }
        return body.length() >= SHORTEST_ISSUED && sum % ISSUED.length() == 0;
    }
}
