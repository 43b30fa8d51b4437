package kz.nusqau.catalogue;

/** What a screen of a USSD dialogue holds: 160 octets. */
public final class Screens {

    private static final int UCS2 = 80;
    private static final int GSM7 = 182;

    /** Two septets each. */
    private static final String EXTENDED = "^{}\\[~]|";

    private Screens() {}

    /** Judged as UCS2 when it holds anything beyond ASCII. */
    public static boolean fits(String text) {
        return text.length() <= GSM7 && room(text) >= 0;
    }

    /** How many more characters of the same kind fit; negative when it is too long. */
    static int room(String text) {
        if (text.chars().anyMatch(c -> c > 0x7E || c == '`')) {
            return UCS2 - text.length();
        }
        long extended = text.chars().filter(c -> EXTENDED.indexOf(c) >= 0).count();
        return GSM7 - text.length() - (int) extended;
    }
}
