package kz.nusqau.mailbox;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the partitions of the days to come, drops those whose time is over, and cuts a queue short
 * that was very long once.
 */
@Component
class DatedPartitions {

    private static final Logger LOG = LoggerFactory.getLogger(DatedPartitions.class);
    private static final int AHEAD = 3;

    /** Rows only come; to look through all of them whenever a few more did helps nobody. */
    private static final String GROWING =
            "autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 1";

    /**
     * A tenth of the usual sample. Who takes one of a day's millions of rows beside their traffic
     * needs seconds for it, and what others delete from the queues meanwhile stays in everybody's
     * way.
     */
    private static final int SAMPLE = 10;

    private static final List<String> QUEUES = List.of("inbox_pending", "outbound_open");

    /** Above it, to look through a queue takes longer than to cut it short. */
    private static final long LONG_QUEUE_BYTES = 64L << 20;

    /** One node at a time, and none waits for the others. */
    private static final long ADVISORY_LOCK = 0x6d61696c626f78L;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Duration keepMessages;
    private final List<Table> tables;

    DatedPartitions(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Clock clock,
            MailboxProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.keepMessages = properties.keepMessages();
        this.tables =
                List.of(
                        new Table("inbox", false, keepMessages, "inbox_pending", "received_at"),
                        new Table("outbound", false, keepMessages, "outbound_open", "created_at"),
                        new Table("outbound_part", false, keepMessages, "", ""),
                        new Table("receipt", false, keepMessages, "", ""),
                        new Table("timeline", true, properties.keepTimeline(), "", ""));
    }

    /** Each step in a transaction of its own: they lock what everybody uses, so briefly. */
    void maintain() {
        for (Table table : tables) {
            LocalDate period = table.start(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
            for (int i = 0; i <= AHEAD; i++, period = table.next(period)) {
                LocalDate start = period;
                attempt(table, () -> create(table, start));
            }
            attempt(table, () -> dropOld(table));
        }
        attempt(
                null,
                () ->
                        jdbc.update(
                                "DELETE FROM mailbox.unacknowledged"
                                        + " WHERE noted_at < clock_timestamp() - interval '3 days'"));
        attempt(
                null,
                () ->
                        jdbc.update(
                                "DELETE FROM mailbox.link_session"
                                        + " WHERE closed_at < clock_timestamp() - interval '4 days'"));
        attempt(
                null,
                () ->
                        jdbc.update(
                                "DELETE FROM mailbox.outbound_failed"
                                        + " WHERE failed_at < clock_timestamp() - make_interval(secs => ?)",
                                keepMessages.toSeconds()));
        QUEUES.forEach(this::cutShort);
    }

    /** Vacuum has no transaction. Where another node is at it already, it skips the table. */
    private void cutShort(String queue) {
        try {
            Long bytes =
                    jdbc.queryForObject(
                            "SELECT pg_relation_size('mailbox.%s')".formatted(queue), Long.class);
            if (bytes != null && bytes > LONG_QUEUE_BYTES) {
                jdbc.execute("VACUUM (TRUNCATE, SKIP_LOCKED) mailbox.%s".formatted(queue));
            }
        } catch (DataAccessException e) {
            LOG.warn("{} is cut short the next time: {}", queue, e.toString());
        }
    }

    private void attempt(@org.jspecify.annotations.Nullable Table table, Runnable step) {
        try {
            transaction.executeWithoutResult(
                    status -> {
                        jdbc.execute("SET LOCAL lock_timeout = '2s'");
                        Boolean alone =
                                jdbc.queryForObject(
                                        "SELECT pg_try_advisory_xact_lock(?)",
                                        Boolean.class,
                                        ADVISORY_LOCK);
                        if (Boolean.TRUE.equals(alone)) {
                            step.run();
                        }
                    });
        } catch (DataAccessException e) {
            LOG.warn("upkeep of {} is tried again: {}", table, e.toString());
        }
    }

    private void create(Table table, LocalDate start) {
        String name = table.partition(start);
        if (exists(name)) {
            return;
        }
        jdbc.execute(
                "CREATE TABLE mailbox.%s (LIKE mailbox.%s INCLUDING DEFAULTS) WITH (%s)"
                        .formatted(name, table.name, GROWING));
        jdbc.execute("ALTER TABLE mailbox.%s %s".formatted(name, String.join(", ", samples(name))));
        jdbc.execute(
                "ALTER TABLE mailbox.%s ATTACH PARTITION mailbox.%s FOR VALUES FROM ('%s+00') TO ('%s+00')"
                        .formatted(
                                table.name,
                                name,
                                start.atStartOfDay(),
                                table.next(start).atStartOfDay()));
    }

    private List<String> samples(String name) {
        return jdbc.queryForList(
                """
                SELECT format('ALTER COLUMN %%I SET STATISTICS %d', attname) FROM pg_attribute
                 WHERE attrelid = to_regclass('mailbox.' || ?) AND attnum > 0 AND NOT attisdropped
                """
                        .formatted(SAMPLE),
                String.class,
                name);
    }

    private void dropOld(Table table) {
        LocalDate oldest = LocalDate.ofInstant(clock.instant().minus(table.keep), ZoneOffset.UTC);
        for (String name : partitions(table)) {
            LocalDate end = table.next(table.startOf(name));
            if (end.isAfter(oldest)) {
                continue;
            }
            if (isNeeded(table, end)) {
                LOG.error("{} is over its time but holds what is not handled yet", name);
                continue;
            }
            jdbc.execute(
                    "ALTER TABLE mailbox.%s DETACH PARTITION mailbox.%s"
                            .formatted(table.name, name));
            jdbc.execute("DROP TABLE mailbox." + name);
            LOG.info("dropped {}", name);
        }
    }

    private boolean isNeeded(Table table, LocalDate end) {
        return !table.openRows.isEmpty()
                && Boolean.TRUE.equals(
                        jdbc.queryForObject(
                                "SELECT EXISTS (SELECT FROM mailbox.%s WHERE %s < '%s+00')"
                                        .formatted(
                                                table.openRows,
                                                table.openSince,
                                                end.atStartOfDay()),
                                Boolean.class));
    }

    private boolean exists(String name) {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        "SELECT to_regclass('mailbox.' || ?) IS NOT NULL", Boolean.class, name));
    }

    private List<String> partitions(Table table) {
        return jdbc
                .queryForList(
                        "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                                + " WHERE i.inhparent = ('mailbox.' || ?)::regclass",
                        String.class,
                        table.name)
                .stream()
                .filter(name -> name.matches(table.name + "_\\d{6,8}"))
                .sorted()
                .toList();
    }

    /**
     * A table parted by time.
     *
     * @param openRows the table of rows that still need theirs; empty if there is none
     * @param openSince its column of the time by which this table is parted
     */
    private record Table(
            String name, boolean monthly, Duration keep, String openRows, String openSince) {

        private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

        LocalDate start(LocalDate day) {
            return monthly ? day.withDayOfMonth(1) : day;
        }

        LocalDate next(LocalDate start) {
            return monthly ? start.plusMonths(1) : start.plusDays(1);
        }

        String partition(LocalDate start) {
            String day = DAY.format(start);
            return name + "_" + (monthly ? day.substring(0, 6) : day);
        }

        LocalDate startOf(String partition) {
            String digits = partition.substring(name.length() + 1);
            return LocalDate.parse(monthly ? digits + "01" : digits, DAY);
        }
    }
}
