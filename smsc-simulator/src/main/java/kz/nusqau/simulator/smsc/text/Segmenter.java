package kz.nusqau.simulator.smsc.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import kz.nusqau.simulator.smsc.pdu.MessageFlags;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;

/** Turns a text into the short messages that carry it; a character never ends up in two parts. */
public final class Segmenter {

    /** Total and number of a part are one octet each. */
    private static final int MAX_PARTS = 255;

    private Segmenter() {}

    /**
     * Fills copies of {@code template}, which gives the addresses and everything but the text.
     *
     * @param reference ties the parts together; only its low 8 or 16 bits are used
     */
    public static List<ShortMessage> split(
            ShortMessage template, String text, TextForm form, int reference) {
        var alphabet = form.alphabet();
        var filled = template.withFlags(template.flags().withDataCoding(alphabet.dataCoding()));
        var whole = alphabet.encode(text);
        if (form.concatenation() == Concatenation.PAYLOAD) {
            return List.of(filled.plus(new Tlv(Tlv.MESSAGE_PAYLOAD, whole)));
        }
        if (whole.length() <= alphabet.singleOctets()) {
            return List.of(filled.withMessage(whole));
        }
        var parts = cut(text, alphabet, partOctets(form));
        if (parts.size() > MAX_PARTS) {
            throw new IllegalArgumentException(parts.size() + " parts, at most " + MAX_PARTS);
        }
        var messages = new ArrayList<ShortMessage>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            var place = new PartOf(reference, parts.size(), i + 1);
            messages.add(mark(filled, parts.get(i), form.concatenation(), place));
        }
        return List.copyOf(messages);
    }

    private static int partOctets(TextForm form) {
        int octets = form.alphabet().partOctets();
        if (form.concatenation() != Concatenation.UDH_16_BIT) {
            return octets;
        }
        // The header is seven octets: 133 are left, which is 152 septets or 66 UCS2 characters.
        return switch (form.alphabet()) {
            case GSM7 -> 152;
            case LATIN1 -> 133;
            case UCS2 -> 132;
        };
    }

    private static List<Octets> cut(String text, Alphabet alphabet, int partOctets) {
        var parts = new ArrayList<Octets>();
        var part = new ByteArrayOutputStream(partOctets);
        text.codePoints()
                .forEach(
                        codePoint -> {
                            var character = alphabet.encode(codePoint);
                            if (part.size() + character.length > partOctets) {
                                parts.add(Octets.of(part.toByteArray()));
                                part.reset();
                            }
                            part.writeBytes(character);
                        });
        parts.add(Octets.of(part.toByteArray()));
        return parts;
    }

    private static ShortMessage mark(
            ShortMessage template, Octets text, Concatenation how, PartOf place) {
        byte total = (byte) place.total();
        byte number = (byte) place.number();
        int reference = place.reference();
        return switch (how) {
            case UDH_8_BIT -> withHeader(template, text, 5, 0, 3, (byte) reference, total, number);
            case UDH_16_BIT ->
                    withHeader(
                            template,
                            text,
                            6,
                            8,
                            4,
                            (byte) (reference >>> 8),
                            (byte) reference,
                            total,
                            number);
            case SAR ->
                    template.withMessage(text)
                            .plus(
                                    Tlv.int16(Tlv.SAR_REFERENCE, reference),
                                    Tlv.int8(Tlv.SAR_TOTAL, total),
                                    Tlv.int8(Tlv.SAR_SEQUENCE, number));
            case PAYLOAD -> throw new IllegalStateException("a payload has no parts");
        };
    }

    private static ShortMessage withHeader(ShortMessage template, Octets text, int... header) {
        var octets = new byte[header.length];
        for (int i = 0; i < header.length; i++) {
            octets[i] = (byte) header[i];
        }
        var flags = template.flags();
        return template.withFlags(flags.withEsmClass(flags.esmClass() | MessageFlags.UDHI))
                .withMessage(Octets.of(octets).plus(text));
    }
}
