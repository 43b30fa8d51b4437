package kz.nusqau.ledger;

import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import kz.nusqau.ledger.Block.Content;
import kz.nusqau.ledger.Block.Head;
import kz.nusqau.ledger.SealAnchor.Anchor;
import kz.nusqau.ledger.SealReport.BrokenBlock;
import org.jspecify.annotations.Nullable;

/** Recomputes every block from the transfers, in order, up to the first that is broken. */
final class SealCheck {

    private static final int PAGE = 500;

    private final BlockStore store;
    private final SealKeys keys;
    private final SealAnchor anchor;
    private final Clock clock;

    SealCheck(BlockStore store, SealKeys keys, SealAnchor anchor, Clock clock) {
        this.store = store;
        this.keys = keys;
        this.anchor = anchor;
        this.clock = clock;
    }

    SealReport run() {
        // Before the blocks are read: what is sealed meanwhile is in the chain, or comes later.
        Optional<Anchor> last = anchor.read();
        Head head = Head.START;
        long transfers = 0;
        for (List<Block> page = store.after(0, PAGE);
                !page.isEmpty();
                page = store.after(head.number(), PAGE)) {
            for (Block block : page) {
                String fault = fault(head, block, last);
                if (fault != null) {
                    return report(head, transfers, new BrokenBlock(head.number() + 1, fault));
                }
                head = block.head();
                transfers += block.transfers();
            }
        }
        long found = head.number();
        return report(
                head,
                transfers,
                last.filter(it -> it.number() > found)
                        .map(it -> new BrokenBlock(found + 1, missing(it)))
                        .orElse(null));
    }

    private static String missing(Anchor last) {
        return "is missing: this node sealed blocks up to " + last.number();
    }

    private SealReport report(Head head, long transfers, @Nullable BrokenBlock broken) {
        return new SealReport(
                clock.instant(),
                head.number(),
                transfers,
                HexFormat.of().formatHex(head.hash()),
                store.unsealed().transfers(),
                broken);
    }

    private @Nullable String fault(Head before, Block block, Optional<Anchor> last) {
        if (block.number() != before.number() + 1) {
            return "is missing";
        }
        if (!Arrays.equals(block.previous(), before.hash())) {
            return "does not hold the hash of the block before";
        }
        if (block.since() != before.below()) {
            return "does not begin where the block before ends";
        }
        if (!Arrays.equals(block.recomputed(), block.hash())) {
            return "has another hash than its fields make";
        }
        if (!last.map(it -> it.holds(block)).orElse(true)) {
            return "is not the one that this node sealed";
        }
        return unsigned(block).or(() -> changed(block)).orElse(null);
    }

    private Optional<String> unsigned(Block block) {
        if (!keys.knows(block.keyId())) {
            return Optional.of(
                    "is signed with key " + block.keyId() + ", which this node does not have");
        }
        return keys.hasSigned(block) ? Optional.empty() : Optional.of("has a wrong signature");
    }

    private Optional<String> changed(Block block) {
        Content content = store.content(block.since(), block.below());
        if (content.transfers() != block.transfers()) {
            return Optional.of(
                    "has %d transfers, %d were sealed"
                            .formatted(content.transfers(), block.transfers()));
        }
        return Arrays.equals(content.hash(), block.content())
                ? Optional.empty()
                : Optional.of("has other transfers than were sealed");
    }
}
