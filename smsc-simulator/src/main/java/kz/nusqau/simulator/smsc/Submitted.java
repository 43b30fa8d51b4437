package kz.nusqau.simulator.smsc;

import java.time.Instant;
import java.util.Optional;
import kz.nusqau.simulator.smsc.pdu.Pdu;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.PartOf;

/**
 * A submit_sm or data_sm that the SMSC took.
 *
 * @param messageId as it stands in the answer
 * @param pdu what was on the wire
 */
public record Submitted(
        Instant at,
        long session,
        String systemId,
        String messageId,
        Pdu pdu,
        ShortMessage message,
        Alphabet alphabet) {

    public String source() {
        return message.source().digits();
    }

    public String destination() {
        return message.destination().digits();
    }

    /** Decoded on its own: a character that was cut in two shows as a replacement character. */
    public String text() {
        return alphabet.decode(PartOf.textOctets(message));
    }

    public Optional<PartOf> part() {
        return PartOf.read(message);
    }

    public int esmClass() {
        return message.flags().esmClass();
    }

    public int dataCoding() {
        return message.flags().dataCoding();
    }

    public int priority() {
        return message.flags().priority();
    }

    public int registeredDelivery() {
        return message.flags().registeredDelivery();
    }

    public String validityPeriod() {
        return message.validityPeriod();
    }
}
