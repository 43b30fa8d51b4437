package kz.nusqau.mailbox;

import kz.nusqau.shared.TransientFailure;

/** What this transaction was about belongs to another node by now, or is done already. */
public final class LeaseLost extends TransientFailure {

    LeaseLost(String message) {
        super(message);
    }
}
