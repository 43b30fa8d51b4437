package kz.nusqau.sms.smpp;

import java.io.IOException;

/** Nothing left this process, and nothing should any more: whoever got it would be misled. */
public final class SubmitExpired extends IOException {

    SubmitExpired() {
        super("its validity ended before it could leave");
    }
}
