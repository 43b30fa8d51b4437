package kz.nusqau.mailbox;

import java.util.function.LongSupplier;

/** Ids from the database's sequence, taken in blocks. */
final class InboxIds {

    /** The sequence's increment. */
    private static final int BLOCK = 1000;

    private final LongSupplier blocks;
    private long next;
    private long end;

    InboxIds(LongSupplier blocks) {
        this.blocks = blocks;
    }

    synchronized long next() {
        if (next == end) {
            next = blocks.getAsLong();
            end = next + BLOCK;
        }
        return next++;
    }
}
