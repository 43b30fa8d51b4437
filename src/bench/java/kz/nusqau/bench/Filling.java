package kz.nusqau.bench;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import kz.nusqau.HubUnderTest;
import kz.nusqau.mailbox.PastPartitions;
import kz.nusqau.platform.Patience;
import kz.nusqau.shared.Msisdn;
import kz.nusqau.shared.SubscriberId;
import kz.nusqau.subscriber.PersonalData;
import kz.nusqau.subscriber.Subscribers;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a running hub a past. Subscribers are made by the hub itself, with keys and indexes of
 * their own; each of them did again and again, a month apart, what one of the originals did.
 */
final class Filling {

    private static final int MONTH_DAYS = 30;
    private static final int SUBSCRIBERS_AT_ONCE = 2_000;

    /** Few enough for a block of the ledger's seal to hold many of them. */
    private static final int COPIES_AT_ONCE = 1_000;

    private static final int WORKERS = 2;
    private static final Duration SET_ASIDE_WITHIN = Duration.ofMinutes(10);

    /** Of inbox entries that an original may have. */
    private static final int INBOX_IDS = 16;

    private final HubUnderTest hub;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final long instructions;
    private final int subscribers;
    private final Whose whose;
    private final Consumer<String> progress;

    /**
     * Whose copies they are.
     *
     * @param firstNumber of the subscribers' phones
     * @param firstPayment of payment numbers that nobody has yet, in their row
     * @param afterwards statements about the instructions in the temporary table {@code copy}, in
     *     the transaction that made them
     */
    record Whose(long firstNumber, long firstPayment, List<String> afterwards) {}

    Filling(HubUnderTest hub, long instructions, int subscribers, Consumer<String> progress) {
        this(hub, instructions, subscribers, new Whose(Work.FIRST_NUMBER, 0, List.of()), progress);
    }

    Filling(
            HubUnderTest hub,
            long instructions,
            int subscribers,
            Whose whose,
            Consumer<String> progress) {
        this.hub = hub;
        this.jdbc = hub.bean(JdbcTemplate.class);
        this.transaction = hub.bean(TransactionTemplate.class);
        this.instructions = instructions;
        this.subscribers = subscribers;
        this.whose = whose;
        this.progress = progress;
    }

    /** With what the {@link Originals} did, until the tables are as autovacuum leaves them. */
    void fill() {
        progress.accept("originals are made by text");
        Instant begun = Instant.now();
        copy(new Originals(hub).make(), begun);
        finish();
    }

    /**
     * Makes the copies.
     *
     * @param originals their numbers
     * @param begun when the first of them did something
     * @return from which on numbers of inbox entries are the copies'
     */
    long copy(List<String> originals, Instant begun) {
        var partitions = new PastPartitions(hub.context());
        partitions.makeSince(Instant.now().minus(Duration.ofDays(span())));
        jdbc.execute(PREPARATION);
        record(originals);
        long inboxIds = freeInboxIds();
        var copying =
                Objects.requireNonNull(
                        transaction.execute(
                                status -> {
                                    Patience.with(jdbc, SET_ASIDE_WITHIN);
                                    return new Copying(
                                            jdbc,
                                            partitions.keptMessages().toDays(),
                                            inboxIds,
                                            begun);
                                }));
        List<List<byte[]>> sealed = sealed(originals, copying);
        inSteps(
                "subscribers",
                subscribers,
                SUBSCRIBERS_AT_ONCE,
                1,
                (from, until) -> subscribe((int) from, (int) until, sealed));
        inSteps(
                "instructions",
                instructions,
                COPIES_AT_ONCE,
                WORKERS,
                (from, until) -> copy(copying, from, until));
        jdbc.execute("DROP SCHEMA fill CASCADE");
        return inboxIds;
    }

    /** Days from the first instruction to the last. */
    private long span() {
        return Math.ceilDiv(instructions, subscribers) * MONTH_DAYS;
    }

