package kz.nusqau.counterparty.wire;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A foreign text made fit for logs and rows: short, printable, long numbers masked. */
public final class Excerpt {

    private static final int LENGTH = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E\\u0400-\\u04FF]+");
    // Six digits and more: numbers, accounts, codes. The last two stay, to tell cases apart.
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{4,}(?=\\d{2}(?!\\d))");

    private Excerpt() {}

    public static String of(byte[] body) {
        return of(new String(body, 0, Math.min(body.length, 4 * LENGTH), StandardCharsets.UTF_8));
    }

    public static String of(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll(" ");
        String masked = LONG_NUMBER.matcher(printable).replaceAll("****");
        return masked.length() <= LENGTH ? masked : masked.substring(0, LENGTH) + "…";
    }
}
