package kz.nusqau.sms.smpp;

import java.io.IOException;
import java.util.Set;

/** The SMSC is there and doesn't want us. */
final class BindRefused extends IOException {

    private static final Set<Integer> WHO_WE_ARE =
            Set.of(
                    Status.BIND_FAILED,
                    Status.INVALID_PASSWORD,
                    Status.INVALID_SYSTEM_ID,
                    Status.INVALID_SYSTEM_TYPE);

    private final int status;

    BindRefused(int status) {
        super("the SMSC refused the bind with " + Status.text(status));
        this.status = status;
    }

    /** The account itself is refused: only a person can change that, and haste may lock it. */
    boolean isForWhoWeAre() {
        return WHO_WE_ARE.contains(status);
    }
}