    private static final String PREPARATION =
            """
            -- Of a run that was stopped.
            DROP SCHEMA IF EXISTS fill CASCADE;
            CREATE SCHEMA fill;
            CREATE TABLE fill.original (
                number int PRIMARY KEY, subscriber uuid, instruction uuid, payment_number text,
                made_at timestamptz, sealed bytea[]);
            CREATE UNLOGGED TABLE fill.subscriber (
                n int PRIMARY KEY, id uuid, original int, sealed bytea[]);

            -- An id of version 7 begins with its milliseconds; others say nothing.
            CREATE FUNCTION fill.moved(id uuid, ms bigint, n bigint) RETURNS uuid
            LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                SELECT CASE WHEN substr(id::text, 15, 1) = '7'
                    THEN overlay(overlay(md5(id::text || n::text)
                             PLACING lpad(to_hex(('x' || replace(left(id::text, 13), '-', ''))
                                 ::bit(48)::bigint + ms), 12, '0') || '7' FROM 1 FOR 13)
                             PLACING '8' FROM 17 FOR 1)::uuid
                    ELSE overlay(overlay(md5(id::text || n::text) PLACING '4' FROM 13 FOR 1)
                             PLACING '8' FROM 17 FOR 1)::uuid END $$;

            CREATE FUNCTION fill.anew(key bytea, n bigint) RETURNS bytea
            LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(key || int8send(n)) $$;

            CREATE FUNCTION fill.prefix(key bytea) RETURNS bigint LANGUAGE sql IMMUTABLE AS
            $$ SELECT ('x' || encode(substr(key, 1, 8), 'hex'))::bit(64)::bigint $$;

            -- As the e-money systems make them: N, eight characters, a check character; from a
            -- part of the row of numbers that the sandboxes don't use.
            CREATE FUNCTION fill.payment_number(n bigint) RETURNS text
            LANGUAGE sql IMMUTABLE STRICT AS $$
                WITH digits AS (
                    SELECT i, ((40000000 + n) * 52871934013 % 78310985281
                               / (23::numeric ^ (i - 1))::bigint % 23)::int AS digit
                      FROM generate_series(1, 8) AS i)
                SELECT 'N' || string_agg(substr('23456789ACDEFHJKMNPRTWX', digit + 1, 1), ''
                                         ORDER BY i)
                       || substr('23456789ACDEFHJKMNPRTWX',
                                 ((23 - sum(i * digit) % 23) * 18 % 23)::int + 1, 1)
                  FROM digits $$;
            """;

    private void record(List<String> originals) {
        for (int number = 0; number < originals.size(); number++) {
            jdbc.update(
                    """
                    INSERT INTO fill.original
                    SELECT ?, subscriber_id, id, coalesce(payment_number, ''), created_at
                      FROM payment.payment WHERE subscriber_id = ?
                    """,
                    number,
                    idOf(originals.get(number)).value());
        }
    }

    private SubscriberId idOf(String msisdn) {
        var number = new Msisdn(msisdn);
        return hub.bean(Subscribers.class).resolve(List.of(number)).get(number);
    }

    /** The hub takes its numbers in blocks, so a block of our own is as good. */
    private long freeInboxIds() {
        Long first = jdbc.queryForObject("SELECT nextval('mailbox.inbox_id')", Long.class);
        jdbc.queryForObject(
                "SELECT setval('mailbox.inbox_id', ?)",
                Long.class,
                first + Math.ceilDiv(instructions * INBOX_IDS, 1_000L) * 1_000 + 1_000);
        return first;
    }

    /** In clear, what is sealed in the rows of each original; the sealed forms are noted. */
    private List<List<byte[]>> sealed(List<String> originals, Copying copying) {
        var all = new ArrayList<List<byte[]>>();
        for (int number = 0; number < originals.size(); number++) {
            SubscriberId owner = idOf(originals.get(number));
            var clear = new ArrayList<byte[]>();
            var sealed = new ArrayList<byte[]>();
            for (byte[] bytes : copying.bytes(number)) {
                try {
                    clear.add(hub.bean(PersonalData.class).open(owner, bytes));
                    sealed.add(bytes);
                } catch (IllegalStateException e) {
                    // An index, a hash: the same for everybody.
                }
            }
            jdbc.update(
                    "UPDATE fill.original SET sealed = ? WHERE number = ?",
                    sealed.toArray(byte[][]::new),
                    number);
            all.add(clear);
        }
        return all;
    }

    private void subscribe(int from, int until, List<List<byte[]>> sealed) {
        List<Msisdn> msisdns =
                IntStream.range(from, until)
                        .mapToObj(n -> new Msisdn(Long.toString(whose.firstNumber + n)))
                        .toList();
        Map<Msisdn, SubscriberId> ids = hub.bean(Subscribers.class).resolve(msisdns);
        var rows = new ArrayList<Object[]>();
        for (int n = from; n < until; n++) {
            SubscriberId id = ids.get(msisdns.get(n - from));
            int original = n % sealed.size();
            byte[][] own =
                    sealed.get(original).stream()
                            .map(clear -> hub.bean(PersonalData.class).seal(id, clear))
                            .toArray(byte[][]::new);
            rows.add(new Object[] {n, id.value(), original, own});
        }
        transaction.executeWithoutResult(
                status -> {
                    jdbc.batchUpdate("INSERT INTO fill.subscriber VALUES (?, ?, ?, ?)", rows);
                    jdbc.update(
                            """
                            UPDATE subscriber.subscriber s
                               SET language = 'RU', created_at = now() - make_interval(days => ?)
                              FROM fill.subscriber f WHERE f.id = s.id AND f.n >= ? AND f.n < ?
                               AND s.created_at > now() - interval '1 day'
                            """,
                            (int) span(),
                            from,
                            until);
                });
    }

