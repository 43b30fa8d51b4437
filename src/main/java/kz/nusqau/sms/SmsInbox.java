package kz.nusqau.sms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kz.nusqau.mailbox.Inbox;
import kz.nusqau.mailbox.IncomingMessage;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.mailbox.Outbox;
import kz.nusqau.shared.RouteStep;
import kz.nusqau.sms.smpp.Complaint;
import kz.nusqau.sms.smpp.Delivery;
import kz.nusqau.sms.smpp.ShortMessage;
import kz.nusqau.sms.smpp.Status;
import kz.nusqau.subscriber.PersonalData;
import org.jsmpp.extra.ProcessRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step of what an SMSC delivers: PDUs become records. Receipts go to the outbox they
 * belong to; everything else, also what nobody could read yet, into the inbox as it came.
 */
@RouteStep("smsInbox")
public class SmsInbox {

    private static final Logger LOG = LoggerFactory.getLogger(SmsInbox.class);

    private final Inbox inbox;
    private final Outbox outbox;
    private final PersonalData personalData;
    private final SmsLinks links;
    private final ReceiptReader receipts;
    private final Complaint complaint = new Complaint(LOG);

    SmsInbox(
            Inbox inbox,
            Outbox outbox,
            PersonalData personalData,
            SmsLinks links,
            ReceiptReader receipts) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.personalData = personalData;
        this.links = links;
        this.receipts = receipts;
    }

    /**
     * Completes when the message is on disk; else the SMSC is asked to keep it and come again
     * (I-1).
     */
    public CompletableFuture<Void> accept(Delivery delivery) {
        CompletableFuture<Void> stored;
        try {
            stored = store(delivery);
        } catch (RuntimeException e) {
            stored = CompletableFuture.failedFuture(e);
        }
        return stored.exceptionally(
                failure -> {
                    complaint.say("the SMSC is asked to keep its messages", failure);
                    throw new CompletionException(
                            new ProcessRequestException("not on disk", Status.TRY_AGAIN, failure));
                });
    }

    /** What goes into the inbox for this delivery; the same for each delivery of one message. */
    IncomingMessage incoming(Delivery delivery) {
        var message = delivery.message();
        var kind = kind(delivery);
        return new IncomingMessage(
                kind,
                links.ofBind(delivery.bind()).name(),
                delivery.session(),
                SenderNumber.of(message.source()),
                kind == Kind.USSD ? serviceCode(message) : message.destination().value(),
                dedupeKey(links.ofBind(delivery.bind()).name(), kind, message),
                delivery.raw().toStored());
    }

    /** Some gateways put all that was dialled there; its arguments are personal. */
    private static String serviceCode(ShortMessage message) {
        return message.destination().value().replaceAll("^[*#]+|(?<=[0-9])[*#].*$", "");
    }

    private Kind kind(Delivery delivery) {
        if (isReceipt(delivery)) {
            return Kind.RECEIPT;
        }
        return links.isUssd(delivery.bind(), delivery.message()) ? Kind.USSD : Kind.TEXT;
    }

    private boolean isReceipt(Delivery delivery) {
        return ReceiptReader.isReceipt(links.ofBind(delivery.bind()).profile(), delivery.message());
    }

    private CompletableFuture<Void> store(Delivery delivery) {
        if (isReceipt(delivery)) {
            var link = links.ofBind(delivery.bind());
            var receipt = receipts.read(link.name(), link.profile(), delivery.message());
            if (receipt.isPresent()) {
                return outbox.received(receipt.get());
            }
        }
        return inbox.accept(incoming(delivery));
    }

    private byte[] dedupeKey(String link, Kind kind, ShortMessage message) {
        if (kind == Kind.USSD) {
            // The same key may be pressed twice; parameters tell the steps apart, at most gateways.
            return personalData.keyedHash(
                    "ussd",
                    octets(link),
                    octets(message.source().value()),
                    octets(message.destination().value()),
                    message.octets(),
                    message.parameter(ShortMessage.USSD_SERVICE_OP),
                    message.parameter(ShortMessage.ITS_SESSION_INFO),
                    message.parameter(ShortMessage.USER_MESSAGE_REFERENCE));
        }
        var data = message.userData();
        var part = data.part();
        var shape =
                ByteBuffer.allocate(16)
                        .putInt(message.dataCoding())
                        .putInt(part == null ? -1 : part.reference())
                        .putInt(part == null ? 0 : part.total())
                        .putInt(part == null ? 0 : part.number());
        return personalData.keyedHash(
                "sms",
                octets(link),
                octets(message.source().value()),
                octets(message.destination().value()),
                shape.array(),
                message.octets());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
