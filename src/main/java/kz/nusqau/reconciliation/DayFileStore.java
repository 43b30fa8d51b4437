package kz.nusqau.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of files that were taken in. */
final class DayFileStore {

    private final JdbcClient client;

    DayFileStore(JdbcClient client) {
        this.client = client;
    }

    /** Makes files of one counterparty come one after another, until the transaction ends. */
    void inTurn(String counterparty) {
        client.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))::text")
                .param("reconciliation/" + counterparty)
                .query(String.class)
                .single();
    }

    Optional<DayFileView> of(Day day) {
        return client.sql(
                        "select * from reconciliation.day_file where counterparty = ? and day = ?")
                .param(day.counterparty())
                .param(day.date())
                .query((row, n) -> view(row))
                .optional();
    }

    Optional<LocalDate> lastDay(String counterparty) {
        return client.sql(
                        "select max(day) as day from reconciliation.day_file"
                                + " where counterparty = ? having max(day) is not null")
                .param(counterparty)
                .query((row, n) -> row.getObject(1, LocalDate.class))
                .optional();
    }

    /** Newest day first. */
    List<DayFileView> list(@Nullable String counterparty, int limit) {
        return client.sql(
                        """
                        select * from reconciliation.day_file
                         where (:counterparty::text is null or counterparty = :counterparty)
                         order by day desc, counterparty limit :limit
                        """)
                .param("counterparty", counterparty)
                .param("limit", limit)
                .query((row, n) -> view(row))
                .list();
    }

    void insert(UUID id, Day day, TakenFile file) {
        client.sql(
                        """
                        insert into reconciliation.day_file (id, counterparty, day, digest,
                            size_bytes, lines, matched, breaks, resolved, source, imported_by)
                        values (?, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?)
                        """)
                .param(id)
                .param(day.counterparty())
                .param(day.date())
                .param(HexFormat.of().parseHex(file.digest()))
                .param(file.sizeBytes())
                .param(file.source().word())
                .param(file.who())
                .update();
    }

    /** Notes what it came to; their lines that are in no break agree. */
    void complete(UUID id, long lines, Matching.Result result) {
        client.sql(
                        """
                        update reconciliation.day_file
                           set lines = ?, breaks = ?, resolved = ?,
                               matched = ? - (select count(*) from reconciliation.break
                                               where day_file = ? and line is not null)
                         where id = ?
                        """)
                .param(lines)
                .param(result.breaks())
                .param(result.resolved())
                .param(lines)
                .param(id)
                .param(id)
                .update();
    }

    private static DayFileView view(ResultSet row) throws SQLException {
        return new DayFileView(
                row.getObject("id", UUID.class),
                row.getString("counterparty"),
                row.getObject("day", LocalDate.class),
                HexFormat.of().formatHex(row.getBytes("digest")),
                row.getLong("size_bytes"),
                row.getLong("lines"),
                row.getLong("matched"),
                row.getLong("breaks"),
                row.getLong("resolved"),
                row.getString("source"),
                row.getString("imported_by"),
                row.getObject("imported_at", OffsetDateTime.class).toInstant());
    }
}
