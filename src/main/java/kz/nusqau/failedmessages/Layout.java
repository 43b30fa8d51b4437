package kz.nusqau.failedmessages;

import java.util.regex.Pattern;

/**
 * A message as people read and edit it: one element of XML a line, indented; other texts as they
 * are. What it says stays the same, and so does what is laid out already.
 */
final class Layout {

    private static final Pattern BETWEEN_TAGS = Pattern.compile(">\\s*<");
    private static final String STEP = "  ";

    private Layout() {}

    static String of(String text) {
        String unified = text.replace("\r\n", "\n").replace('\r', '\n').strip();
        // Space counts in comments and in what is quoted as a whole.
        boolean isPlainXml =
                unified.startsWith("<") && !unified.contains("<!--") && !unified.contains("<![");
        return isPlainXml ? indented(unified) : unified;
    }

    private static String indented(String xml) {
        var result = new StringBuilder();
        int depth = 0;
        for (String line : BETWEEN_TAGS.matcher(xml).replaceAll(">\n<").split("\n", -1)) {
            if (line.startsWith("</")) {
                depth--;
            }
            result.append(result.isEmpty() ? "" : "\n");
            // A value of several lines is not indented: that would change it.
            result.append(line.startsWith("<") ? STEP.repeat(Math.max(0, depth)) : "").append(line);
            depth += opened(line);
        }
        return result.toString();
    }

    /** How much deeper the next line is. */
    private static int opened(String line) {
        boolean closes = line.contains("</");
        if (!line.startsWith("<")) {
            return closes ? -1 : 0;
        }
        boolean isWhole =
                closes || line.startsWith("<?") || line.startsWith("<!") || line.endsWith("/>");
        return isWhole ? 0 : 1;
    }
}
