package kz.nusqau.ledger;

import static kz.nusqau.ledger.Transfer.Phase.DIRECT;
import static kz.nusqau.ledger.Transfer.Phase.PENDING;
import static kz.nusqau.ledger.Transfer.Phase.POST;
import static kz.nusqau.ledger.Transfer.Phase.VOID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The books on a real PostgreSQL. */
class LedgerIT {

    static HikariDataSource pool;
    static JdbcTemplate jdbc;
    static TransactionTemplate transaction;
    static LedgerCheck check;

    Ledger ledger;
    final InstructionId instruction = InstructionId.next();

    @BeforeAll
    static void connect() {
        pool = PostgresForTests.migrated().pool(8);
        jdbc = new JdbcTemplate(pool);
        var transactions = new JdbcTransactionManager(pool);
        transaction = new TransactionTemplate(transactions);
        check = new LedgerCheck(new Snapshot(jdbc, transactions));
    }

    @AfterAll
    static void disconnect() {
        pool.close();
    }

    @BeforeEach
    void open() {
        ledger = new Ledger(jdbc);
    }

    @Test
    void postsWhatWasPending() {
        var before = balance("providers.alma");

        apply(pending("reserve/1/pending", 1500));
        assertThat(balance("providers.alma").creditsPending())
                .isEqualTo(before.creditsPending() + 150_000);
        apply(end("charge/1/post", POST, "reserve/1/pending", 1500));

        assertThat(balance("providers.alma").creditsPending()).isEqualTo(before.creditsPending());
        assertThat(balance("providers.alma").creditsPosted())
                .isEqualTo(before.creditsPosted() + 150_000);
        assertThat(check.run().isSound()).isTrue();
        assertThat(ledger.of(instruction)).hasSize(2);
    }

    @Test
    void voidsWhatWasPending() {
        var before = balance("operator.billing");

        apply(
                pending("reserve/1/pending", 700),
                end("release/1/void", VOID, "reserve/1/pending", 700));

        assertThat(balance("operator.billing")).isEqualTo(before);
    }

    @Test
    void replayOfAKeyChangesNothing() {
        apply(direct("fee", 50));
        var once = balance("operator.billing");

        apply(direct("fee", 50), direct("fee", 50));

        assertThat(balance("operator.billing")).isEqualTo(once);
    }

