package kz.nusqau.ledger;

import java.util.Optional;
import java.util.OptionalLong;
import kz.nusqau.ledger.Block.Content;
import kz.nusqau.ledger.Block.Head;
import kz.nusqau.ledger.SealAnchor.Anchor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Makes blocks behind the money, of transactions that have all ended: one that commits late holds
 * the sealing up, never slips through. One node at a time does it; should two, the chain takes one
 * block of a number and the other tries again.
 */
final class Sealer {

    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

    private final BlockStore store;
    private final SealKeys keys;
    private final SealAnchor anchor;
    private final int transactions;

    /** From the head's end to here there is nothing to seal, as all of it has ended. */
    private long looked;

    /**
     * @param transactions numbers of transactions that the transfers of a block span, about
     */
    Sealer(BlockStore store, SealKeys keys, SealAnchor anchor, int transactions) {
        this.store = store;
        this.keys = keys;
        this.anchor = anchor;
        this.transactions = transactions;
    }

    /** Seals all there is to seal; returns how many blocks that made. */
    int seal() {
        long horizon = store.horizon();
        Head head = store.head();
        requireContinuity(head, horizon);
        int made = 0;
        for (Optional<Block> next = next(head, horizon);
                next.isPresent();
                next = next(head, horizon)) {
            if (!insert(next.get())) {
                return made;
            }
            head = next.get().head();
            anchor.write(head);
            made++;
        }
        return made;
    }

    /** Texts without money make thousands of transactions; each is looked through once. */
    private Optional<Block> next(Head head, long horizon) {
        looked = Math.max(looked, head.below());
        OptionalLong found = store.anyTransaction(looked, horizon);
        if (found.isEmpty()) {
            looked = horizon;
            return Optional.empty();
        }
        long below = Math.min(found.getAsLong() + transactions, horizon);
        Content content = store.content(head.below(), below);
        return Optional.of(Block.after(head, below, content, keys));
    }

    private boolean insert(Block block) {
        try {
            store.insert(block);
            return true;
        } catch (DuplicateKeyException e) {
            LOG.info("another node sealed block {}", block.number());
            return false;
        }
    }

    private void requireContinuity(Head head, long horizon) {
        if (horizon < head.below()) {
            throw new IllegalStateException(
                    "block %d seals transactions below %d, but the server is at %d: its numbers began anew"
                            .formatted(head.number(), head.below(), horizon));
        }
        anchor.read()
                .filter(last -> !isInChain(last))
                .ifPresent(
                        last -> {
                            throw new IllegalStateException(
                                    "the chain no longer holds block %d as this node sealed it"
                                            .formatted(last.number()));
                        });
    }

    private boolean isInChain(Anchor last) {
        return store.after(last.number() - 1, 1).stream()
                .anyMatch(block -> block.number() == last.number() && last.holds(block));
    }
}
