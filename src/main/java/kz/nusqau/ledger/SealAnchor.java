package kz.nusqau.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import kz.nusqau.ledger.Block.Head;

/**
 * The last block that this node made, remembered outside the database: cutting the chain's end off
 * together with its transfers would show in nothing else.
 */
final class SealAnchor {

    private final Path file;

    SealAnchor(Path file) {
        this.file = file;
    }

    /** A block that has to be there. */
    record Anchor(long number, byte[] hash) {

        boolean holds(Block block) {
            return block.number() != number || Arrays.equals(block.hash(), hash);
        }
    }

    Optional<Anchor> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] parts = Files.readString(file).strip().split(" ", -1);
            return Optional.of(
                    new Anchor(Long.parseLong(parts[0]), HexFormat.of().parseHex(parts[1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException(file + " names no block", e);
        }
    }

    void write(Head head) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(
                    fresh,
                    head.number() + " " + HexFormat.of().formatHex(head.hash()) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