    @Test
    void refusesAnotherTransferUnderTheSameKey() {
        apply(direct("fee", 50));
        var once = balance("operator.billing");

        assertThatThrownBy(() -> apply(direct("fee", 51)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another transfer has this key");
        assertThat(balance("operator.billing")).isEqualTo(once);
    }

    @Test
    void endsAPendingTransferOnce() {
        apply(
                pending("reserve/1/pending", 700),
                end("release/1/void", VOID, "reserve/1/pending", 700));

        assertThatThrownBy(() -> apply(end("charge/1/post", POST, "reserve/1/pending", 700)))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("transfer_ends");
    }

    @Test
    void refusesAnEndThatFitsNoPendingTransfer() {
        apply(pending("reserve/1/pending", 700));

        assertThatThrownBy(() -> apply(end("charge/1/post", POST, "reserve/1/pending", 699)))
                .hasMessageContaining("ends no pending transfer like it");
        assertThatThrownBy(() -> apply(end("charge/1/post", POST, "never", 700)))
                .hasMessageContaining("ends no pending transfer like it");
        apply(end("release/1/void", VOID, "reserve/1/pending", 700));
    }

    @Test
    void neverChangesWhatIsBooked() {
        apply(direct("fee", 50));

        for (String tampering :
                List.of(
                        "UPDATE ledger.transfer SET amount = 1",
                        "DELETE FROM ledger.transfer",
                        "TRUNCATE ledger.transfer",
                        "UPDATE ledger.account SET debits_posted = 0",
                        "DELETE FROM ledger.account")) {
            assertThatThrownBy(() -> jdbc.execute(tampering))
                    .as(tampering)
                    .hasMessageContaining("is never changed by");
        }
        assertThat(check.run().isSound()).isTrue();
    }

    @Test
    void findsWhatWasTamperedWithBehindTheTriggers() {
        apply(direct("fee", 50));

        transaction.executeWithoutResult(
                status -> {
                    jdbc.execute("ALTER TABLE ledger.transfer DISABLE TRIGGER append_only");
                    jdbc.update(
                            "UPDATE ledger.transfer SET amount = amount + 1 WHERE key = ?",
                            key("fee"));
                    jdbc.execute("ALTER TABLE ledger.transfer ENABLE TRIGGER append_only");
                });
        LedgerReport tampered = check.run();
        transaction.executeWithoutResult(
                status -> {
                    jdbc.execute("ALTER TABLE ledger.transfer DISABLE TRIGGER append_only");
                    jdbc.update(
                            "UPDATE ledger.transfer SET amount = amount - 1 WHERE key = ?",
                            key("fee"));
                    jdbc.execute("ALTER TABLE ledger.transfer ENABLE TRIGGER append_only");
                });

        assertThat(tampered.faults())
                .containsExactlyInAnyOrder(
                        "operator.billing KZT differs from its transfers",
                        "income.commission KZT differs from its transfers");
        assertThat(check.run().isSound()).isTrue();
    }

    @Test
    void keepsCurrenciesApart() {
        apply(
                new Transfer(
                        key("usd"),
                        DIRECT,
                        null,
                        instruction,
                        "operator.billing",
                        "suspense",
                        new Money(100, "USD")));

        apply(direct("fee", 50));
        int kzt = accountId("operator.billing", "KZT");
        int usd = accountId("suspense", "USD");
        assertThatThrownBy(
                        () ->
                                jdbc.update(
                                        "INSERT INTO ledger.transfer (key, phase, instruction_id,"
                                                + " debit, credit, amount) VALUES ('mixed',"
                                                + " 'direct', gen_random_uuid(), ?, ?, 1)",
                                        kzt,
                                        usd))
                .hasMessageContaining("no common currency");
        assertThat(check.run().isSound()).isTrue();
    }

    @Test
    void aRollbackLeavesNoAccountBehindInMemory() {
        var transfer =
                new Transfer(
                        key("new"),
                        DIRECT,
                        null,
                        instruction,
                        "operator.billing",
                        "providers.fresh",
                        Money.tenge(5));

        transaction.executeWithoutResult(
                status -> {
                    ledger.apply(List.of(transfer));
                    status.setRollbackOnly();
                });
        apply(transfer);

        assertThat(balance("providers.fresh").creditsPosted()).isEqualTo(500);
    }

    @Test
    void staysSoundUnderConcurrentBatches() throws Exception {
        var random = new Random(7);
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int batch = 0; batch < 60; batch++) {
                List<Transfer> transfers = batch(random);
                running.add(threads.submit(() -> apply(transfers.toArray(Transfer[]::new))));
            }
            for (Future<?> each : running) {
                each.get();
            }
        }

        LedgerReport report = check.run();
        assertThat(report.faults()).isEmpty();
        assertThat(report.balances()).extracting(Balance::net).isNotEmpty();
    }

    private static List<Transfer> batch(Random random) {
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            var id = InstructionId.next();
            String[] accounts = {"operator.billing", "providers.alma", "providers.su", "suspense"};
            int from = random.nextInt(accounts.length);
            int to = (from + 1 + random.nextInt(accounts.length - 1)) % accounts.length;
            Money amount = Money.tiyn(1 + random.nextInt(1_000_000));
            transfers.add(
                    new Transfer(
                            id + "/p", PENDING, null, id, accounts[from], accounts[to], amount));
            transfers.add(
                    new Transfer(
                            id + "/e",
                            random.nextBoolean() ? POST : VOID,
                            id + "/p",
                            id,
                            accounts[from],
                            accounts[to],
                            amount));
        }
        return transfers;
    }

    private void apply(Transfer... transfers) {
        transaction.executeWithoutResult(status -> ledger.apply(List.of(transfers)));
    }

    private Transfer pending(String key, long tenge) {
        return new Transfer(
                key(key),
                PENDING,
                null,
                instruction,
                "operator.billing",
                "providers.alma",
                Money.tenge(tenge));
    }

    private Transfer end(String key, Transfer.Phase phase, String pending, long tenge) {
        return new Transfer(
                key(key),
                phase,
                key(pending),
                instruction,
                "operator.billing",
                "providers.alma",
                Money.tenge(tenge));
    }

    private Transfer direct(String key, long tenge) {
        return new Transfer(
                key(key),
                DIRECT,
                null,
                instruction,
                "operator.billing",
                "income.commission",
                Money.tenge(tenge));
    }

    private String key(String rest) {
        return instruction + "/" + rest;
    }

    private static Balance balance(String code) {
        return check.run().balances().stream()
                .filter(each -> each.code().equals(code) && each.currency().equals("KZT"))
                .findFirst()
                .orElse(new Balance(code, "KZT", 0, 0, 0, 0));
    }

    private static int accountId(String code, String currency) {
        return jdbc.queryForObject(
                "SELECT id FROM ledger.account WHERE code = ? AND currency = ?",
                Integer.class,
                code,
                currency);
    }
}
