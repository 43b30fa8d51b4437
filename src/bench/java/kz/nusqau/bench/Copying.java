package kz.nusqau.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Copies the rows of originals for others and other times, in sets. Which tables and columns there
 * are the catalogue says: whatever belongs to a subscriber or to an instruction is copied.
 *
 * <ul>
 *   <li>times are moved, and so are ids that begin with a time; other ids are made anew, the same
 *       one everywhere
 *   <li>keys that hold the instruction's id hold the copy's, payment numbers are the copy's
 *   <li>what is sealed for the original is replaced by what was sealed for the copy's subscriber
 *   <li>balances and limits follow by the tables' own triggers and keys
 * </ul>
 *
 * Rows come by subscriber: two workers who meet at one's rows wait for each other in one order
 * only.
 */
final class Copying {

    /** Never a person's or an instruction's: who did it, and on which connection. */
    private static final Set<String> UNMOVED = Set.of("node", "session");

    /** What tells messages apart at the SMSC. */
    private static final Set<String> MESSAGE_IDS = Set.of("smsc_id", "normalised_id");

    /** Belong to somebody by what they refer to, or are found by it. */
    private static final Map<String, String> REFERRING =
            Map.of(
                    "counterparty.command",
                    "JOIN fill.original o ON o.instruction = r.instruction",
                    "mailbox.outbound_part",
                    """
                    JOIN mailbox.outbound b ON b.id = r.message
                    JOIN fill.original o ON o.subscriber = b.subscriber_id
                    """,
                    "mailbox.receipt",
                    """
                    JOIN mailbox.outbound_part p
                      ON p.link = r.link AND p.normalised_id = r.normalised_id
                    JOIN mailbox.outbound b ON b.id = p.message
                    JOIN fill.original o ON o.subscriber = b.subscriber_id
                    """,
                    "failedmessages.act",
                    """
                    JOIN failedmessages.failed_message m ON m.id = r.failed_message
                    JOIN fill.original o ON o.subscriber = m.subscriber
                    """);

    /** Refer to rows of others; the accounts of the books are locked until the end. */
    private static final List<String> LAST = List.of("failedmessages.act", "ledger.transfer");

    /** Large ones, of which only what is new is looked through. */
    private static final Map<String, String> TIMES =
            Map.of(
                    "ledger.transfer", "booked_at",
                    "mailbox.inbox", "received_at",
                    "mailbox.outbound", "created_at",
                    "mailbox.outbound_part", "submitted_at",
                    "mailbox.receipt", "received_at",
                    "mailbox.timeline", "at");

    /** Parted by day: kept for days only. */
    private static final Set<String> MESSAGES =
            Set.of("mailbox.inbox", "mailbox.outbound", "mailbox.outbound_part", "mailbox.receipt");

    private static final Duration SLACK = Duration.ofMinutes(1);

    private final JdbcTemplate jdbc;
    private final long daysKept;
    private final long firstInboxId;
    private final Instant begun;
    private final List<String> statements = new ArrayList<>();

    private record Column(String name, String type) {}

    /**
     * Sets the originals' rows aside.
     *
     * @param daysKept messages older than that are gone
     * @param firstInboxId from which on numbers of inbox entries are free
     * @param begun when the first original did something
     */
    Copying(JdbcTemplate jdbc, long daysKept, long firstInboxId, Instant begun) {
        this.jdbc = jdbc;
        this.daysKept = daysKept;
        this.firstInboxId = firstInboxId;
        this.begun = begun;
        setAside().stream()
                .sorted(Comparator.comparingInt(LAST::indexOf))
                .map(this::statement)
                .forEach(statements::add);
    }

    /** Tables that hold rows of originals, now also in the schema {@code fill}. */
    private List<String> setAside() {
        var tables = new ArrayList<String>();
        jdbc.query(
                """
                SELECT n.nspname || '.' || c.relname,
                       max(a.attname) FILTER (WHERE a.attname IN ('subscriber_id', 'subscriber')),
                       max(a.attname) FILTER (WHERE a.attname IN ('instruction_id', 'instruction'))
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
                 WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                   AND c.relpersistence <> 't'
                   AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'fill')
                 GROUP BY 1
                """,
                row -> {
                    String table = row.getString(1);
                    String join = join(table, row.getString(2), row.getString(3));
                    if (!join.isEmpty() && setAside(table, join)) {
                        tables.add(table);
                    }
                });
        return tables;
    }

    private static String join(
            String table, @Nullable String subscriber, @Nullable String instruction) {
        String referring = REFERRING.get(table);
        if (referring != null) {
            return referring;
        }
        if (subscriber != null) {
            return "JOIN fill.original o ON o.subscriber = r." + subscriber;
        }
        if (instruction != null) {
            return "JOIN fill.original o ON o.instruction = r." + instruction;
        }
        return "";
    }

