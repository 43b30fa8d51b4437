package kz.nusqau.sms.smpp;

import java.io.IOException;

/** The SMSC may have accepted the message. */
public final class SubmitUnanswered extends IOException {

    SubmitUnanswered(String message) {
        super(message);
    }
}
