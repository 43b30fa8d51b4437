package kz.nusqau.sms.smpp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.Segmenter;
import kz.nusqau.simulator.smsc.text.TextForm;

/** PDUs as they should be and as they should not; the same ones again from the same seed. */
public final class Noise {

    /** Messages have smaller sequence numbers, everything else this one or greater. */
    static final int FIRST_SEQUENCE = 0x40000000;

    private static final int[] CODINGS = {0, 0, 1, 3, 8, 8, 8, 2, 4, 6, 0x11, 0xF0, 0xF5, 0xC8};
    private static final List<String> TEXTS =
            List.of(
                    "баланс",
                    "қалдық",
                    "balance",
                    "оплата alma 7273001123 1500тг",
                    "төлеу су 12345678 1500",
                    "перевод 87017654321 500",
                    "Kalaesp 900101300126",
                    "yes {€} [ok] ^~|\\",
                    "🙂👨‍👩‍👧 𝕭𝖆𝖑",
                    "ﷺ\u202Eстоп\u0301",
                    "مرحبا 漢字 ไทย",
                    "1\u00002",
                    "");

    private final Random random;

    public Noise(long seed) {
        random = new Random(seed);
    }

    /** A deliver_sm that every receiver must take. */
    byte[] message(int sequence) {
        var text = pick(TEXTS) + " " + sequence;
        var form = TextForm.of(random.nextBoolean() ? Alphabet.UCS2 : Alphabet.fitting(text));
        var parts =
                Segmenter.split(
                        template(phone(sequence)),
                        random.nextInt(4) == 0 ? text.repeat(9) : text,
                        form.joinedBy(pick(List.of(Concatenation.values()))),
                        random.nextInt(0x10000));
        return frame(Command.DELIVER_SM, 0, sequence, pick(parts).toOctets().toByteArray());
    }

    /** A PDU of the right length, whatever is in it; it must not end a session. */
    public byte[] pdu() {
        int sequence = FIRST_SEQUENCE + random.nextInt(0x30000000);
        return switch (random.nextInt(10)) {
            case 0 -> frame(anyCommand(), random.nextInt(), sequence, octets(300));
            case 1 -> frame(anyAnswer(), anyStatus(), sequence, octets(80));
            case 2 -> frame(Command.ALERT_NOTIFICATION, 0, sequence, mutated(alert()));
            case 3 -> frame(Command.DATA_SM, 0, sequence, dataBody());
            case 4 -> frame(Command.ENQUIRE_LINK, anyStatus(), sequence, octets(20));
            default -> frame(Command.DELIVER_SM, anyStatus(), sequence, deliverBody());
        };
    }

    /** The body of a deliver_sm, right or wrong. */
    public byte[] deliverBody() {
        return switch (random.nextInt(8)) {
            case 0 -> octets(300);
            case 1 -> mutated(valid());
            case 2 -> withOddLength();
            case 3 -> withOddParameters();
            case 4 -> withOddHeader();
            case 5 -> withOddAddress();
            case 6 -> receipt();
            default -> random.nextInt(20) == 0 ? huge() : mutated(mutated(valid()));
        };
    }

    /** The body of a data_sm, right or wrong. */
    public byte[] dataBody() {
        var body =
                new FieldWriter()
                        .cString("")
                        .address(address("77011234567"))
                        .address(address("9909"))
                        .int8(random.nextInt(256))
                        .int8(0)
                        .int8(coding())
                        .tlvs(List.of(new Tlv(Tlv.MESSAGE_PAYLOAD, Octets.of(octets(400)))))
                        .toOctets()
                        .toByteArray();
        return random.nextBoolean() ? body : mutated(body);
    }

