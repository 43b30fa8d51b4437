package kz.nusqau.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody changes rows behind the hub's back, and the first block that shows it is named. */
class SealIT {

    private static final String OPERATOR = "operator.billing";
    private static final String COMMISSION = "income.commission";

    @TempDir Path folder;

    private final BooksForTests books = new BooksForTests();
    private final BlockStore store = new BlockStore(books.jdbc);
    private final SealKeys keys = new SealKeys(List.of("a key of this test"));
    private SealAnchor anchor;
    private Sealer sealer;
    private SealCheck check;

    @BeforeEach
    void open() {
        anchor = new SealAnchor(folder.resolve("ledger-head"));
        sealer = sealer(2_000);
        check = new SealCheck(store, keys, anchor, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void sealsEverythingOnceAndInOrder() {
        for (int i = 0; i < 5; i++) {
            sealed(3);
        }

        SealReport report = check.run();

        assertThat(report.broken()).isNull();
        assertThat(report.blocks()).isEqualTo(5);
        assertThat(report.transfers()).isEqualTo(15);
        assertThat(report.unsealed()).isZero();
        assertThat(sealer.seal()).isZero();
    }

    @Test
    void makesSeveralBlocksOfALongBacklog() {
        book(40);
        sealer = sealer(7);

        sealAll();

        assertThat(check.run().broken()).isNull();
        assertThat(check.run().blocks()).isGreaterThanOrEqualTo(40 / 7);
        assertThat(check.run().transfers()).isEqualTo(40);
    }

    @Test
    void sealsWhatComesAfterALongTimeWithoutMoney() {
        sealed(1);
        sealer = sealer(20);
        for (int turn = 0; turn < 3; turn++) {
            pass(50);
            assertThat(sealer.seal()).isZero();
        }

        sealed(2);

        assertThat(check.run().broken()).isNull();
        assertThat(check.run().blocks()).isEqualTo(2);
        assertThat(check.run().transfers()).isEqualTo(3);
        pass(50);
        sealed(1);
        assertThat(check.run().broken()).isNull();
        assertThat(check.run().transfers()).isEqualTo(4);
    }

    private void pass(int transactions) {
        for (int i = 0; i < transactions; i++) {
            books.jdbc.execute("SELECT pg_current_xact_id()");
        }
    }

    @Test
    void waitsForATransactionThatCommitsLate() throws SQLException {
        sealed(1);
        try (Connection late = books.pool.getConnection()) {
            late.setAutoCommit(false);
            try (var statement = late.createStatement()) {
                statement.execute(
                        """
                        INSERT INTO ledger.account (code, currency) VALUES ('suspense', 'USD')
                        """);
            }
            book(2);

            sealer.seal();
            assertThat(check.run().transfers()).isEqualTo(1);
            assertThat(check.run().unsealed()).isEqualTo(2);

            late.commit();
        }
        sealAll();

        assertThat(check.run().broken()).isNull();
        assertThat(check.run().transfers()).isEqualTo(3);
    }

    @Test
    void twoSealersMakeOneChain() throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int sealing = 0; sealing < 2; sealing++) {
                var own = new SealAnchor(folder.resolve("node-" + sealing));
                threads.execute(
                        () -> {
                            var node = new Sealer(store, keys, own, 20);
                            for (int i = 0; i < 40; i++) {
                                node.seal();
                            }
                        });
            }
            threads.execute(() -> book(60));
            threads.execute(() -> book(60));
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        sealAll();

        assertThat(check.run().broken()).isNull();
        assertThat(check.run().transfers()).isEqualTo(120);
    }

    @Test
    void namesTheBlockOfAChangedTransfer() {
        sealed(2);
        String key = sealed(2);
        sealed(2);

        books.tamper("UPDATE ledger.transfer SET amount = amount + 1 WHERE key = ?", key);

        assertBroken(2, "has other transfers than were sealed");
        books.tamper("UPDATE ledger.transfer SET amount = amount - 1 WHERE key = ?", key);
        assertThat(check.run().broken()).isNull();
    }

    @Test
    void namesTheFirstOfSeveralBrokenBlocks() {
        String first = sealed(1);
        String second = sealed(1);

        books.tamper("UPDATE ledger.transfer SET booked_at = now() WHERE key = ?", second);
        books.tamper("UPDATE ledger.transfer SET booked_at = now() WHERE key = ?", first);

        assertBroken(1, "has other transfers than were sealed");
    }

    @Test
    void namesTheBlockOfADeletedTransfer() {
        sealed(2);
        String key = sealed(2);

        books.tamper("DELETE FROM ledger.transfer WHERE key = ?", key);

        assertBroken(2, "has 1 transfers, 2 were sealed");
    }

