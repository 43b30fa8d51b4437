package kz.nusqau.partner;

/** Words of a partner's that are kept and given back: short, and of characters that can be kept. */
final class Shown {

    private static final int LONGEST = 200;

    private Shown() {}

    static String text(String given) {
        var shown = new StringBuilder();
        for (int i = 0; i < given.length() && shown.length() < LONGEST; i++) {
            char c = given.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.toString();
    }
}
