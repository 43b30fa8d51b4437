package kz.nusqau.sms;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import kz.nusqau.mailbox.OutboundMessage;
import kz.nusqau.mailbox.Priority;
import kz.nusqau.sms.SmsLinks.SmsLink;
import kz.nusqau.sms.text.Alphabet;
import org.jspecify.annotations.Nullable;

/** A text in this node's memory, from the hand-over until all its parts have an outcome. */
final class OutgoingText {

    private final OutboundMessage message;
    private final SmsLink link;
    private final String sender;
    private final Alphabet alphabet;
    private final int parts;
    private final int reference;
    private final AtomicInteger open;
    private final @Nullable OutgoingText original;
    private @Nullable PartOutcome worst;

    /**
     * Begins with nothing sent.
     *
     * @param open parts that are sent now; the SMSC has the others
     * @param reference of the concatenation header
     */
    OutgoingText(
            OutboundMessage message,
            SmsLink link,
            String sender,
            Alphabet alphabet,
            int parts,
            int open,
            int reference) {
        this(message, link, sender, alphabet, parts, new AtomicInteger(open), reference, null);
    }

    private OutgoingText(
            OutboundMessage message,
            SmsLink link,
            String sender,
            Alphabet alphabet,
            int parts,
            AtomicInteger open,
            int reference,
            @Nullable OutgoingText original) {
        this.message = message;
        this.link = link;
        this.sender = sender;
        this.alphabet = alphabet;
        this.parts = parts;
        this.open = open;
        this.reference = reference;
        this.original = original;
    }

    /** The same text on another link, for parts that this one's operator doesn't deliver. */
    OutgoingText by(SmsLink other) {
        return new OutgoingText(message, other, sender, alphabet, parts, open, reference, this);
    }

    /** It has changed its link, which it does once. */
    boolean isMoved() {
        return original != null;
    }

    UUID id() {
        return message.text().id();
    }

    OutboundMessage message() {
        return message;
    }

    SmsLink link() {
        return link;
    }

    /** From where it leaves. */
    String sender() {
        return sender;
    }

    Alphabet alphabet() {
        return alphabet;
    }

    int parts() {
        return parts;
    }

    int reference() {
        return reference;
    }

    Priority priority() {
        return message.text().priority();
    }

    /**
     * A part has its outcome.
     *
     * @return true when it was the last of the text
     */
    boolean ended(PartOutcome outcome) {
        if (original != null) {
            return original.ended(outcome);
        }
        synchronized (this) {
            if (worst == null || outcome.severity() > worst.severity()) {
                worst = outcome;
            }
        }
        return open.decrementAndGet() == 0;
    }

    /** What has to be done about the text: the outcome that matters most. */
    synchronized PartOutcome outcome() {
        if (original != null) {
            return original.outcome();
        }
        if (worst == null) {
            throw new IllegalStateException("no part has ended");
        }
        return worst;
    }
}
