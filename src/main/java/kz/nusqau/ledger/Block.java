package kz.nusqau.ledger;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A sealed stretch of the books.
 *
 * @param since number of the first transaction whose transfers it holds
 * @param below number of the first transaction after it
 * @param content hash of the transfers
 * @param previous hash of the block before, zeros in the first one
 * @param hash of all of the above
 * @param keyId which key signed it
 */
record Block(
        long number,
        long since,
        long below,
        long transfers,
        byte[] content,
        byte[] previous,
        byte[] hash,
        String keyId,
        byte[] signature) {

    static final int HASH_BYTES = 32;

    /** The block after {@code last}, or the first one. */
    static Block after(Head last, long below, Content content, SealKeys keys) {
        byte[] hash =
                hash(
                        last.number() + 1,
                        last.below(),
                        below,
                        content.transfers(),
                        content.hash(),
                        last.hash());
        return new Block(
                last.number() + 1,
                last.below(),
                below,
                content.transfers(),
                content.hash(),
                last.hash(),
                hash,
                keys.currentId(),
                keys.sign(hash));
    }

    /** The hash that its fields make, whatever it says itself. */
    byte[] recomputed() {
        return hash(number, since, below, transfers, content, previous);
    }

    Head head() {
        return new Head(number, below, hash);
    }

    private static byte[] hash(
            long number, long since, long below, long transfers, byte[] content, byte[] previous) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(
                    ByteBuffer.allocate(4 * Long.BYTES)
                            .putLong(number)
                            .putLong(since)
                            .putLong(below)
                            .putLong(transfers)
                            .flip());
            digest.update(content);
            return digest.digest(previous);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a range of transactions holds. */
    record Content(long transfers, byte[] hash) {}

    /** Where the chain ends: what the next block builds on. */
    record Head(long number, long below, byte[] hash) {

        /** Before the first block. */
        static final Head START = new Head(0, 0, new byte[HASH_BYTES]);
    }
}