    @Test
    void namesTheBlockIntoWhichATransferWasPut() {
        sealed(2);
        sealed(2);

        books.tamper(
                """
                INSERT INTO ledger.transfer (key, phase, instruction_id, debit, credit, amount,
                                             transaction)
                SELECT 'forged/charge/1/direct', 'direct', ?, debit, credit, 1, transaction
                  FROM ledger.transfer ORDER BY transaction LIMIT 1
                """,
                UUID.randomUUID());

        assertBroken(1, "has 3 transfers, 2 were sealed");
    }

    @Test
    void noticesARenamedAccount() {
        sealed(1);

        books.tamper("UPDATE ledger.account SET code = 'suspense' WHERE code = ?", COMMISSION);

        assertBroken(1, "has other transfers than were sealed");
    }

    @Test
    void noticesAChangedBlock() {
        sealed(1);
        sealed(1);

        books.tamper("UPDATE ledger.block SET below = below + 1 WHERE number = 2");

        assertBroken(2, "has another hash than its fields make");
    }

    @Test
    void noticesAMissingBlock() {
        sealed(1);
        sealed(1);
        sealed(1);

        books.tamper("DELETE FROM ledger.block WHERE number = 2");

        assertBroken(2, "is missing");
    }

    @Test
    void noticesAnEndThatWasCutOff() {
        sealed(1);
        sealed(1);

        books.tamper(
                "DELETE FROM ledger.transfer WHERE transaction::text::bigint >="
                        + " (SELECT since FROM ledger.block WHERE number = 2)");
        books.tamper("DELETE FROM ledger.block WHERE number = 2");

        assertBroken(2, "is missing: this node sealed blocks up to 2");
        assertThatThrownBy(sealer::seal).hasMessageContaining("no longer holds block 2");
    }

    @Test
    void noticesAChainThatWasMadeAgainWithoutTheKey() {
        sealed(1);
        String key = sealed(1);
        books.tamper("UPDATE ledger.transfer SET amount = 1 WHERE key = ?", key);
        books.tamper("DELETE FROM ledger.block WHERE number = 2");
        var forger = new SealKeys(List.of("a key that somebody made up"));
        new Sealer(store, forger, new SealAnchor(folder.resolve("elsewhere")), 2_000).seal();

        assertBroken(2, "is not the one that this node sealed");
        var elsewhere = new SealAnchor(folder.resolve("none"));
        assertThat(new SealCheck(store, keys, elsewhere, Clock.systemUTC()).run().broken().why())
                .contains("which this node does not have");
    }

    @Test
    void stillVerifiesWhatAnOlderKeySigned() throws IOException {
        sealed(1);
        Path file = folder.resolve("keys");
        Files.writeString(file, "a newer key for all of us\na key of this test\n");
        var both = SealKeys.read(file);

        book(1);
        new Sealer(store, both, anchor, 2_000).seal();

        var after = new SealCheck(store, both, anchor, Clock.systemUTC()).run();
        assertThat(after.broken()).isNull();
        assertThat(after.transfers()).isEqualTo(2);
    }

    @Test
    void refusesToSealBackwards() {
        sealed(1);
        books.tamper("UPDATE ledger.block SET below = below + 1000000");

        assertThatThrownBy(sealer::seal).hasMessageContaining("its numbers began anew");
    }

    private void assertBroken(long number, String why) {
        SealReport report = check.run();

        assertThat(report.isSound()).isFalse();
        assertThat(report.broken()).isEqualTo(new SealReport.BrokenBlock(number, why));
        assertThat(report.blocks()).isEqualTo(number - 1);
    }

    private Sealer sealer(int transactions) {
        return new Sealer(store, keys, anchor, transactions);
    }

    /** Books so many transfers and seals them in a block; returns the key of the last. */
    private String sealed(int transfers) {
        String last = book(transfers);
        sealAll();
        return last;
    }

    private String book(int transfers) {
        String last = "";
        for (int i = 0; i < transfers; i++) {
            last = books.book(OPERATOR, COMMISSION, 50 + i);
        }
        return last;
    }

    /**
     * Transactions of other tests on this server can hold the horizon up for a moment; were it
     * between two transfers, they would be in two blocks.
     */
    private void sealAll() {
        await().until(() -> store.horizon() > newestTransaction());
        sealer.seal();
        assertThat(store.unsealed().transfers()).isZero();
    }

    private long newestTransaction() {
        return books.jdbc.queryForObject(
                "SELECT coalesce(max(transaction::text::bigint), 0) FROM ledger.transfer",
                Long.class);
    }
}
