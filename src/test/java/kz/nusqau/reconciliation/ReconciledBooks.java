package kz.nusqau.reconciliation;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import kz.nusqau.counterparty.BankOrders;
import kz.nusqau.counterparty.CounterpartyUnavailable;
import kz.nusqau.counterparty.DayFiles;
import kz.nusqau.ledger.Ledger;
import kz.nusqau.ledger.Movements;
import kz.nusqau.platform.DataDirectory;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.platform.TemporaryFolder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A ledger whose rows are written by hand, and counterparties whose files are written by hand. */
final class ReconciledBooks implements AutoCloseable {

    static final LocalDate DAY = LocalDate.of(2026, 3, 3);
    static final Instant NOON = DAY.atTime(12, 0).atZone(Day.ZONE).toInstant();
    static final Instant MIDNIGHT = DAY.plusDays(1).atStartOfDay(Day.ZONE).toInstant();

    final HikariDataSource pool = PostgresForTests.migrated().pool(8);
    final JdbcTemplate jdbc = new JdbcTemplate(pool);
    final JdbcTransactionManager transactions = new JdbcTransactionManager(pool);
    final Map<String, String> offered = new TreeMap<>();
    final DayFileStore files = new DayFileStore(JdbcClient.create(jdbc));
    final DayFiles dayFiles =
            new DayFiles(
                    Map.of(
                            "billing",
                            known("billing", new DayFiles.Format.BillingCsv()),
                            "wooppay",
                            known("wooppay", new DayFiles.Format.EmoneyCsv()),
                            "kaspi",
                            known("kaspi", StatementForTests.FORMAT)));
    final Imports imports;
    final Reconciliation reconciliation;
    final Suspense suspense;
    private final AnnotationConfigApplicationContext spring =
            new AnnotationConfigApplicationContext();

    ReconciledBooks() {
        this(Clock.fixed(MIDNIGHT.plus(Duration.ofDays(10)), Day.ZONE));
    }

    ReconciledBooks(Clock clock) {
        spring.registerBean(JdbcTemplate.class, () -> jdbc);
        spring.register(Movements.class, Ledger.class, BankOrders.class);
        spring.refresh();
        for (String account :
                List.of(
                        "operator.billing",
                        "providers.alma",
                        "emoney.wooppay",
                        "bank.kaspi",
                        "advance.subscribers",
                        "suspense")) {
            jdbc.update("INSERT INTO ledger.account (code, currency) VALUES (?, 'KZT')", account);
        }
        var transaction = new TransactionTemplate(transactions);
        imports =
                new Imports(
                        dayFiles,
                        files,
                        new Matching(
                                jdbc,
                                spring.getBean(Movements.class),
                                spring.getBean(BankOrders.class),
                                Duration.ofHours(1)),
                        jdbc,
                        transaction,
                        new DataDirectory(TemporaryFolder.create("reconciliation")),
                        clock,
                        false);
        var breaks = new BreakStore(JdbcClient.create(jdbc));
        reconciliation = new Reconciliation(imports, files, breaks, transaction);
        suspense =
                new Suspense(
                        breaks,
                        imports,
                        dayFiles,
                        spring.getBean(Movements.class),
                        spring.getBean(Ledger.class),
                        transaction);
    }

