package kz.nusqau.sms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.sms.smpp.RawMessage;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.sms.text.Alphabet;
import kz.nusqau.sms.text.Part;

/** What an inbox entry of this channel says. */
sealed interface StoredMessage {

    /** A text that came whole. */
    record Whole(String text) implements StoredMessage {}

    /** A part of a longer text; its octets may end in the middle of a character. */
    record OnePart(Part part, int dataCoding, byte[] octets) implements StoredMessage {}

    /** Binary data, or octets that are no text in the alphabet they name. */
    record NoText(int dataCoding) implements StoredMessage {}

    /** Not all parts of a text came in time; what did come is never taken for an instruction. */
    record Incomplete(String what) implements StoredMessage {}

    /** Marks our own note about a text whose parts did not all come; other than those of PDUs. */
    byte INCOMPLETE = 3;

    static StoredMessage read(InboxEntry entry, VendorProfile profile) {
        byte[] payload = entry.payload();
        if (payload.length > 0 && payload[0] == INCOMPLETE) {
            return new Incomplete(
                    new String(
                            Arrays.copyOfRange(payload, 1, payload.length),
                            StandardCharsets.UTF_8));
        }
        return of(RawMessage.ofStored(payload).read(), profile);
    }

    static byte[] incomplete(String what) {
        byte[] text = what.getBytes(StandardCharsets.UTF_8);
        var payload = new byte[1 + text.length];
        payload[0] = INCOMPLETE;
        System.arraycopy(text, 0, payload, 1, text.length);
        return payload;
    }

    private static StoredMessage of(ShortMessage message, VendorProfile profile) {
        var data = message.userData();
        var part = data.part();
        if (part != null && part.total() > 1) {
            return new OnePart(part, message.dataCoding(), data.text());
        }
        return decode(message.dataCoding(), data.text(), profile)
                .<StoredMessage>map(Whole::new)
                .orElseGet(() -> new NoText(message.dataCoding()));
    }

    /** Empty when the octets are no text. */
    static Optional<String> decode(int dataCoding, byte[] octets, VendorProfile profile) {
        return Alphabet.of(dataCoding, profile.defaultAlphabet())
                .flatMap(alphabet -> alphabet.decode(octets));
    }
}
