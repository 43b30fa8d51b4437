package kz.nusqau.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import kz.nusqau.platform.PostgresForTests;
import kz.nusqau.shared.InstructionId;
import kz.nusqau.shared.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Books in a database of their own, and ways to write in them by hand. */
final class BooksForTests implements AutoCloseable {

    final HikariDataSource pool = PostgresForTests.migrated().pool(8);
    final JdbcTemplate jdbc = new JdbcTemplate(pool);
    final JdbcTransactionManager transactions = new JdbcTransactionManager(pool);
    final TransactionTemplate transaction = new TransactionTemplate(transactions);
    final Snapshot snapshot = new Snapshot(jdbc, transactions);
    final Ledger ledger = new Ledger(jdbc);

    /** Books one transfer in a transaction of its own; returns its key. */
    String book(String debit, String credit, long tenge) {
        var instruction = InstructionId.next();
        String key = instruction + "/charge/1/direct";
        var transfer =
                new Transfer(
                        key,
                        Transfer.Phase.DIRECT,
                        null,
                        instruction,
                        debit,
                        credit,
                        Money.tenge(tenge));
        transaction.executeWithoutResult(status -> ledger.apply(List.of(transfer)));
        return key;
    }

    /** Does what the triggers would refuse, as somebody could who owns the database. */
    void tamper(String statement, Object... arguments) {
        transaction.executeWithoutResult(
                status -> {
                    triggers("DISABLE");
                    jdbc.update(statement, arguments);
                    triggers("ENABLE");
                });
    }

    private void triggers(String verb) {
        for (String table : List.of("transfer", "account", "block")) {
            jdbc.execute("ALTER TABLE ledger.%s %s TRIGGER USER".formatted(table, verb));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
