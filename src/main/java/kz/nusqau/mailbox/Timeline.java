package kz.nusqau.mailbox;

import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.SubscriberId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Everything that happened to every instruction; kept for five years (R-OPS-2). */
@Component
public class Timeline {

    private final JdbcTemplate jdbc;

    Timeline(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Records entries in the caller's transaction. */
    public void record(List<TimelineEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO mailbox.timeline (at, instruction_id, subscriber_id, kind, detail)
                SELECT * FROM unnest(?::timestamptz[], ?::uuid[], ?::uuid[], ?::text[], ?::text[])
                """,
                Columns.texts(entries, entry -> entry.at().toString()),
                Columns.uuids(entries, Timeline::instruction),
                Columns.uuids(entries, entry -> entry.subscriber().value()),
                Columns.texts(entries, TimelineEntry::kind),
                Columns.texts(entries, TimelineEntry::detail));
    }

    /** The instruction's entries, oldest first. */
    public List<TimelineEntry> of(InstructionId instruction) {
        return jdbc.query(
                """
                SELECT at, subscriber_id, kind, detail FROM mailbox.timeline
                 WHERE instruction_id = ? AND at >= ? ORDER BY at
                """,
                (row, n) ->
                        new TimelineEntry(
                                instruction,
                                new SubscriberId(row.getObject(2, UUID.class)),
                                row.getTimestamp(1).toInstant(),
                                row.getString(3),
                                row.getString(4)),
                instruction.value(),
                Timestamp.from(MadeAt.earliest(instruction.value())));
    }

    private static @Nullable UUID instruction(TimelineEntry entry) {
        InstructionId instruction = entry.instruction();
        return instruction == null ? null : instruction.value();
    }
}
