package kz.nusqau.counterparty;

import java.util.List;
import kz.nusqau.shared.SubscriberId;

/**
 * Commands that only a person can move on. Published inside the transaction that records it, so
 * that what listeners write is never lost and never too much.
 */
public record CommandsNeedReview(List<Review> reviews) {

    public CommandsNeedReview {
        reviews = List.copyOf(reviews);
    }

    /** Why a command waits. */
    public enum Cause {
        /** The status was asked for as long as the settings allow. */
        INQUIRIES_EXHAUSTED,
        /** What the counterparty says doesn't fit what was sent or what it said before. */
        CONTRADICTION,
        /** The answer is known and can't be recorded: whoever asked for the command refuses it. */
        UNRECORDABLE
    }

    /**
     * One command.
     *
     * @param detail for support staff, masked
     * @param attempts how often it was sent and asked about
     */
    public record Review(
            CommandKey key,
            SubscriberId subscriber,
            String counterparty,
            String operation,
            Cause cause,
            String detail,
            int attempts) {}
}
