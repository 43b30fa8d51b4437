package kz.nusqau.simulator.handset;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import kz.nusqau.simulator.smsc.text.Alphabet;

/**
 * One bubble on a phone.
 *
 * @param id stays with the message
 * @param version grows over all messages with every change, so that a reader can ask for what is
 *     newer
 * @param phone the number of the handset
 * @param peer the short code or sender at the other end
 * @param refusal the status that the ESME answered last, 0 if none or OK
 */
public record HandsetMessage(
        long id,
        long version,
        String phone,
        Direction direction,
        String peer,
        String text,
        Instant at,
        int parts,
        Alphabet alphabet,
        State state,
        int refusal) {

    /** Seen from the phone. */
    public enum Direction {
        SENT,
        RECEIVED;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far a text from the phone came; a reply to it is always received. */
    public enum State {
        /** With the SMSC: no session takes it, or no answer came yet. */
        SENDING,
        /** The ESME could not take it; the SMSC keeps it and tries again. */
        WAITING,
        ACCEPTED,
        REFUSED,
        RECEIVED;

        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    HandsetMessage with(State newState, int newRefusal, long newVersion) {
        return new HandsetMessage(
                id,
                newVersion,
                phone,
                direction,
                peer,
                text,
                at,
                parts,
                alphabet,
                newState,
                newRefusal);
    }
}
