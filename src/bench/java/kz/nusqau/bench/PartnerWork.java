package kz.nusqau.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import kz.nusqau.simulator.smsc.TextMessage;

/** What a partner asks for, each payment of a phone of its own. */
final class PartnerWork {

    /** A part of a sending, four of which are as many recipients as it may have. */
    static final int PART = 2_500;

    private static final int PARTS = 4;
    private static final long FIRST_PAYER = 77_010_000_000L;
    private static final long PAYERS = 4_000_000;
    private static final long FIRST_READER = 77_016_000_000L;
    private static final long READERS = 100_000;
    private static final long FIRST_STRANGER = 77_017_000_000L;
    private static final long STRANGERS = 3_000_000;
    private static final String SENDER = "7701";
    private static final String NEWS = "Магазин закрыт 1 января.";
    private static final Pattern CODE = Pattern.compile("^\\d{6}\\b");

    private final PartnerSystem partner;
    private final Phones phones;

    /** Request ids are the partner's own for good, also on a filled directory. */
    private final String unique = Long.toString(System.currentTimeMillis(), 36) + "-";

    private final AtomicLong recipients = new AtomicLong();
    private final AtomicLong texts = new AtomicLong();

    PartnerWork(PartnerSystem partner, Phones phones) {
        this.partner = partner;
        this.phones = phones;
        phones.onOthers(this::arrived);
    }

    /** A payment, from its request to the reply that it waits for its payer, who gets the code. */
    Load.Work payment() {
        return (number, done) -> {
            String payer = Long.toString(FIRST_PAYER + number % PAYERS);
            phones.onNext(payer, this::requireCode);
            String id = unique + number;
            partner.ask(
                    id,
                    """
                    {"type":"payment.create","version":1,"requestId":"%s","subscriber":"%s",\
                    "provider":"alma","requisites":{"account":"7273001123"},\
                    "amount":{"value":"1500.00","currency":"KZT"}}"""
                            .formatted(id, payer),
                    reply -> {
                        require(reply, "\"status\":\"pending\"");
                        done.run();
                    });
        };
    }

    /** A part of a text to many, the same again and again. */
    Load.Work knownReaders() {
        return parts(FIRST_READER, READERS);
    }

    /** The same to phones that the hub never heard of. */
    Load.Work strangers() {
        return parts(FIRST_STRANGER, STRANGERS);
    }

    /** A sending of which more parts are to come. */
    private static final class Sending {
        private final String createdBy;
        private int part;

        Sending(String createdBy) {
            this.createdBy = createdBy;
        }
    }

    /** The next part is asked for when the one before is answered. */
    private Load.Work parts(long firstPhone, long numbers) {
        Queue<Sending> open = new ConcurrentLinkedQueue<>();
        var phone = new AtomicLong();
        return (number, done) -> {
            String id = unique + number;
            Sending going = open.poll();
            Sending sending = going == null ? new Sending(id) : going;
            sending.part++;
            boolean more = sending.part < PARTS;
            long from = phone.getAndAdd(PART);
            partner.ask(
                    id,
                    part(id, sending, firstPhone, from, numbers, more),
                    reply -> {
                        require(reply, "\"refused\":0");
                        recipients.addAndGet(PART);
                        if (more) {
                            open.add(sending);
                        }
                        done.run();
                    });
        };
    }

    private static String part(
            String id, Sending sending, long firstPhone, long from, long numbers, boolean more) {
        String what =
                sending.part == 1
                        ? "\"type\":\"message.send\",\"sender\":\"%s\",\"texts\":{\"ru\":\"%s\"}"
                                .formatted(SENDER, NEWS)
                        : "\"type\":\"message.append\",\"createdBy\":\"%s\",\"part\":%d"
                                .formatted(sending.createdBy, sending.part);
        return "{%s,\"version\":1,\"requestId\":\"%s\",\"more\":%s,\"recipients\":[%s]}"
                .formatted(
                        what,
                        id,
                        more,
                        LongStream.range(from, from + PART)
                                .mapToObj(n -> "\"" + (firstPhone + n % numbers) + "\"")
                                .collect(Collectors.joining(",")));
    }

    private void requireCode(TextMessage prompt) {
        if (!CODE.matcher(prompt.text()).find()) {
            partner.surprised(prompt.text());
        }
    }

    private void require(String reply, String expected) {
        if (!reply.contains(expected)) {
            partner.surprised(reply);
        }
    }

    private void arrived(TextMessage text) {
        if (text.text().equals(NEWS)) {
            texts.incrementAndGet();
        }
    }

    /** Once nothing is on its way: every recipient that was accepted has one text. */
    void requireAllTexts() {
        if (texts.get() != recipients.get()) {
            partner.surprised(
                    "%d texts for %d recipients".formatted(texts.get(), recipients.get()));
        }
    }
}
