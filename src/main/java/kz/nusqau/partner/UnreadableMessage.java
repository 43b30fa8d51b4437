package kz.nusqau.partner;

import jakarta.jms.JMSException;
import kz.nusqau.shared.TransientFailure;

/** The broker went away while one of its messages was read. */
final class UnreadableMessage extends TransientFailure {

    private static final long serialVersionUID = 1L;

    UnreadableMessage(JMSException cause) {
        super("a message of a partner can't be read now", cause);
    }
}