    private void copy(Copying copying, long from, long until) {
        transaction.executeWithoutResult(
                status -> {
                    // The pool's connections plan for single rows.
                    jdbc.execute("SET LOCAL enable_seqscan = on");
                    jdbc.execute(
                            """
                            CREATE TEMPORARY TABLE IF NOT EXISTS copy (
                                n bigint, owner int, original int, subscriber uuid, sealed bytea[],
                                was_sealed bytea[], was uuid, instruction uuid, was_number text,
                                number text, days int, shift interval, ms bigint);
                            TRUNCATE copy
                            """);
                    jdbc.update(
                            COPIES,
                            whose.firstPayment,
                            instructions,
                            instructions,
                            span(),
                            from,
                            until - 1,
                            subscribers);
                    copying.copy();
                    whose.afterwards.forEach(jdbc::update);
                });
    }

    /** Older ones first; every day begins at seven and ends at eleven at night in Almaty. */
    private static final String COPIES =
            """
            INSERT INTO copy
            SELECT c.n, s.n, s.original, s.id, s.sealed, o.sealed, o.instruction,
                   fill.moved(o.instruction, ms, c.n), o.payment_number,
                   CASE o.payment_number WHEN '' THEN ''
                        ELSE fill.payment_number(c.n + ?::bigint) END,
                   days, ms * interval '1 ms', ms
              FROM (SELECT n, ?::bigint AS total, (?::bigint - 1 - n) * ?::bigint AS back
                      FROM generate_series(?::bigint, ?::bigint) AS n) AS c
              JOIN fill.subscriber s ON s.n = c.n % ?::int
              JOIN fill.original o ON o.number = s.original
             CROSS JOIN LATERAL (SELECT (1 + back / total)::int AS days,
                                        o.made_at AT TIME ZONE 'Asia/Almaty' AS made) AS d
             CROSS JOIN LATERAL (SELECT (extract(epoch FROM date_trunc('day', made) - made
                                     + interval '23 hours'
                                     - interval '16 hours' * ((back % total)::float8 / total)
                                     - days * interval '24 hours') * 1000)::bigint AS ms) AS m
            """;

    private interface Step {
        void run(long from, long until);
    }

    private void inSteps(String what, long all, int atOnce, int workers, Step step) {
        var next = new AtomicLong();
        var done = new AtomicLong();
        long start = System.nanoTime();
        Runnable worker =
                () -> {
                    try {
                        for (long from = next.getAndAdd(atOnce);
                                from < all;
                                from = next.getAndAdd(atOnce)) {
                            long until = Math.min(all, from + atOnce);
                            step.run(from, until);
                            tell(what, done.addAndGet(until - from), all, until - from, start);
                        }
                    } catch (RuntimeException e) {
                        // The others have nothing more to do.
                        next.set(all);
                        throw e;
                    }
                };
        var running =
                IntStream.range(0, workers)
                        .mapToObj(
                                n ->
                                        CompletableFuture.runAsync(
                                                worker, task -> Thread.ofPlatform().start(task)))
                        .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).join();
    }

    /** A hundred lines for all. */
    private void tell(String what, long done, long all, long step, long start) {
        if (done * 100 / all > (done - step) * 100 / all) {
            double seconds = (System.nanoTime() - start) / 1e9;
            progress.accept("%,d of %,d %s, %,.0f/s".formatted(done, all, what, done / seconds));
        }
    }

    /** Until the tables are as autovacuum leaves them, and the ledger is sealed. */
    private void finish() {
        progress.accept("VACUUM ANALYZE");
        jdbc.execute(
                (Connection connection) -> {
                    // Takes longer than any statement of the hub.
                    connection.setNetworkTimeout(Runnable::run, 0);
                    try (var statement = connection.createStatement()) {
                        return statement.execute("VACUUM ANALYZE");
                    }
                });
        awaitSealed();
    }

    void awaitSealed() {
        progress.accept("the ledger is sealed");
        await().atMost(Duration.ofHours(1)).until(this::isSealed);
    }

    /** As the ledger itself asks, by the index that the vacuum has just brought up to date. */
    private boolean isSealed() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject(
                        """
                        SELECT NOT EXISTS (
                            SELECT FROM ledger.transfer
                             WHERE transaction::text::bigint
                                   >= (SELECT coalesce(max(below), 0) FROM ledger.block))
                        """,
                        Boolean.class));
    }
}
