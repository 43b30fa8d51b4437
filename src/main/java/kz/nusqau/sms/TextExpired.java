package kz.nusqau.sms;

/** The text's time is over: whoever gets it now would be misled. */
final class TextExpired extends Exception {

    TextExpired(OutgoingPart part) {
        super(part + " has expired");
    }
}