    private boolean setAside(String table, String join) {
        jdbc.execute(
                """
                CREATE UNLOGGED TABLE %s AS
                SELECT o.number AS fill_original,
                       row_number() OVER (PARTITION BY o.number) AS fill_row, r.*
                  FROM %s r %s WHERE %s
                """
                        .formatted(aside(table), table, join, isNew(table)));
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "SELECT EXISTS (SELECT FROM %s)".formatted(aside(table)), Boolean.class));
    }

    private String isNew(String table) {
        String time = TIMES.get(table);
        return time == null ? "true" : "r.%s >= '%s'".formatted(time, begun.minus(SLACK));
    }

    /** Every value that may be sealed, of one original. */
    List<byte[]> bytes(int original) {
        var found = new ArrayList<byte[]>();
        jdbc.query(
                """
                SELECT c.relname, a.attname FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.atttypid = 'bytea'::regtype
                 WHERE c.relnamespace = 'fill'::regnamespace
                   AND a.attrelid IN (SELECT attrelid FROM pg_attribute
                                       WHERE attname = 'fill_original')
                """,
                column -> {
                    found.addAll(
                            jdbc.query(
                                    "SELECT DISTINCT %1$s FROM fill.%2$s WHERE fill_original = ? AND %1$s IS NOT NULL"
                                            .formatted(column.getString(2), column.getString(1)),
                                    (row, n) -> row.getBytes(1),
                                    original));
                });
        return found;
    }

    private String statement(String table) {
        List<Column> columns = columns(table);
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values =
                columns.stream()
                        .map(column -> value(table, column))
                        .collect(Collectors.joining(",\n       "));
        return """
        INSERT INTO %s (%s)
        SELECT %s
          FROM copy k JOIN %s t ON t.fill_original = k.original
         WHERE %s
         ORDER BY k.owner, k.n, t.fill_row
        ON CONFLICT DO NOTHING
        """
                .formatted(
                        table,
                        names,
                        values,
                        aside(table),
                        MESSAGES.contains(table) ? "k.days < " + daysKept : "true");
    }

    /** Those that don't get their value by themselves. */
    private List<Column> columns(String table) {
        return jdbc.query(
                """
                SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a
                 WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
                   AND a.attidentity = '' AND a.attgenerated = ''
                   AND a.atttypid <> 'xid8'::regtype
                 ORDER BY a.attnum
                """,
                (row, n) -> new Column(row.getString(1), row.getString(2)),
                table);
    }

    private String value(String table, Column column) {
        String old = "t." + column.name;
        if (table.equals("mailbox.inbox")) {
            switch (column.name) {
                case "id" -> {
                    return firstInboxId + " + k.n * 16 + t.fill_row";
                }
                case "dedupe_key" -> {
                    return "fill.anew(%s, k.n)".formatted(old);
                }
                case "dedupe_prefix" -> {
                    return "fill.prefix(fill.anew(t.dedupe_key, k.n))";
                }
                default -> {}
            }
        }
        if (MESSAGE_IDS.contains(column.name)) {
            return "left(md5(%s || k.n), length(%s))".formatted(old, old);
        }
        return switch (column.type) {
            case "uuid" -> uuid(column.name, old);
            case "timestamp with time zone" -> old + " + k.shift";
            case "date" -> old + " - k.days";
            case "bytea" ->
                    "coalesce(k.sealed[array_position(k.was_sealed, %s)], %s)".formatted(old, old);
            case "text" ->
                    isTold(table, column.name)
                            ? "replace(replace(%s, k.was::text, k.instruction::text), k.was_number, k.number)"
                                    .formatted(old)
                            : old;
            default -> old;
        };
    }

    private static String uuid(String name, String old) {
        if (name.equals("subscriber_id") || name.equals("subscriber")) {
            return "k.subscriber";
        }
        return UNMOVED.contains(name) ? old : "fill.moved(%s, k.ms, k.n)".formatted(old);
    }

    /** Whether a text speaks of its instruction. */
    private boolean isTold(String table, String column) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        """
                        SELECT coalesce(bool_or(position(o.instruction::text IN t.%1$s) > 0
                                   OR (o.payment_number <> ''
                                       AND position(o.payment_number IN t.%1$s) > 0)), false)
                          FROM %2$s t JOIN fill.original o ON o.number = t.fill_original
                        """
                                .formatted(column, aside(table)),
                        Boolean.class));
    }

    private static String aside(String table) {
        return "fill." + table.replace('.', '_');
    }

    /** Makes the rows of the copies in the temporary table {@code copy}. */
    void copy() {
        statements.forEach(jdbc::update);
    }
}
