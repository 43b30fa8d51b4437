package kz.nusqau.sms;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.simulator.smsc.pdu.Address;
import kz.nusqau.simulator.smsc.pdu.FieldWriter;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.sms.smpp.Delivery;
import kz.nusqau.subscriber.Subscribers;

/** What conversations with an SMSC are made of. */
final class OnTheWire {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final Function<Delivery, CompletableFuture<Void>> STORED =
            delivery -> completedFuture(null);
    static final String PHONE = "77011234567";
    static final String LONG_TEXT =
            "оплата alma 7273001123 1500тг, пожалуйста, за ноябрь и за декабрь тоже, спасибо";

    private OnTheWire() {}

    static String read(Delivery delivery) {
        return switch (stored(delivery)) {
            case StoredMessage.Whole(var text) -> "read as \"" + text + "\"";
            case StoredMessage.OnePart part -> "part " + part.part();
            case StoredMessage.NoText none -> "no text";
            case StoredMessage.Incomplete note -> throw new AssertionError(note);
        };
    }

    static StoredMessage stored(Delivery delivery) {
        return StoredMessage.read(
                new InboxEntry(
                        1,
                        0,
                        Subscribers.NOBODY,
                        Optional.empty(),
                        "operator",
                        new UUID(1, 1),
                        "9909",
                        NOW,
                        Kind.TEXT,
                        new byte[8],
                        delivery.raw().toStored()),
                VendorProfile.STANDARD);
    }

    static ShortMessage text(String to, String text) {
        var message = ShortMessage.of(Address.of(PHONE), Address.of(to));
        return message.withFlags(message.flags().withDataCoding(8))
                .withMessage(Octets.of(ucs2(text)));
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] ucs2(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    static Octets id(String id) {
        return new FieldWriter().cString(id).toOctets();
    }
}
