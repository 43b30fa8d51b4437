package kz.nusqau.instruction;

/** What of a text may be shown back to its sender. */
final class Shown {

    private static final int LONGEST = 20;
    private static final int LONGEST_AMOUNT = 9;
    private static final int CLEAR = 4;

    private Shown() {}

    /** As it was typed, cut short, with long numbers masked: they may be somebody's account. */
    static String word(String raw) {
        String shown =
                raw.chars().filter(Character::isDigit).count() > LONGEST_AMOUNT ? masked(raw) : raw;
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "...";
    }

    /** All but the last four hidden; shorter ones stay, or nobody knew what is meant. */
    static String masked(String raw) {
        if (raw.length() <= CLEAR) {
            return raw;
        }
        return "*".repeat(Math.min(LONGEST, raw.length()) - CLEAR)
                + raw.substring(raw.length() - CLEAR);
    }
}
