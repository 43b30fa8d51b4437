package kz.nusqau.failedmessages;

import java.util.List;
import kz.nusqau.platform.Difference;
import kz.nusqau.platform.Difference.Lines;
import kz.nusqau.platform.DifferenceLine;

/** Compares two messages as they are laid out, and shows them masked or in clear. */
final class MessageDifference {

    private MessageDifference() {}

    static List<DifferenceLine> of(String before, String after, boolean inClear) {
        return Difference.of(lines(before, inClear), lines(after, inClear));
    }

    private static Lines lines(String text, boolean inClear) {
        String laidOut = Layout.of(text);
        return inClear ? Lines.of(laidOut) : Lines.of(laidOut, Masking.lines(laidOut));
    }
}
