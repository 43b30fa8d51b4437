package kz.nusqau.failedmessages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes texts of failures fit to be kept and shown, and finds those that look alike. */
final class Masking {

    private static final int MESSAGE = 1_000;
    private static final int STACK_TRACE = 8_000;
    // Numbers of subscribers, accounts, codes: six digits and more keep their last two.
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{4,}(?=\\d{2}(?!\\d))");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final int PAYLOAD = 4_000;
    // Between tags, and of attributes but those that name the version.
    private static final Pattern XML_VALUE =
            Pattern.compile("(?<=>)[^<>]+(?=<)|(?<!xmlns=)(?<!version=)(?<==)\"[^\"<>]*\"");
    private static final Pattern JSON_VALUE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"(\\s*:)?|(?<=[:\\[,\\s])-?[0-9][0-9.eE+-]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern VARYING = Pattern.compile("[0-9*]+");

    private Masking() {}

    static String message(String text) {
        return shortened(masked(text), MESSAGE);
    }

    static String stackTrace(String text) {
        return shortened(masked(text), STACK_TRACE);
    }

    /**
     * A message as it was, its form kept and what it says hidden: of XML and JSON the values, of
     * other texts the long numbers.
     */
    static String payload(String text) {
        return shortened(lines(text), PAYLOAD);
    }

    /** The same however long it is; line for line. */
    static String lines(String text) {
        String start = text.stripLeading();
        String hidden =
                switch (start.isEmpty() ? ' ' : start.charAt(0)) {
                    case '<' -> hidden(XML_VALUE, text);
                    case '{', '[' -> hidden(JSON_VALUE, text);
                    default -> text;
                };
        return masked(hidden);
    }

    /** A value of such a message: how many words and how long, and no more. */
    static String value(String text) {
        return WORD.matcher(text).replaceAll(word -> "\u2022".repeat(word.group().length()));
    }

    private static String hidden(Pattern values, String text) {
        return values.matcher(text).replaceAll(found -> Matcher.quoteReplacement(hidden(found)));
    }

    /** Names, of which only JSON has a group, stay. */
    private static String hidden(MatchResult found) {
        return found.groupCount() > 0 && found.group(1) != null
                ? found.group()
                : value(found.group());
    }

    // A UUID is no personal data, and people search by it.
    private static String masked(String text) {
        var result = new StringBuilder();
        var uuids = UUID.matcher(text);
        int from = 0;
        while (uuids.find()) {
            result.append(digitsMasked(text.substring(from, uuids.start())));
            result.append(uuids.group());
            from = uuids.end();
        }
        return result.append(digitsMasked(text.substring(from))).toString();
    }

    private static String digitsMasked(String text) {
        return LONG_NUMBER.matcher(text).replaceAll("****").replace("\u0000", "");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "…";
    }

    /** Equal for failures that differ only in numbers and ids. */
    static String causeGroup(Source source, String errorClass, String message, String route) {
        String alike = VARYING.matcher(UUID.matcher(message).replaceAll("#")).replaceAll("#");
        return digest(String.join("\n", source.word(), errorClass, alike, route)).substring(0, 16);
    }

    /** SHA-256 in hexadecimal. */
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
