package kz.nusqau.sms.smpp;

import java.io.IOException;

/** The SMSC may have accepted the message. */
public final class SubmitUnanswered extends IOException {

    private final boolean linkLost;

    SubmitUnanswered(SubmitResult.Unknown unknown) {
        super(unknown.why());
        this.linkLost = unknown.linkLost();
    }

    /** Whether the link ended under the message and all others; else time was up for this one. */
    public boolean isLinkLost() {
        return linkLost;
    }
}