    private DayFiles.Known known(String counterparty, DayFiles.Format format) {
        return new DayFiles.Known(
                format,
                (day, into) -> {
                    String file = offered.get(counterparty + " " + day);
                    if (file == null) {
                        throw new CounterpartyUnavailable("HTTP 404");
                    }
                    try {
                        Files.writeString(into, file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** A payment's hold at billing, pending. */
    String hold(long tenge, Instant at) {
        String instruction = UUID.randomUUID().toString();
        hold(instruction, tenge, at);
        return instruction;
    }

    void hold(String instruction, long tenge, Instant at) {
        transfer(
                instruction,
                "/reserve/1/pending-amount",
                null,
                "pending",
                "operator.billing",
                "providers.alma",
                tenge,
                at);
    }

    void charged(String instruction, long tenge, Instant at) {
        ended(instruction, "/charge/1/post-amount", "post", tenge, at);
    }

    void released(String instruction, long tenge, Instant at) {
        ended(instruction, "/release/1/void-amount", "void", tenge, at);
    }

    private void ended(String instruction, String key, String phase, long tenge, Instant at) {
        transfer(
                instruction,
                key,
                instruction + "/reserve/1/pending-amount",
                phase,
                "operator.billing",
                "providers.alma",
                tenge,
                at);
    }

    /** A hold that was charged a second later. */
    String paid(long tenge, Instant at) {
        String instruction = hold(tenge, at);
        charged(instruction, tenge, at.plusSeconds(1));
        return instruction;
    }

    String toppedUp(long tenge, Instant at) {
        String instruction = UUID.randomUUID().toString();
        transfer(
                instruction,
                "/topup/1/pending-amount",
                null,
                "pending",
                "providers.alma",
                "emoney.wooppay",
                tenge,
                at);
        return instruction;
    }

    /** A provider was paid from a wallet: in and out by one command. */
    String passedThrough(long tenge, Instant at) {
        String instruction = UUID.randomUUID().toString();
        transfer(
                instruction,
                "/pay/1/in-amount",
                null,
                "direct",
                "emoney.wooppay",
                "providers.alma",
                tenge,
                at);
        transfer(
                instruction,
                "/pay/1/out-amount",
                null,
                "direct",
                "providers.alma",
                "emoney.wooppay",
                tenge,
                at);
        return instruction;
    }

    /** The provider was paid, or the top-up taken back. */
    void ended(String instruction, String key, long tenge, Instant at) {
        transfer(
                instruction,
                key,
                instruction + "/topup/1/pending-amount",
                key.contains("post") ? "post" : "void",
                "providers.alma",
                "emoney.wooppay",
                tenge,
                at);
    }

    /** What an order moved on the account at the bank, at once. */
    void settled(String order, boolean out, long tenge, Instant at) {
        transfer(
                order.substring(0, 36),
                order.substring(36) + "/direct-amount",
                null,
                "direct",
                out ? "advance.subscribers" : "bank.kaspi",
                out ? "bank.kaspi" : "advance.subscribers",
                tenge,
                at);
    }

    private void transfer(
            String instruction,
            String key,
            String pendingKey,
            String phase,
            String debit,
            String credit,
            long tenge,
            Instant at) {
        jdbc.update(
                """
                INSERT INTO ledger.transfer (key, phase, pending_key, instruction_id, debit, credit,
                                             amount, booked_at)
                VALUES (?, ?, ?, ?::uuid, (SELECT id FROM ledger.account WHERE code = ?),
                        (SELECT id FROM ledger.account WHERE code = ?), ?, ?::timestamptz)
                """,
                instruction + key,
                phase,
                pendingKey,
                instruction,
                debit,
                credit,
                tenge * 100,
                at.toString());
    }

    /** The key of a command to the bank. */
    String order() {
        String order = UUID.randomUUID() + "/refund/1";
        command(order);
        return order;
    }

    void command(String order) {
        jdbc.update(
                """
                insert into counterparty.command (instruction, step, generation, counterparty,
                    subscriber, operation, payload, state, outcome, deadline, answered_at)
                values (?::uuid, 'refund', 1, 'kaspi', gen_random_uuid(), 'credit-transfer', '',
                    'answered', 'accepted', now(), now())
                """,
                order.substring(0, 36));
    }

    static String line(String instruction, String state, long tenge, Instant at) {
        return "%s/reserve/1,reservation,%s,%d.00,KZT,%s".formatted(instruction, state, tenge, at);
    }

    static String billing(LocalDate day, String... lines) {
        long sum = 0;
        for (String line : lines) {
            sum += Long.parseLong(line.split(",", -1)[3].replace(".00", ""));
        }
        return "billing,%s\nreference,kind,state,amount,currency,at\n%stotal,%d,%d.00\n"
                .formatted(
                        day,
                        lines.length == 0 ? "" : String.join("\n", lines) + "\n",
                        lines.length,
                        sum);
    }

    ImportOutcome upload(String counterparty, LocalDate day, String content) {
        return imports.upload(
                new Day(counterparty, day),
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                "anna");
    }

    /** Takes in billing's file with these lines. */
    DayFileView take(LocalDate day, String... lines) {
        return ((ImportOutcome.Imported) upload("billing", day, billing(day, lines))).file();
    }

    List<BreakView> open() {
        return in("open");
    }

    List<BreakView> in(String state) {
        return reconciliation.list(new Filter(null, state, null, null, null, null, 1000));
    }

    @Override
    public void close() {
        spring.close();
        pool.close();
    }
}
