package kz.nusqau.sms;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import kz.nusqau.catalogue.CatalogueForTests;
import kz.nusqau.instruction.Command;
import kz.nusqau.instruction.ReadingContext;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.shared.Language;
import kz.nusqau.simulator.smsc.text.Alphabet;
import kz.nusqau.simulator.smsc.text.Concatenation;
import kz.nusqau.simulator.smsc.text.Segmenter;
import kz.nusqau.simulator.smsc.text.TextForm;
import kz.nusqau.sms.smpp.Heap;
import kz.nusqau.sms.smpp.Noise;
import kz.nusqau.sms.smpp.RawMessage;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.subscriber.Subscribers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the octets of a PDU to an instruction: whatever came, there is a reading. */
@Timeout(value = 30, unit = MINUTES, threadMode = SEPARATE_THREAD)
class HostileTextFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 2323);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 30_000);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Noise noise = new Noise(SEED);
    private final Random random = new Random(SEED);
    private final ReceiptReader receipts = new ReceiptReader(Clock.systemUTC());

    @Test
    void readsWhateverAPduHolds() {
        System.out.printf("fuzz.seed=%d fuzz.inputs=%d%n", SEED, INPUTS);
        var heap = new Heap(INPUTS);
        int texts = 0;
        for (int i = 1; i <= INPUTS; i++) {
            texts += readText(random.nextInt(4) == 0, noise) ? 1 : 0;
            heap.look(i);
        }
        System.out.println("texts read: " + texts + " of " + INPUTS);
        assertThat(texts).isGreaterThan(INPUTS / 10);
        heap.assertSteady();
    }

    /** The longest text that a PDU or 255 parts hold is read as fast as any: not at all. */
    @Test
    void readsTheLongestTexts() {
        for (var form :
                List.of(
                        TextForm.of(Alphabet.UCS2).joinedBy(Concatenation.PAYLOAD),
                        TextForm.of(Alphabet.GSM7).joinedBy(Concatenation.PAYLOAD),
                        TextForm.of(Alphabet.UCS2),
                        TextForm.of(Alphabet.GSM7).joinedBy(Concatenation.SAR))) {
            for (var words : List.of("oplata alma ", "баланс ", "1 ", "{", "9", "\n")) {
                int length = form.concatenation() == Concatenation.PAYLOAD ? 30_000 : 16_000;
                var text = words.repeat(length / words.length() / 2);
                var parts = new ArrayList<Parts.Kept>();
                for (var pdu :
                        Segmenter.split(
                                kz.nusqau.simulator.smsc.pdu.ShortMessage.of(
                                        kz.nusqau.simulator.smsc.pdu.Address.of("77011234567"),
                                        kz.nusqau.simulator.smsc.pdu.Address.of("9909")),
                                text,
                                form,
                                7)) {
                    var stored = read(pdu.toOctets().toByteArray(), false).orElseThrow();
                    switch (stored) {
                        case StoredMessage.Whole(var whole) -> parse(whole);
                        case StoredMessage.OnePart part -> parts.add(kept(part));
                        case StoredMessage.NoText none -> throw new AssertionError(none);
                        case StoredMessage.Incomplete none -> throw new AssertionError(none);
                    }
                }
                if (!parts.isEmpty()) {
                    parse(Parts.join(parts, VendorProfile.STANDARD).orElseThrow());
                }
            }
        }
    }

    private boolean readText(boolean dataSm, Noise from) {
        var body = dataSm ? from.dataBody() : from.deliverBody();
        var stored = read(body, dataSm);
        if (stored.isEmpty()) {
            return false;
        }
        return switch (stored.get()) {
            case StoredMessage.Whole(var text) -> {
                parse(text);
                yield true;
            }
            case StoredMessage.OnePart part -> {
                // Alone, twice, and with one in another alphabet: all that can be joined.
                join(List.of(kept(part)));
                join(List.of(kept(part), kept(part)));
                join(
                        List.of(
                                kept(part),
                                new Parts.Kept(
                                        2,
                                        random.nextInt(256),
                                        part.octets(),
                                        new UUID(1, 1),
                                        NOW)));
                yield true;
            }
            case StoredMessage.NoText none -> true;
            case StoredMessage.Incomplete note -> true;
        };
    }

    private void join(List<Parts.Kept> parts) {
        Parts.join(parts, VendorProfile.STANDARD).ifPresent(this::parse);
    }

    private static Parts.Kept kept(StoredMessage.OnePart part) {
        return new Parts.Kept(
                part.part().number(), part.dataCoding(), part.octets(), new UUID(1, 1), NOW);
    }

    /** As the hub takes it in; empty where a PDU is refused. */
    private Optional<StoredMessage> read(byte[] body, boolean dataSm) {
        var raw = new RawMessage(dataSm, body);
        ShortMessage message;
        try {
            message = raw.read();
        } catch (IllegalStateException refused) {
            return Optional.empty();
        }
        assertThat(SenderNumber.of(message.source())).isNotNull();
        var receipt = receipts.read("operator", profile(), message);
        receipt.ifPresent(
                known ->
                        assertThat(known.normalisedId()).hasSizeLessThan(320).doesNotContain("\0"));
        return Optional.of(StoredMessage.read(entry(message, raw), profile()));
    }

    private VendorProfile profile() {
        return VendorProfile.STANDARD.with(
                MessageIds.values()[random.nextInt(MessageIds.values().length)]);
    }

    private static InboxEntry entry(ShortMessage message, RawMessage raw) {
        return new InboxEntry(
                1,
                0,
                Subscribers.NOBODY,
                Optional.empty(),
                "operator",
                new UUID(1, 1),
                message.destination().value(),
                NOW,
                Kind.TEXT,
                new byte[8],
                raw.toStored());
    }

    private void parse(String text) {
        var command = Command.values()[random.nextInt(Command.values().length)];
        var context =
                new ReadingContext(
                        random.nextBoolean() ? Optional.empty() : Optional.of(command),
                        random.nextBoolean(),
                        Language.values()[random.nextInt(Language.values().length)]);
        assertThat(CatalogueForTests.parser().read(text, context)).isNotNull();
    }
}
