package kz.nusqau.sms.smpp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Nothing left this process: the same message may be sent again. */
public final class SubmitNotSent extends IOException {

    SubmitNotSent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
