package kz.nusqau.ledger;

import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import kz.nusqau.ledger.AccountStatement.Line;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Account statements. What an account held in the past is what it holds now less what moved since,
 * so only transfers since the period's begin are read.
 */
@Component
class AccountStatements {

    private final JdbcTemplate jdbc;
    private final Snapshot snapshot;

    AccountStatements(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.jdbc = snapshot.jdbc();
    }

    /** A page of an account's statement; empty when there is no such account. */
    Optional<AccountStatement> statement(Query query) {
        return snapshot.read(() -> id(query).map(id -> page(id, query)));
    }

    private Optional<Integer> id(Query query) {
        return jdbc
                .queryForList(
                        "SELECT id FROM ledger.account WHERE code = ? AND currency = ?",
                        Integer.class,
                        query.account,
                        query.currency)
                .stream()
                .findFirst();
    }

    private AccountStatement page(int id, Query query) {
        Place place = query.after == null ? new Place(query.from, "") : query.after;
        long opening = heldAfter(id, place);
        List<Posting> found = postings(id, place, query.until, query.limit + 1);
        var lines = new ArrayList<Line>();
        long balance = opening;
        for (Posting posting : found.subList(0, Math.min(query.limit, found.size()))) {
            balance = Math.addExact(balance, Math.subtractExact(posting.debit, posting.credit));
            lines.add(posting.line(balance));
        }
        return new AccountStatement(
                query.account,
                query.currency,
                query.from,
                query.until,
                opening,
                lines,
                balance,
                found.size() > query.limit ? Place.of(lines.getLast()).toString() : null);
    }

    private long heldAfter(int id, Place place) {
        Long held =
                jdbc.queryForObject(
                        """
                        SELECT debits_posted - credits_posted - coalesce((
                                   SELECT sum(CASE debit WHEN a.id THEN amount ELSE -amount END)
                                     FROM ledger.transfer
                                    WHERE a.id IN (debit, credit) AND phase IN ('post', 'direct')
                                      AND booked_at >= ? AND (booked_at, key) > (?, ?)), 0)
                          FROM ledger.account a WHERE id = ?
                        """,
                        Long.class,
                        Timestamp.from(place.at),
                        Timestamp.from(place.at),
                        place.key,
                        id);
        if (held == null) {
            throw new IllegalStateException("account " + id + " is gone");
        }
        return held;
    }

    private List<Posting> postings(int id, Place after, Instant until, int limit) {
        return jdbc.query(
                """
                SELECT t.booked_at, t.key, t.instruction_id, a.code,
                       CASE t.debit WHEN ? THEN t.amount ELSE 0 END,
                       CASE t.credit WHEN ? THEN t.amount ELSE 0 END
                  FROM ledger.transfer t
                  JOIN ledger.account a ON a.id = CASE t.debit WHEN ? THEN t.credit ELSE t.debit END
                 WHERE ? IN (t.debit, t.credit) AND t.phase IN ('post', 'direct')
                   AND t.booked_at >= ? AND t.booked_at < ? AND (t.booked_at, t.key) > (?, ?)
                 ORDER BY t.booked_at, t.key LIMIT ?
                """,
                (row, n) ->
                        new Posting(
                                row.getTimestamp(1).toInstant(),
                                row.getString(2),
                                row.getObject(3, UUID.class),
                                row.getString(4),
                                row.getLong(5),
                                row.getLong(6)),
                id,
                id,
                id,
                id,
                Timestamp.from(after.at),
                Timestamp.from(until),
                Timestamp.from(after.at),
                after.key,
                limit);
    }

    private record Posting(
            Instant at, String key, UUID instruction, String against, long debit, long credit) {

        Line line(long balance) {
            return new Line(at, key, instruction, against, debit, credit, balance);
        }
    }

    /**
     * What to list.
     *
     * @param until exclusive
     * @param after null for the first page
     */
    record Query(
            String account,
            String currency,
            Instant from,
            Instant until,
            @Nullable Place after,
            int limit) {}

    /** A place in the order of a statement: everything after it comes next. */
    record Place(Instant at, String key) {

        static Place of(Line line) {
            return new Place(line.bookedAt(), line.key());
        }

        /** Reads {@link #toString()}; fails with {@link IllegalArgumentException}. */
        static Place parse(String text) {
            int gap = text.indexOf('_');
            if (gap < 0) {
                throw new IllegalArgumentException("not a place: " + text);
            }
            try {
                return new Place(Instant.parse(text.substring(0, gap)), text.substring(gap + 1));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("not a place: " + text, e);
            }
        }

        @Override
        public String toString() {
            return at + "_" + key;
        }
    }
}
