package kz.nusqau.sms.smpp;

import java.time.Instant;

/**
 * How a session slot stands.
 *
 * @param name {@code operator/0}
 * @param detail for people: with whom it is bound, or why it isn't
 */
public record LinkStatus(String name, State state, Instant since, String detail) {

    public enum State {
        /** Nothing wants it: its routes are stopped, or another node holds the slot. */
        IDLE,
        /** A person holds it still; nothing is lost meanwhile. */
        PAUSED,
        /** Nothing is wrong: the SMSC connects when it has something for us. */
        LISTENING,
        CONNECTING,
        BOUND,
        /** Lost or refused; the next attempt is due. */
        WAITING
    }
}
