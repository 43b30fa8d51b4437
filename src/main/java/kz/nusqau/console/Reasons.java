package kz.nusqau.console;

import kz.nusqau.platform.ApiFault;

/** What people have to say when they act. */
final class Reasons {

    static final int LONGEST = 500;

    private Reasons() {}

    /** The form asks for it as well; this is for who asks without the form. */
    static String of(String field, String text) {
        String reason = text.strip();
        if (reason.isEmpty() || reason.length() > LONGEST) {
            throw ApiFault.field(field, "a text of 1 to " + LONGEST + " characters");
        }
        return reason;
    }
}
