package kz.nusqau.partner;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What partners' payments of a day come to; all in the caller's transaction. */
@Component
final class DayUseStore {

    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;

    DayUseStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lets nobody else judge payments of the partner by its limits until the transaction ends, on
     * any node. What was committed before is seen afterwards.
     */
    void lock(String partner) {
        jdbc.query(
                "SELECT pg_advisory_xact_lock(hashtextextended('partner-limits/' || ?, 0))",
                row -> {},
                partner);
    }

    /** Of payments that may move money, or did. Locked. */
    Money used(String partner, LocalDate day) {
        Date date = Date.valueOf(day);
        jdbc.update(
                "INSERT INTO partner.day_use (partner, day, tiyn) VALUES (?, ?, 0)"
                        + " ON CONFLICT DO NOTHING",
                partner,
                date);
        Long tiyn =
                jdbc.queryForObject(
                        """
                        WITH back AS (
                            DELETE FROM partner.given_back WHERE partner = ? AND day = ?
                            RETURNING tiyn)
                        UPDATE partner.day_use
                           SET tiyn = tiyn - (SELECT coalesce(sum(tiyn), 0) FROM back)
                         WHERE partner = ? AND day = ?
                        RETURNING tiyn
                        """,
                        Long.class,
                        partner,
                        date,
                        partner,
                        date);
        if (tiyn == null) {
            throw new IllegalStateException("no day %s of %s".formatted(day, partner));
        }
        return Money.tiyn(tiyn);
    }

    /** Locked. */
    void count(String partner, LocalDate day, Map<InstructionId, Money> amounts) {
        if (amounts.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                WITH counted AS (
                    INSERT INTO partner.counted (instruction_id, partner, day, tiyn)
                    SELECT id, ?, ?::date, tiyn FROM unnest(?::uuid[], ?::bigint[]) AS n (id, tiyn)
                    RETURNING tiyn)
                UPDATE partner.day_use SET tiyn = tiyn + (SELECT sum(tiyn) FROM counted)
                 WHERE partner = ? AND day = ?
                """,
                partner,
                Date.valueOf(day),
                amounts.keySet().stream().map(InstructionId::value).toArray(UUID[]::new),
                amounts.values().stream().map(Money::minor).toArray(Long[]::new),
                partner,
                Date.valueOf(day));
    }

    /** No money moved for these; those that aren't counted are left out. Not locked. */
    void giveBack(Collection<InstructionId> payments) {
        if (!payments.isEmpty()) {
            jdbc.update(
                    """
                    WITH gone AS (
                        DELETE FROM partner.counted WHERE instruction_id = ANY (?)
                        RETURNING partner, day, tiyn)
                    INSERT INTO partner.given_back (partner, day, tiyn)
                    SELECT partner, day, tiyn FROM gone
                    """,
                    (Object)
                            payments.stream()
                                    .map(InstructionId::value)
                                    .sorted()
                                    .toArray(UUID[]::new));
        }
    }

    /** Nobody asks for days that are over. Deletes a part of them; true while there may be more. */
    boolean deleteBefore(LocalDate day) {
        boolean more = false;
        for (String table : List.of("counted", "given_back", "day_use")) {
            int deleted =
                    jdbc.update(
                            """
                            DELETE FROM partner.%s WHERE ctid = ANY (ARRAY(
                                SELECT ctid FROM partner.%s WHERE day < ? LIMIT ?))
                            """
                                    .formatted(table, table),
                            Date.valueOf(day),
                            AT_ONCE);
            more |= deleted == AT_ONCE;
        }
        return more;
    }
}
