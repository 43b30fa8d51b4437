package kz.nusqau.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, or held still by somebody.
 *
 * @param of which bind, queue, counterparty or partner; empty for the hub
 * @param since when it is so, as far as is known
 * @param count how many it is about
 * @param detail what was said of it, without numbers of people
 * @param address where one can do something about it
 */
record Alarm(
        Kind kind, String of, @Nullable Instant since, long count, String detail, String address) {

    /** How bad it is. */
    enum Gravity {
        /** Something doesn't work. */
        BAD,
        /** Something waits for a person, or soon doesn't work. */
        WARN,
        /** Somebody wants it so. */
        HELD
    }

    /** What it can be, the worst first. */
    enum Kind {
        DATABASE(Gravity.BAD),
        BIND_DOWN(Gravity.BAD),
        COUNTERPARTY_SILENT(Gravity.BAD),
        QUEUE_UNREAD(Gravity.BAD),
        DISK(Gravity.BAD),
        /** A published version of a document can't be read here. */
        CATALOGUE_UNREAD(Gravity.BAD),
        UNKNOWN_OUTCOMES(Gravity.WARN),
        REVIEWS(Gravity.WARN),
        UNHANDLED(Gravity.WARN),
        BREAKS(Gravity.WARN),
        PARTNER_BLOCKED(Gravity.WARN),
        COUNTERPARTY_TRIED(Gravity.WARN),
        BIND_PARTLY_DOWN(Gravity.WARN),
        SENDERS_REFUSED(Gravity.WARN),
        THROTTLED(Gravity.WARN),
        BIND_PAUSED(Gravity.HELD),
        COUNTERPARTY_PAUSED(Gravity.HELD),
        PARTNER_SUSPENDED(Gravity.HELD);

        private final Gravity gravity;

        Kind(Gravity gravity) {
            this.gravity = gravity;
        }

        public Gravity gravity() {
            return gravity;
        }
    }
}
