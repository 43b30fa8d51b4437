package kz.nusqau.ledger;

import java.util.List;
import java.util.OptionalLong;
import kz.nusqau.ledger.Block.Content;
import kz.nusqau.ledger.Block.Head;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The SQL of blocks. */
final class BlockStore {

    /**
     * A transfer in the form that is hashed. Texts that could hold anything tell their length, so
     * that no two transfers look alike; accounts are named, so that renaming one shows.
     */
    private static final String CANONICAL =
            """
            octet_length(t.key) || ':' || t.key || ' ' || t.phase || ' '
                || coalesce(octet_length(t.pending_key) || ':' || t.pending_key, '-') || ' '
                || t.instruction_id || ' ' || d.code || ' ' || c.code || ' ' || d.currency || ' '
                || t.amount || ' ' || (extract(epoch FROM t.booked_at) * 1000000)::bigint || ' '
                || t.transaction::text
            """;

    private static final RowMapper<Block> BLOCK =
            (row, n) ->
                    new Block(
                            row.getLong("number"),
                            row.getLong("since"),
                            row.getLong("below"),
                            row.getLong("transfers"),
                            row.getBytes("content"),
                            row.getBytes("previous"),
                            row.getBytes("hash"),
                            row.getString("key_id"),
                            row.getBytes("signature"));

    private final JdbcTemplate jdbc;

    BlockStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Every transaction with a lower number has ended. */
    long horizon() {
        return one(
                jdbc.queryForObject(
                        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
                        Long.class));
    }

    Head head() {
        return jdbc
                .query(
                        "SELECT number, below, hash FROM ledger.block ORDER BY number DESC LIMIT 1",
                        (row, n) -> new Head(row.getLong(1), row.getLong(2), row.getBytes(3)))
                .stream()
                .findFirst()
                .orElse(Head.START);
    }

    /** Of a transfer among them, about the first one. */
    OptionalLong anyTransaction(long since, long below) {
        return jdbc
                .query(
                        """
                        SELECT transaction::text::bigint FROM ledger.transfer
                         WHERE transaction::text::bigint >= ?
                           AND transaction::text::bigint < ?
                         LIMIT 1
                        """,
                        (row, n) -> row.getLong(1),
                        since,
                        below)
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /**
     * Has the index know what was booked since the last time: PostgreSQL does so by itself, unless
     * more comes than it can note down, and what it missed is read whole by each look from then on.
     */
    void summarize() {
        jdbc.queryForObject(
                "SELECT brin_summarize_new_values('ledger.transfer_in_time')", Integer.class);
    }

    Content content(long since, long below) {
        return jdbc.query(
                        """
                        SELECT count(*), sha256(coalesce(string_agg(
                                   sha256(convert_to(%s, 'UTF8')), ''::bytea ORDER BY t.key), ''))
                          FROM ledger.transfer t
                          JOIN ledger.account d ON d.id = t.debit
                          JOIN ledger.account c ON c.id = t.credit
                         WHERE t.transaction::text::bigint >= ?
                           AND t.transaction::text::bigint < ?
                        """
                                .formatted(CANONICAL),
                        (row, n) -> new Content(row.getLong(1), row.getBytes(2)),
                        since,
                        below)
                .getFirst();
    }

    /** Fails when another node made a block of that number meanwhile. */
    void insert(Block block) {
        jdbc.update(
                """
                INSERT INTO ledger.block (number, since, below, transfers, content, previous, hash,
                                          key_id, signature)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                block.number(),
                block.since(),
                block.below(),
                block.transfers(),
                block.content(),
                block.previous(),
                block.hash(),
                block.keyId(),
                block.signature());
    }

    /** In order, from the one after this number on. */
    List<Block> after(long number, int limit) {
        return jdbc.query(
                "SELECT * FROM ledger.block WHERE number > ? ORDER BY number LIMIT ?",
                BLOCK,
                number,
                limit);
    }

    /** Transfers in no block yet. */
    Unsealed unsealed() {
        return jdbc.query(
                        """
                        SELECT count(*), coalesce(extract(epoch FROM
                                   clock_timestamp() - min(booked_at)), 0)
                          FROM ledger.transfer
                         WHERE transaction::text::bigint
                               >= coalesce((SELECT max(below) FROM ledger.block), 0)
                        """,
                        (row, n) -> new Unsealed(row.getLong(1), row.getDouble(2)))
                .getFirst();
    }

    /** How much waits to be sealed, and for how long the oldest. */
    record Unsealed(long transfers, double seconds) {}

    private static long one(@org.jspecify.annotations.Nullable Long value) {
        if (value == null) {
            throw new IllegalStateException("a query without a row");
        }
        return value;
    }
}
