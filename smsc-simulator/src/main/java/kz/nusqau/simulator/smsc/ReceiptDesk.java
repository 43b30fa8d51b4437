package kz.nusqau.simulator.smsc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kz.nusqau.simulator.smsc.pdu.MessageFlags;
import kz.nusqau.simulator.smsc.pdu.Octets;
import kz.nusqau.simulator.smsc.pdu.ShortMessage;
import kz.nusqau.simulator.smsc.pdu.Tlv;

/** Decides the fate of taken messages, remembers it for query_sm, and sends receipts of it. */
final class ReceiptDesk {

    private static final int MAX_REMEMBERED = 10_000;
    private static final int NETWORK_GSM = 3;

    /** For the company that a receipt waits for. */
    private static final Duration COMPANY_WITHIN = Duration.ofSeconds(1);

    /** Characters of the message that a receipt repeats. */
    private static final int QUOTED = 20;

    private final EventLoop loop;
    private final DeliveryQueue queue;
    private final Counters counters;
    private final DateTimeFormatter receiptTime;
    private final Map<String, Fate> fates =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Fate> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            };
    private final ArrayDeque<PendingDelivery> waiting = new ArrayDeque<>();
    private volatile VendorProfile vendor;
    private volatile Function<Submitted, MessageState> decision = s -> MessageState.DELIVERED;

    /** Ids never repeat over restarts as long as fewer than a million a second are made. */
    private long lastId = System.currentTimeMillis() * 1_000;

    record Fate(String source, MessageState state, Optional<Instant> finalAt) {}

    ReceiptDesk(VendorProfile vendor, EventLoop loop, DeliveryQueue queue, Counters counters) {
        this.vendor = vendor;
        this.loop = loop;
        this.queue = queue;
        this.counters = counters;
        this.receiptTime =
                DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT)
                        .withZone(vendor.receiptZone());
    }

    void decideBy(Function<Submitted, MessageState> newDecision) {
        decision = newDecision;
    }

    /** For what is taken from now on. */
    void become(VendorProfile profile) {
        vendor = profile;
    }

    VendorProfile vendor() {
        return vendor;
    }

    long nextId() {
        return ++lastId;
    }

    Optional<Fate> fate(String messageId) {
        return Optional.ofNullable(fates.get(messageId));
    }

    void taken(long id, Submitted submitted) {
        var receipts = vendor.receipts();
        fates.put(
                submitted.messageId(),
                new Fate(submitted.source(), MessageState.ENROUTE, Optional.empty()));
        if (receipts.beforeResponse()) {
            decide(id, submitted);
            // Now, and not at the end of the round: the answer follows at once.
            queue.pump();
        } else if (receipts.delay().isZero() && submitted.registeredDelivery() == 0) {
            decide(id, submitted);
        } else {
            loop.after(receipts.delay(), () -> decide(id, submitted));
        }
    }

    private void decide(long id, Submitted submitted) {
        var state = decision.apply(submitted);
        fates.put(
                submitted.messageId(),
                new Fate(submitted.source(), state, Optional.of(Instant.now())));
        if (isWanted(submitted.registeredDelivery(), state)) {
            for (int copy = 0; copy < vendor.receipts().copies(); copy++) {
                send(id, submitted, state);
            }
        }
    }

    private static boolean isWanted(int registeredDelivery, MessageState state) {
        return switch (registeredDelivery & 0x03) {
            case 1 -> true;
            case 2 -> state != MessageState.DELIVERED;
            case 3 -> state == MessageState.DELIVERED;
            default -> false;
        };
    }

    private void send(long id, Submitted submitted, MessageState state) {
        queue.reserve(1);
        counters.receipts.increment();
        var lane = new Lane.ToAccount(submitted.systemId());
        waiting.push(new PendingDelivery(lane, receipt(id, submitted, state), true));
        if (waiting.size() >= vendor.receipts().reversedIn()) {
            sendWaiting();
        } else if (waiting.size() == 1) {
            loop.after(COMPANY_WITHIN, this::sendWaiting);
        }
    }

    private void sendWaiting() {
        while (!waiting.isEmpty()) {
            queue.add(waiting.pop());
        }
    }

    private Octets receipt(long id, Submitted submitted, MessageState state) {
        var receiptId = vendor.messageIds().inReceipt(id);
        int error = state == MessageState.DELIVERED ? 0 : 1;
        var message = submitted.message();
        var phone = message.destination();
        var sender = message.source();
        var receipt =
                ShortMessage.of(phone, sender)
                        .withFlags(
                                MessageFlags.NONE.withEsmClass(
                                        vendor.receipts().marked() ? MessageFlags.RECEIPT : 0));
        if (vendor.receipts().text()) {
            receipt = receipt.withMessage(text(receiptId, submitted, state, error));
        }
        if (vendor.receipts().tlvs()) {
            receipt =
                    receipt.plus(
                            Tlv.cString(Tlv.RECEIPTED_MESSAGE_ID, receiptId),
                            Tlv.int8(Tlv.MESSAGE_STATE, state.number()),
                            new Tlv(
                                    Tlv.NETWORK_ERROR_CODE,
                                    Octets.of((byte) NETWORK_GSM, (byte) 0, (byte) error)));
        }
        return receipt.toOctets();
    }

    private Octets text(String receiptId, Submitted submitted, MessageState state, int error) {
        var quoted = submitted.text();
        var ascii =
                quoted.substring(0, Math.min(QUOTED, quoted.length()))
                        .replaceAll("[^\\x20-\\x7E]", "?");
        var text =
                "id:%s sub:001 dlvrd:%03d submit date:%s done date:%s stat:%s err:%03d text:%s"
                        .formatted(
                                receiptId,
                                state == MessageState.DELIVERED ? 1 : 0,
                                receiptTime.format(submitted.at()),
                                receiptTime.format(Instant.now()),
                                state.word(),
                                error,
                                ascii);
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The final date of a query_sm_resp: absolute, in the vendor's zone. */
    String queryTime(Instant instant) {
        var local = instant.atZone(vendor.receiptZone());
        int quarters =
                local.getOffset().getTotalSeconds() / (int) Duration.ofMinutes(15).toSeconds();
        return DateTimeFormatter.ofPattern("yyMMddHHmmss", Locale.ROOT).format(local)
                + "0%02d%s".formatted(Math.abs(quarters), quarters < 0 ? "-" : "+");
    }
}
