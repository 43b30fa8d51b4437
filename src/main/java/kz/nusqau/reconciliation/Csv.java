package kz.nusqau.reconciliation;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;
import kz.nusqau.shared.Money;
import org.jspecify.annotations.Nullable;

/** Lines of values with a separator that no value holds; counts them and adds amounts up. */
final class Csv {

    /** Values of the last line: a word, the number of lines, the sum of amounts. */
    private static final int TOTAL = 3;

    private static final int LONGEST_REFERENCE = 200;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E&&[^\\\\]]*");

    private final BufferedReader file;
    private final char separator;
    private int number;
    private int lines;
    private long sum;

    Csv(BufferedReader file, char separator) {
        this.file = file;
        this.separator = separator;
    }

    /** The next line's values; fails at the end of the file. */
    String[] next(int values) throws IOException {
        String line = file.readLine();
        number++;
        if (line == null) {
            throw new MalformedFile(number, "the file ends without its total");
        }
        String[] split = split(line);
        if (split.length != values && split.length != TOTAL) {
            throw new MalformedFile(
                    number, "%d values instead of %d".formatted(split.length, values));
        }
        return split;
    }

    /** By hand: a million times, and a regular expression takes three times as long. */
    private String[] split(String line) {
        int values = 1;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == separator) {
                values++;
            }
        }
        String[] split = new String[values];
        int from = 0;
        for (int i = 0; i < values; i++) {
            int to = i == values - 1 ? line.length() : line.indexOf(separator, from);
            split[i] = line.substring(from, to);
            from = to + 1;
        }
        return split;
    }

    int number() {
        return number;
    }

    /** Checks the last line against what was read. */
    void end(String[] total, String currency) throws IOException {
        String amounts = new Money(sum, currency).toDecimal();
        if (!total[1].equals(Integer.toString(lines)) || !total[2].equals(amounts)) {
            throw new MalformedFile(
                    number,
                    "the total tells of %s lines and %s, there are %d and %s"
                            .formatted(total[1], total[2], lines, amounts));
        }
        if (file.readLine() != null) {
            throw new MalformedFile(number + 1, "something comes after the total");
        }
    }

    /** A line with its values in our terms. */
    FileLine line(
            String reference,
            String own,
            String state,
            FileLine.Effect effect,
            String amount,
            String currency,
            String at) {
        try {
            Money money = new Money(minor(amount), currency);
            lines++;
            sum = Math.addExact(sum, money.minor());
            return new FileLine(
                    number, plain(reference), plain(own), state, money, effect, Instant.parse(at));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new MalformedFile(number, String.valueOf(e.getMessage()), e);
        }
    }

    private static long minor(String amount) {
        int point = amount.length() - 3;
        if (point < 1 || point > 15 || amount.charAt(point) != '.') {
            throw new IllegalArgumentException("not an amount with two decimals: " + amount);
        }
        long minor = 0;
        for (int i = 0; i < amount.length(); i++) {
            int digit = amount.charAt(i) - '0';
            if (i != point) {
                if (digit < 0 || digit > 9) {
                    throw new IllegalArgumentException(
                            "not an amount with two decimals: " + amount);
                }
                minor = minor * 10 + digit;
            }
        }
        return minor;
    }

    private static String plain(String reference) {
        if (reference.length() > LONGEST_REFERENCE || !PRINTABLE.matcher(reference).matches()) {
            throw new IllegalArgumentException("not a reference: " + reference);
        }
        return reference;
    }

    /** The word in our terms; fails for one that is not in the contract. */
    String word(String what, String word, @Nullable String ours) {
        if (ours == null) {
            throw new MalformedFile(number, "no such " + what + ": " + word);
        }
        return ours;
    }
}
