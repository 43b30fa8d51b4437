package kz.nusqau.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import kz.nusqau.HubUnderTest;
import kz.nusqau.counterparty.CreditNotice;
import kz.nusqau.failedmessages.DeadLetters;
import kz.nusqau.failedmessages.Edits;
import kz.nusqau.mailbox.InboxEntry;
import kz.nusqau.mailbox.InboxEntryFailed;
import kz.nusqau.mailbox.IncomingMessage;
import kz.nusqau.shared.SubscriberId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts failed messages on the desk of a hub, as a bad month would: most are payments whose commands
 * were never sent, or whose outcome nobody knows, of the last thirty days, copied from some that
 * failed here; the others, of the last day, are texts that could not be handled and notices of
 * banks that nobody can read, kept by the hub itself. Beside them some edits that wait for a
 * decision, and breaks of a reconciliation.
 */
final class DeskFilling {

    private static final int NOTICES_OF_A_HUNDRED = 4;
    private static final int TEXTS_OF_A_HUNDRED = 4;
    private static final int AT_ONCE = 500;
    private static final int EDITS = 30;
    private static final int BREAKS = 200;
    private static final int ACTS = 10_000;

    /** Instructions of a directory that is empty. */
    private static final int PAST = 10_000;

    private static final int PAST_SUBSCRIBERS = 1_000;

    /** Of payment numbers: beyond those of a filled directory, another part for each run. */
    private static final long FIRST_PAYMENT = 12_000_000;

    private static final long PARTS = 1_000;
    private static final long PART = 100_000;

    /** What is not sent by its deadline is given up; these wait for somebody. */
    private static final List<String> STILL_IN_TIME =
            List.of(
                    """
                    UPDATE counterparty.command c
                       SET deadline = now() + interval '20 hours',
                           due_at = now() + interval '20 hours'
                      FROM copy k WHERE c.instruction = k.instruction AND c.parked
                    """,
                    """
                    UPDATE payment.payment p SET deadline = now() + interval '20 hours'
                      FROM copy k WHERE p.id = k.instruction AND p.state = 'RESERVING'
                    """);

    private final HubUnderTest hub;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Consumer<String> progress;

    private DeskFilling(HubUnderTest hub, Consumer<String> progress) {
        this.hub = hub;
        this.jdbc = hub.bean(JdbcTemplate.class);
        this.transaction = hub.bean(TransactionTemplate.class);
        this.progress = progress;
    }

    /** Until so many are open on the hub of that data directory. */
    static void fill(Path data, int wanted, Consumer<String> progress) {
        Map<String, Object> settings = FailedOriginals.settings();
        settings.put("nusqau.data-dir", data);
        try (var hub = HubUnderTest.start(settings)) {
            var filling = new DeskFilling(hub, progress);
            if (!filling.hasPast()) {
                new Filling(hub, PAST, PAST_SUBSCRIBERS, progress).fill();
            }
            filling.fill(wanted);
            new EmbeddedDatabase(data).execute(List.of("CHECKPOINT"));
        }
    }

    private void fill(int wanted) {
        int missing = (int) (wanted - open());
        progress.accept("%,d failed messages are missing".formatted(Math.max(0, missing)));
        if (missing <= 0) {
            return;
        }
        int notices = missing * NOTICES_OF_A_HUNDRED / 100;
        int texts = missing * TEXTS_OF_A_HUNDRED / 100;
        Instant begun = Instant.now();
        var originals = new FailedOriginals(hub).make();
        // Some leave two messages, what their sagas say of them being the second.
        double each = originals.stream().mapToLong(this::kept).average().orElseThrow();
        int copies = (int) Math.ceil((missing - notices - texts) / each);
        var whose =
                new Filling.Whose(
                        Work.FIRST_NUMBER + TestStand.PHONES,
                        FIRST_PAYMENT + begun.getEpochSecond() / 100 % PARTS * PART,
                        STILL_IN_TIME);
        var filling = new Filling(hub, copies, copies, whose, progress);
        long firstText = filling.copy(originals, begun);
        keepTexts(firstText, texts);
        keepNotices(notices);
        jdbc.update(
                """
                UPDATE failedmessages.failed_message
                   SET first_failed_at = at, last_failed_at = at
                  FROM (SELECT id AS moved, now() - random() * interval '23 hours' AS at
                          FROM failedmessages.failed_message
                         WHERE source IN ('inbox', 'queue') AND first_failed_at >= ?::timestamptz)
                 WHERE id = moved
                """,
                begun.toString());
        proposeEdits();
        findBreaks();
        goOnRecord();
        progress.accept("VACUUM ANALYZE");
        jdbc.execute("VACUUM ANALYZE failedmessages.failed_message, failedmessages.act");
        jdbc.execute("ANALYZE counterparty.command");
        jdbc.execute("ANALYZE payment.payment");
        filling.awaitSealed();
        progress.accept("%,d failed messages are open".formatted(open()));
    }

    /** Or else there would be nothing but failures to be seen. */
    private boolean hasPast() {
        return count("SELECT count(*) FROM (SELECT FROM payment.payment LIMIT 1) AS past") > 0;
    }

    private long open() {
        return count("SELECT count(*) FROM failedmessages.failed_message WHERE state = 'open'");
    }

