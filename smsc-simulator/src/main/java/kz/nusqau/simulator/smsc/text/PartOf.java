package kz.nusqau.simulator.smsc.text;

import java.util.Optional;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;

/** The place of one part in a long message; numbers count from 1. */
public record PartOf(int reference, int total, int number) {

    private static final int CONCATENATION_8_BIT = 0x00;
    private static final int CONCATENATION_16_BIT = 0x08;

    /** Empty for a message that stands alone, or whose header makes no sense. */
    public static Optional<PartOf> read(ShortMessage message) {
        var part =
                message.flags().hasUserDataHeader()
                        ? inHeader(message.payload())
                        : inParameters(message);
        return part.filter(p -> p.total() > 1 && p.number() >= 1 && p.number() <= p.total());
    }

    /** The octets after the user data header; all of them when the header is broken. */
    public static Octets textOctets(ShortMessage message) {
        var payload = message.payload();
        if (!message.flags().hasUserDataHeader() || payload.length() == 0) {
            return payload;
        }
        int headerOctets = payload.at(0) + 1;
        return headerOctets <= payload.length() ? payload.from(headerOctets) : payload;
    }

    private static Optional<PartOf> inParameters(ShortMessage message) {
        var reference = message.number(Tlv.SAR_REFERENCE);
        var total = message.number(Tlv.SAR_TOTAL);
        var number = message.number(Tlv.SAR_SEQUENCE);
        return reference.isPresent() && total.isPresent() && number.isPresent()
                ? Optional.of(new PartOf(reference.get(), total.get(), number.get()))
                : Optional.empty();
    }

    private static Optional<PartOf> inHeader(Octets payload) {
        if (payload.length() == 0) {
            return Optional.empty();
        }
        int end = Math.min(payload.length(), payload.at(0) + 1);
        int position = 1;
        while (position + 1 < end) {
            int element = payload.at(position);
            int length = payload.at(position + 1);
            int value = position + 2;
            if (value + length > end) {
                return Optional.empty();
            }
            if (element == CONCATENATION_8_BIT && length == 3) {
                return Optional.of(
                        new PartOf(
                                payload.at(value), payload.at(value + 1), payload.at(value + 2)));
            }
            if (element == CONCATENATION_16_BIT && length == 4) {
                int reference = payload.at(value) << 8 | payload.at(value + 1);
                return Optional.of(
                        new PartOf(reference, payload.at(value + 2), payload.at(value + 3)));
            }
            position = value + length;
        }
        return Optional.empty();
    }
}
