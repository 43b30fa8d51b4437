package kz.nusqau.dialogue;

import java.time.Instant;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Msisdn;
import org.jspecify.annotations.Nullable;

/**
 * One text of a subscriber, decoded and joined.
 *
 * @param entry the inbox row that the transaction with the answer finishes
 * @param link the operator link it came on, and the answer leaves by
 * @param shortCode the number that was texted
 * @param receivedAt by the database's clock
 * @param channel by which its sender waits for the answer
 * @param question below which it was typed, where the screen asked for a yes
 */
public record CustomerMessage(
        InboxEntry entry,
        Msisdn msisdn,
        String link,
        String shortCode,
        String text,
        Instant receivedAt,
        Channel channel,
        @Nullable Question question) {

    /** Where a turn is spoken. */
    public enum Channel {
        SMS,
        /** Answers go to a screen, short; what is long or late is a text all the same. */
        USSD
    }

    /**
     * What a screen asks.
     *
     * @param seen what was typed proves that the phone shows it
     */
    public record Question(InstructionId about, boolean seen) {}

    public CustomerMessage(
            InboxEntry entry,
            Msisdn msisdn,
            String link,
            String shortCode,
            String text,
            Instant receivedAt) {
        this(entry, msisdn, link, shortCode, text, receivedAt, Channel.SMS, null);
    }

    boolean isOnScreen() {
        return channel == Channel.USSD;
    }

    @Override
    public String toString() {
        return "CustomerMessage[%s to %s on %s]".formatted(msisdn, shortCode, link);
    }
}