    private long kept(String msisdn) {
        return count(
                """
                SELECT count(*) FROM failedmessages.failed_message
                 WHERE state = 'open' AND subscriber = '%s'
                """
                        .formatted(FailedOriginals.idOf(hub, msisdn).value()));
    }

    private long count(String query) {
        Long rows = jdbc.queryForObject(query, Long.class);
        return rows == null ? 0 : rows;
    }

    private interface Step {
        void run(int from, int until);
    }

    private void inSteps(int all, Step step) {
        for (int from = 0; from < all; from += AT_ONCE) {
            int first = from;
            int until = Math.min(all, from + AT_ONCE);
            transaction.executeWithoutResult(status -> step.run(first, until));
        }
    }

    /** Of those that were copied. */
    private void keepTexts(long firstText, int wanted) {
        List<InboxEntry> texts =
                jdbc.query(
                        """
                        SELECT id, received_at, subscriber_id, link, session, destination
                          FROM mailbox.inbox
                         WHERE id >= ? AND destination = '9909' AND kind = 'TEXT' LIMIT ?
                        """,
                        (row, n) ->
                                new InboxEntry(
                                        row.getLong(1),
                                        0,
                                        new SubscriberId(row.getObject(3, UUID.class)),
                                        Optional.empty(),
                                        row.getString(4),
                                        row.getObject(5, UUID.class),
                                        row.getString(6),
                                        row.getTimestamp(2).toInstant(),
                                        IncomingMessage.Kind.TEXT,
                                        new byte[0],
                                        new byte[0]),
                        firstText,
                        wanted);
        inSteps(texts.size(), (from, until) -> texts.subList(from, until).forEach(this::setAside));
        progress.accept("%,d texts could not be handled".formatted(texts.size()));
    }

    private void setAside(InboxEntry text) {
        String error = "org.springframework.dao.QueryTimeoutException";
        jdbc.update(
                """
                INSERT INTO mailbox.inbox_failed (id, received_at, attempts, error_class)
                SELECT id, received_at, 5, ? FROM mailbox.inbox WHERE id = ? AND received_at = ?
                """,
                error,
                text.id(),
                java.sql.Timestamp.from(text.receivedAt()));
        hub.context()
                .publishEvent(
                        new InboxEntryFailed(
                                text, 5, error, "canceling statement due to statement timeout"));
    }

    private void keepNotices(int wanted) {
        var letters = hub.bean(DeadLetters.class);
        inSteps(
                wanted,
                (from, until) -> {
                    for (int i = from; i < until; i++) {
                        boolean isHalyk = i % 4 != 0;
                        letters.keep(
                                isHalyk
                                        ? CreditNotice.of(hub).broken()
                                        : "<hello>" + UUID.randomUUID() + "</hello>",
                                headers(isHalyk ? "halyk" : "kaspi"));
                    }
                });
        progress.accept("%,d notices could not be read".formatted(wanted));
    }

    private static Map<String, Object> headers(String bank) {
        return Map.of(
                "nusqau_queue",
                "bank." + bank + ".notices",
                "nusqau_route",
                "bank-notices-" + bank,
                "nusqau_cause",
                "no message in a version agreed with this bank",
                "nusqau_attempts",
                1,
                "JMSMessageID",
                UUID.randomUUID().toString());
    }

    private void proposeEdits() {
        var edits = hub.bean(Edits.class);
        List<UUID> notices =
                jdbc.queryForList(
                        """
                        SELECT id FROM failedmessages.failed_message m
                         WHERE state = 'open' AND source = 'queue' AND queue = 'bank.halyk.notices'
                           AND NOT EXISTS (SELECT FROM failedmessages.edit e
                                            WHERE e.failed_message = m.id)
                         LIMIT ?
                        """,
                        UUID.class,
                        EDITS);
        for (UUID notice : notices) {
            String text = edits.formInClear(notice).orElseThrow().text();
            edits.propose(
                    notice,
                    text.replace("T10:00:00<", "T10:00:00+05:00<"),
                    "support",
                    "the offset is missing");
        }
    }

    /** As many people come and go as in a year or two. */
    private void goOnRecord() {
        var somebody = UsernamePasswordAuthenticationToken.authenticated("support", "", List.of());
        inSteps(
                (int) (ACTS - Math.min(ACTS, count("SELECT count(*) FROM console.act"))),
                (from, until) -> {
                    for (int i = from; i < until; i++) {
                        hub.context().publishEvent(new LogoutSuccessEvent(somebody));
                    }
                });
    }

    /** Lines of a counterparty that nobody here knows. */
    private void findBreaks() {
        UUID file = UUID.randomUUID();
        String counterparty = "bank-" + file;
        jdbc.update(
                """
                INSERT INTO reconciliation.day_file (id, counterparty, day, digest, size_bytes,
                    lines, matched, breaks, resolved, source, imported_by)
                VALUES (?, ?, current_date - 1, '', 1, ?, 0, ?, 0, 'upload', 'the benchmark')
                """,
                file,
                counterparty,
                BREAKS,
                BREAKS);
        jdbc.update(
                """
                INSERT INTO reconciliation.break (counterparty, day, day_file, kind, reference,
                    repeated, line, currency, their_amount, their_state)
                SELECT ?, current_date - 1, ?, 'missing-here', line::text, false, line, 'KZT',
                    150000, 'settled'
                  FROM generate_series(1, ?) AS line
                """,
                counterparty,
                file,
                BREAKS);
    }
}