    /** Octets after which nobody knows where the next PDU begins. */
    byte[] unframed() {
        return switch (random.nextInt(5)) {
            case 0 -> withLength(random.nextInt(Pdu.HEADER_LENGTH));
            case 1 -> withLength(-1 - random.nextInt(Integer.MAX_VALUE));
            case 2 -> withLength(PduReader.MAX_LENGTH + 1 + random.nextInt(0x1000000));
            case 3 -> "GET / HTTP/1.1\r\nHost: smsc\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            default -> {
                var noise = new byte[64 + random.nextInt(1000)];
                random.nextBytes(noise);
                // Surely too long: the reader must not wait for what never comes.
                noise[0] = (byte) (0x40 | noise[0]);
                yield noise;
            }
        };
    }

    /** Some octets of a PDU, and then no more. */
    byte[] truncated() {
        var whole = pdu();
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    static byte[] frame(int command, int status, int sequence, byte[] body) {
        var buffer = ByteBuffer.allocate(Pdu.HEADER_LENGTH + body.length);
        new Pdu(command, status, sequence, body).writeTo(buffer);
        return buffer.array();
    }

    private byte[] withLength(int length) {
        return ByteBuffer.allocate(Pdu.HEADER_LENGTH)
                .putInt(length)
                .putInt(random.nextInt())
                .putInt(0)
                .putInt(1)
                .array();
    }

    /** None that a session ends after, and no bind's. */
    private int anyCommand() {
        int command = random.nextBoolean() ? random.nextInt() : random.nextInt(0x110);
        return switch (command & ~Command.RESPONSE) {
            case 0, Command.UNBIND -> 0x7F;
            default -> command;
        };
    }

    private int anyAnswer() {
        return pick(
                List.of(
                        Command.SUBMIT_SM | Command.RESPONSE,
                        Command.SUBMIT_SM | Command.RESPONSE,
                        Command.DELIVER_SM | Command.RESPONSE,
                        Command.ENQUIRE_LINK | Command.RESPONSE,
                        Command.BIND_TRANSMITTER | Command.RESPONSE,
                        Command.DATA_SM | Command.RESPONSE));
    }

    private int anyStatus() {
        return random.nextBoolean() ? 0 : random.nextInt();
    }

    private int coding() {
        return random.nextBoolean() ? CODINGS[random.nextInt(CODINGS.length)] : random.nextInt(256);
    }

    private static String phone(int number) {
        return "77" + (100_000_000 + number % 900_000_000);
    }

    private static ShortMessage template(String phone) {
        return ShortMessage.of(address(phone), address("9909"));
    }

    private ShortMessage valid(int coding, byte[] octets) {
        var message = template(phone(random.nextInt(1_000_000)));
        return message.withFlags(message.flags().withDataCoding(coding))
                .withMessage(Octets.of(octets));
    }

    private byte[] valid() {
        return valid(coding(), octets(160)).toOctets().toByteArray();
    }

    private byte[] withOddLength() {
        var body = valid();
        for (int at = body.length - 1; at > 30; at--) {
            if (oneIn(8)) {
                body[at] = (byte) random.nextInt();
            }
        }
        return Arrays.copyOf(body, random.nextInt(body.length + 20));
    }

    private byte[] withOddParameters() {
        var message = valid(coding(), random.nextBoolean() ? new byte[0] : octets(40));
        int[] tags = {
            Tlv.MESSAGE_PAYLOAD,
            Tlv.SAR_REFERENCE,
            Tlv.SAR_TOTAL,
            Tlv.SAR_SEQUENCE,
            Tlv.USSD_SERVICE_OP,
            Tlv.ITS_SESSION_INFO,
            Tlv.RECEIPTED_MESSAGE_ID,
            Tlv.MESSAGE_STATE,
            random.nextInt(0x10000)
        };
        for (int tag : tags) {
            if (random.nextInt(3) > 0) {
                message = message.plus(new Tlv(tag, Octets.of(octets(oneIn(5) ? 60 : 4))));
            }
        }
        var body = message.toOctets().toByteArray();
        return random.nextBoolean() ? body : Arrays.copyOf(body, body.length - below(6));
    }

    private byte[] withOddHeader() {
        var octets = octets(140);
        if (octets.length > 8) {
            octets[0] = (byte) random.nextInt(random.nextBoolean() ? 10 : 256);
            octets[1] = (byte) (random.nextBoolean() ? 0 : 8);
            octets[2] = (byte) random.nextInt(6);
        }
        var message = valid(coding(), octets);
        return message.withFlags(message.flags().withEsmClass(0x40 | random.nextInt(256)))
                .toOctets()
                .toByteArray();
    }

    private byte[] withOddAddress() {
        var digits = new StringBuilder();
        for (int length = random.nextInt(80); length > 0; length--) {
            digits.append((char) (1 + random.nextInt(oneIn(2) ? 255 : '9')));
        }
        var address =
                new kz.nusqau.simulator.smsc.pdu.Address(
                        random.nextInt(256), random.nextInt(256), digits.toString());
        return ShortMessage.of(
                        oneIn(2) ? address : address("77011234567"),
                        oneIn(2) ? address : address("9909"))
                .withMessage(Octets.of("баланс".getBytes(StandardCharsets.UTF_16BE)))
                .toOctets()
                .toByteArray();
    }

    private byte[] receipt() {
        var text =
                "id:%s sub:001 dlvrd:001 submit date:%d done date:%d stat:%s err:%s text:%s"
                        .formatted(
                                oneIn(3) ? "7".repeat(below(300)) : "id" + (char) below(300),
                                random.nextInt(),
                                random.nextLong(),
                                pick(List.of("DELIVRD", "UNDELIV", "", "нет", "0")),
                                "9".repeat(below(40)),
                                pick(TEXTS));
        var octets = text.getBytes(StandardCharsets.ISO_8859_1);
        var message = valid(coding(), Arrays.copyOf(octets, Math.min(octets.length, 254)));
        var body =
                message.withFlags(message.flags().withEsmClass(pick(List.of(4, 0x20, 0x44))))
                        .plus(new Tlv(Tlv.RECEIPTED_MESSAGE_ID, Octets.of(octets(70))))
                        .toOctets()
                        .toByteArray();
        return oneIn(2) ? body : mutated(body);
    }

    private byte[] huge() {
        return valid(coding(), new byte[0])
                .plus(new Tlv(Tlv.MESSAGE_PAYLOAD, Octets.of(octets(0xFFFF))))
                .toOctets()
                .toByteArray();
    }

    private byte[] alert() {
        return new FieldWriter()
                .address(address("77011234567"))
                .address(address("hub"))
                .toOctets()
                .toByteArray();
    }

    /** Bits turned, octets put in and left out, the end cut off. */
    private byte[] mutated(byte[] body) {
        var octets = body;
        for (int times = 1 + random.nextInt(4); times > 0 && octets.length > 0; times--) {
            int at = random.nextInt(octets.length);
            switch (random.nextInt(4)) {
                case 0 -> octets[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> octets[at] = (byte) random.nextInt();
                case 2 -> octets = Arrays.copyOf(octets, at);
                default -> {
                    var longer = new byte[octets.length + 1];
                    System.arraycopy(octets, 0, longer, 0, at);
                    longer[at] = (byte) random.nextInt();
                    System.arraycopy(octets, at, longer, at + 1, octets.length - at);
                    octets = longer;
                }
            }
        }
        return octets;
    }

    /** Up to so many. */
    private byte[] octets(int most) {
        var octets = new byte[random.nextInt(most + 1)];
        switch (random.nextInt(4)) {
            case 0 -> random.nextBytes(octets);
            case 1 -> Arrays.fill(octets, (byte) random.nextInt());
            case 2 -> {
                var text = pick(TEXTS).getBytes(StandardCharsets.UTF_16BE);
                for (int i = 0; i < octets.length && text.length > 0; i++) {
                    octets[i] = text[i % text.length];
                }
            }
            default -> {
                for (int i = 0; i < octets.length; i++) {
                    octets[i] = (byte) random.nextInt(0x80);
                }
            }
        }
        return octets;
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static kz.nusqau.simulator.smsc.pdu.Address address(String digits) {
        return kz.nusqau.simulator.smsc.pdu.Address.of(digits);
    }
}
