package kz.nusqau.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check of the seals found.
 *
 * @param blocks that are as they were sealed, counted from the first
 * @param transfers in these blocks
 * @param head hash of the last of them, in hexadecimal; note it down elsewhere to prove more
 * @param unsealed transfers in no block yet
 * @param broken the first block that is not as it was sealed, null when all are
 */
public record SealReport(
        Instant asOf,
        long blocks,
        long transfers,
        String head,
        long unsealed,
        @Nullable BrokenBlock broken) {

    public boolean isSound() {
        return broken == null;
    }

    /** A block and what is wrong with it. */
    public record BrokenBlock(long number, String why) {}
}
