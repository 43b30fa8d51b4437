package kz.nusqau.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import kz.nusqau.mailbox.IncomingMessage.Kind;
import kz.nusqau.platform.Node;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.SubscriberId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A queue that a vacuum found empty and that is long now: each row is still found by its key. */
@Timeout(120)
class QueuePlansIT {

    private static final int LENGTH = 20_000;
    private static final int SOME = 20;

    /** A hundredth of what reading the whole queue takes. */
    private static final int FEW = LENGTH / 100;

    private final Node node = new Node(UUID.randomUUID(), "test");
    private HikariDataSource pool;
    private JdbcTemplate jdbc;

    @BeforeEach
    void freshDatabase() {
        pool = PostgresForTests.migrated().pool(1);
        pool.setConnectionInitSql("SET enable_seqscan = off");
        jdbc = new JdbcTemplate(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void findsWhatIsDoneByItsKey() {
        var table = new InboxTable(jdbc, node);
        fillAfterItWasFoundEmpty(
                "inbox_pending",
                "INSERT INTO mailbox.inbox_pending (partition, id, received_at)"
                        + " SELECT n % 64, n, now() FROM generate_series(1, ?) n");
        List<InboxEntry> done = LongStream.range(500, 500 + SOME).mapToObj(this::entry).toList();

        long read = rowsRead("inbox_pending", () -> assertThat(table.pending(done)).hasSize(SOME));
        read += rowsRead("inbox_pending", () -> table.finish(done, Map.of(1, 1L)));

        assertThat(table.pending(done)).isEmpty();
        assertThat(rows("inbox_pending")).isEqualTo(LENGTH - SOME);
        assertThat(read).isLessThan(FEW);
    }

    @Test
    void findsWhatIsSentByItsKey() {
        var properties =
                new Binder(new MapConfigurationPropertySource())
                        .bindOrCreate("nusqau.mailbox", MailboxProperties.class);
        var table = new OutboxTable(jdbc, node, properties);
        fillAfterItWasFoundEmpty(
                "outbound_open",
                """
                INSERT INTO mailbox.outbound_open (link, priority, id, created_at, next_attempt,
                        give_up_at)
                SELECT 'main', 2, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid,
                       now(), now(), now() + interval '1 day'
                  FROM generate_series(1, ?) n
                """);
        List<Outgoing> sent =
                LongStream.range(500, 500 + SOME)
                        .mapToObj(n -> new Outgoing("main", 2, new UUID(0, hexOfDecimal(n))))
                        .toList();

        long read = rowsRead("outbound_open", () -> assertThat(table.open(sent)).hasSize(SOME));
        read += rowsRead("outbound_open", () -> table.close(sent));

        assertThat(table.open(sent)).isEmpty();
        assertThat(rows("outbound_open")).isEqualTo(LENGTH - SOME);
        assertThat(read).isLessThan(FEW);
    }

    private void fillAfterItWasFoundEmpty(String queue, String fill) {
        jdbc.update(fill, LENGTH);
        jdbc.update("DELETE FROM mailbox." + queue);
        jdbc.execute("VACUUM ANALYZE mailbox." + queue);
        jdbc.update(fill, LENGTH);
    }

    private long rowsRead(String queue, Runnable work) {
        long before = rowsRead(queue);
        work.run();
        return rowsRead(queue) - before;
    }

    private long rowsRead(String queue) {
        jdbc.execute("SELECT pg_stat_force_next_flush()");
        return jdbc.queryForObject(
                "SELECT t.seq_tup_read + sum(i.idx_tup_read)"
                        + " FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i USING (relid)"
                        + " WHERE t.relname = ? GROUP BY t.seq_tup_read",
                Long.class,
                queue);
    }

    private long rows(String queue) {
        return jdbc.queryForObject("SELECT count(*) FROM mailbox." + queue, Long.class);
    }

    /** The number whose hexadecimal digits are these decimal ones. */
    private static long hexOfDecimal(long number) {
        return Long.parseLong(Long.toString(number), 16);
    }

    private InboxEntry entry(long id) {
        return new InboxEntry(
                id,
                (int) (id % 64),
                new SubscriberId(new UUID(0, id)),
                Optional.empty(),
                "main",
                node.id(),
                "9909",
                Instant.now(),
                Kind.values()[0],
                new byte[0],
                new byte[0]);
    }
}
