package kz.nusqau.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.simulator.smsc.Delivery;
import kz.nusqau.simulator.smsc.Smsc;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.TextForm;
import kz.nusqau.sms.smpp.Noise;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Noise and hostile messages through the whole hub: each is stored once and dealt with. */
class HostileIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SEED = Long.getLong("fuzz.seed", 2323);
    private static final int MESSAGES = Integer.getInteger("fuzz.messages", 100);

    private static HubUnderTest hub;
    private static Smsc smsc;
    private static long lastPhone = 77030000000L;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.startWithUssd(Map.of());
        smsc = hub.simulator().smsc();
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    /** Nothing waits for a person, and nothing waits. */
    @AfterEach
    void nothingIsLeft() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(count("mailbox.inbox_pending")).isZero());
        assertThat(count("mailbox.inbox_failed")).isZero();
        smsc.awaitBound(3, SOON);
    }

    @Test
    void answersEveryTextAmongTheNoise() {
        System.out.printf("fuzz.seed=%d fuzz.messages=%d%n", SEED, MESSAGES);
        var noise = new Noise(SEED);
        var texts =
                List.of("баланс", "1\u00002", "🙂", "ﷺ\u202E", "'; DROP TABLE x; --", "{}", "%s%n");
        for (int sent = 0; sent < MESSAGES; ) {
            Map<String, Delivery> deliveries = new LinkedHashMap<>();
            // As much as an SMSC's window holds.
            for (int i = 0; i < 50 && sent < MESSAGES; i++, sent++) {
                var phone = phone();
                var text = texts.get(sent % texts.size());
                deliveries.put(phone, smsc.deliver(phone, "9909", text));
                smsc.deliverRaw("9909", Octets.of(noise.deliverBody()));
                smsc.sendRaw(Octets.of(noise.pdu()));
            }
            deliveries.forEach(
                    (phone, delivery) -> {
                        assertThat(delivery.awaitOutcome(SOON)).as(phone).isZero();
                        assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
                    });
        }
    }

    static Stream<ShortMessage> textsOfNobody() {
        return Stream.of(
                ucs2("баланс").plus(sar(7, 70_000, 1)),
                ucs2("баланс").plus(sar(-1, 255 + 1, 256)),
                ucs2("баланс").plus(sar(1, 0, 0)),
                octets(8, new byte[] {(byte) 0xD8, 0, 0, 0x31}),
                octets(8, new byte[] {4, 0x31, 4}),
                octets(8, new byte[] {0, 0, 0, 0}),
                octets(0, new byte[] {0x1B, 0x1B, 0x1B}),
                octets(0xF5, new byte[] {1, 2, 3}),
                octets(0, new byte[0]),
                withHeader(5, 0, 3, 1, 0, 0, '1'),
                withHeader(200, 0, 3, 1, 2, 1, '1'),
                withHeader(0, '1'),
                payload(60_000));
    }

    @ParameterizedTest
    @MethodSource
    void textsOfNobody(ShortMessage text) {
        var phone = phone();
        var sent =
                new ShortMessage(
                        "",
                        Address.of(phone),
                        Address.of("9909"),
                        text.flags(),
                        "",
                        "",
                        text.message(),
                        text.tlvs());

        assertThat(smsc.deliver(sent).awaitOutcome(SOON)).isZero();

        assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
    }

    static Stream<Octets> receiptsOfNothing() {
        return Stream.of(
                Octets.of("id:\0 stat:DELIVRD".getBytes(StandardCharsets.ISO_8859_1)),
                Octets.of("id:a\0b stat:DELIVRD err:\0".getBytes(StandardCharsets.ISO_8859_1)),
                Octets.of(("id:" + random(200) + " stat:0").getBytes(StandardCharsets.UTF_8)),
                Octets.of(("id:" + random(60_000)).getBytes(StandardCharsets.ISO_8859_1)),
                Octets.of(("id:1 err:" + "9".repeat(60_000)).getBytes(StandardCharsets.US_ASCII)),
                Octets.of("id:\u00ff\u0001 done date:9999999999".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource
    void receiptsOfNothing(Octets text) {
        var receipt = ShortMessage.of(Address.of(phone()), Address.of("9909"));
        receipt =
                receipt.withFlags(receipt.flags().withEsmClass(4))
                        .plus(new Tlv(Tlv.MESSAGE_PAYLOAD, text));

        assertThat(smsc.deliver(receipt).awaitAnswer(SOON)).isZero();
    }

    @Test
    void takesALongTextInAllItsParts() {
        var phone = phone();
        var form = TextForm.of(Alphabet.UCS2).joinedBy(Concatenation.UDH_16_BIT);

        var delivery = smsc.deliver(phone, "9909", "баланс ".repeat(2_000), form);

        assertThat(delivery.awaitOutcome(SOON)).isZero();
        assertThat(smsc.takeMessage(phone, SOON).text()).isNotBlank();
    }

    @Test
    void showsAScreenWhateverIsTyped() {
        for (var typed :
                List.of("\0", "🙂", "*".repeat(60), "'\"\\", "00000000000000000", "ﷺ\u202E", " ")) {
            var call = smsc.dial(phone(), "*9909#");
            assertThat(call.takeScreen(SOON).text()).isNotBlank();
            call.type(typed);
            assertThat(call.takeScreen(SOON).text()).as(typed).isNotBlank();
            call.abort();
        }
    }

    @Test
    void showsAScreenWhateverIsDialled() {
        for (var dialled :
                List.of("*9909*\0#", "*9909*🙂*1#", "#", "*", "*9909" + "*1".repeat(50))) {
            assertThat(smsc.dial(phone(), dialled).takeScreen(SOON).text()).isNotBlank();
        }
    }

    private static ShortMessage octets(int coding, byte[] octets) {
        var message = ShortMessage.of(Address.of("9909"), Address.of("9909"));
        return message.withFlags(message.flags().withDataCoding(coding))
                .withMessage(Octets.of(octets));
    }

    private static ShortMessage ucs2(String text) {
        return octets(8, text.getBytes(StandardCharsets.UTF_16BE));
    }

    private static ShortMessage withHeader(int... octets) {
        var user = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            user[i] = (byte) octets[i];
        }
        var message = octets(0, user);
        return message.withFlags(message.flags().withEsmClass(0x40));
    }

    private static ShortMessage payload(int length) {
        return octets(0, new byte[0])
                .plus(
                        new Tlv(
                                Tlv.MESSAGE_PAYLOAD,
                                Octets.of(
                                        "1 "
                                                .repeat(length / 2)
                                                .getBytes(StandardCharsets.US_ASCII))));
    }

    private static Tlv[] sar(int reference, int total, int number) {
        return new Tlv[] {
            int32(Tlv.SAR_REFERENCE, reference),
            int32(Tlv.SAR_TOTAL, total),
            int32(Tlv.SAR_SEQUENCE, number)
        };
    }

    private static Tlv int32(int tag, int value) {
        return new Tlv(
                tag,
                Octets.of(
                        (byte) (value >>> 24),
                        (byte) (value >>> 16),
                        (byte) (value >>> 8),
                        (byte) value));
    }

    private static String random(int length) {
        var text = new StringBuilder();
        new java.util.Random(SEED)
                .ints(length, 'A', 'z')
                .forEach(c -> text.append(Character.isLetter(c) ? (char) c : '7'));
        return text.toString();
    }

    private static String phone() {
        return Long.toString(lastPhone++);
    }

    private static int count(String table) {
        Integer count =
                hub.bean(JdbcTemplate.class)
                        .queryForObject("SELECT count(*) FROM " + table, Integer.class);
        return count == null ? 0 : count;
    }
}
